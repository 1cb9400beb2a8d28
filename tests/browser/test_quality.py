"""What every page owes its readers: nothing barred by the policy, no barrier for anybody, little to load."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_walk import ADMIN, LAN, SECRETARY, WARD_LEADER

pytestmark = pytest.mark.browser

FINISHED = "campaign=cua-nam-2025"
CLERK = "0959000011"  # of Kiến Hưng, whose awards are announced
PAPERS = (f"/awards/papers?{FINISHED}", f"/awards/papers/templates?{FINISHED}", "/check")
PROPOSALS = f"/proposals?{FINISHED}"
# Of the round that the demo opens first: somebody of the ranking.
CANDIDATES = (f"/awards?board=households&{FINISHED}", f"/awards/candidates/1?{FINISHED}")
TOURS = {
    "volunteer": (
        LAN,
        [
            *("/", "/shifts", "/shifts?day=all", "/shifts/open", "/my/shifts"),
            *("/logs", "/logs/new", "/ranking", "/me", "/me/calendar"),
        ],
    ),
    "secretary": (
        SECRETARY,
        ["/", "/approvals", "/timetables", "/coverage", "/shifts/plan", "/people", "/imports", "/audit", PROPOSALS],
    ),
    "leader": (
        WARD_LEADER,
        [
            f"/ranking?{FINISHED}",
            f"/awards?{FINISHED}",
            f"/awards?board=collectives&{FINISHED}",
            f"/council?{FINISHED}",
            *CANDIDATES,
            *PAPERS,
            "/sign-in/again",
        ],
    ),
    "clerk": (
        CLERK,
        [
            "/ranking/late",
            "/ranking/publications",
            "/awards",
            *("/awards/decision", "/awards/papers", "/awards/certificates"),
            "/awards/results",
            "/awards/archive",
            "/results/kien-hung-2025",
        ],
    ),
    "administrator": (ADMIN, ["/campaigns", "/campaigns/cua-nam-dot-2/edit", "/ranking/scheme", "/people/new"]),
}
# All rules are applied; only for what breaks them is told where it stands, which is half of axe's work.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
BUDGET = 60_000


@pytest.mark.parametrize("tour", TOURS)
def test_pages_pass_the_accessibility_rules_and_the_policy_on_a_laptop(page, enter, site_url, tour):
    """On a phone every page does (test_every_page.py)."""
    login, paths = TOURS[tour]
    page.set_viewport_size(LAPTOP)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    enter(page, login)
    found = {}
    for number, path in enumerate(paths):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        answer = page.goto(site_url + path)
        assert answer.status == 200, path
        assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP["width"], f"{path} is too wide"
        violations = Axe().run(page, options=RULES).response["violations"]
        if violations:
            found[path] = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations]
    assert found == {}
    assert complaints == []


def test_the_first_view_of_a_volunteer_is_light(page, enter, site_url):
    sizes = {}
    page.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length", 0))}))
    enter(page, LAN)
    sizes.clear()
    context = page.context.browser.new_context(viewport=PHONE, locale="vi-VN")
    context.add_cookies(page.context.cookies())
    fresh = context.new_page()
    fresh.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length", 0))}))
    fresh.goto(site_url + "/", wait_until="networkidle")
    context.close()
    assert len(sizes) >= 4
    assert 5_000 < sum(sizes.values()) < BUDGET, sizes


@pytest.mark.parametrize("login", [LAN, SECRETARY], ids=["volunteer", "secretary"])
def test_no_word_of_the_navigation_is_cut_off_on_a_phone(page, enter, login):
    page.set_viewport_size(PHONE)
    enter(page, login)
    words = page.locator(".nav > ul > li:not(.rest) > a > span, .nav summary > span")
    seen = set()
    for _language in range(2):
        seen.add(page.locator("html").get_attribute("lang"))
        for n in range(words.count()):
            assert words.nth(n).evaluate("e => e.scrollWidth <= e.clientWidth"), words.nth(n).inner_text()
        with page.expect_navigation():
            page.evaluate("document.getElementById('choose-language').submit()")
    assert seen == {"vi", "en"}
