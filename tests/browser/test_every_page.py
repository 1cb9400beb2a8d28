"""Every page of every role on a phone, in light and dark: readable by everybody, and no wider than the phone."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.core import clock
from tests.browser.conftest import PHONE, demo_app
from tests.browser.pages import LOGINS, plan
from tests.browser.test_quality import RULES
from tests.conftest import site

pytestmark = pytest.mark.browser

# What answers a GET with something else than a page of its own, or leads on to one.
NO_PAGES = {
    "archive.archive_file",
    "assets.static_file",
    "awards.award_list",
    "calendars.feed",
    "calendars.one_shift",
    "exchange.campaign_sample",
    "exchange.errors_book",
    "home.healthz",
    "home.readyz",
    "messages.message",
    "papers.every_file",
    "papers.amendment_file",
    "papers.failed_session",
    "papers.file",
    "papers.kept_file",
    "papers.posting_notice",
    "papers.preview",
    "papers.template",
    "people.old_link",
    "ranking.ranking_book",
    "results.file",
}
# What a stage of the demo leads to that no link of it does: a session under way, a seat being passed on, a
# draft, a name to check, an objection by its code.
ELSEWHERE = {
    "attendance.by_link",
    "commended.one",
    "contributions.bulk",
    "council.called",
    "council.conflicts",
    "council.desk",
    "decisions.revocation",
    "people.invitation",
    "posting.answered",
    "posting.mine",
    "ranking.asked_scheme",
    "ranking.collective",
    "ranking.draft_effect",
    "swaps.pass_on",
}


# Of a long list the rows that are built alike: axe takes a second for a hundred of them and says the same of each.
FEWER_ROWS = """() => {
    const built = element => [...element.querySelectorAll("*")].reduce(
        (said, one) => said + one.tagName + one.className + one.getAttributeNames(),
        element.tagName + element.className
    )
    for (const list of document.querySelectorAll("ul, ol, tbody")) {
        const seen = {}
        for (const row of [...list.children]) {
            const kind = built(row)
            seen[kind] = (seen[kind] || 0) + 1
            if (seen[kind] > 2) row.remove()
        }
    }
}"""


def _violations(page, axe) -> list:
    """What is under the bar at the bottom counts as too small: looked at once more where nothing lies over it."""
    found = axe.run(page, options=RULES).response["violations"]
    if any(one["id"] == "target-size" for one in found):
        page.set_viewport_size({**PHONE, "height": 200 + page.evaluate("document.documentElement.scrollHeight")})
        found = axe.run(page, options=RULES).response["violations"]
        page.set_viewport_size(PHONE)
    return found


def test_every_page_of_every_role(new_context, enter, site_url, demo_folder, tmp_path):
    pages = _plan(demo_folder, tmp_path)
    app = site(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert there - set(pages["endpoints"]) - NO_PAGES - ELSEWHERE == set(), "no link of the demo leads there"
    axe, found, wide, complaints = Axe(), {}, {}, []
    for role, login in LOGINS.items():
        page = new_context(viewport=PHONE).new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if login:
            enter(page, login)
        for number, path in enumerate(pages[role]):
            page.emulate_media(color_scheme="dark" if number % 2 else "light")
            assert page.goto(site_url + path).status == 200, path
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > PHONE["width"]:
                wide[role, path] = width
            page.evaluate(FEWER_ROWS)
            for one in _violations(page, axe):
                found.setdefault((role, path), []).append((one["id"], [node["target"] for node in one["nodes"]][:3]))
        page.context.close()
    assert (wide, found, complaints) == ({}, {}, [])


def _plan(demo_folder, tmp_path) -> dict:
    """Made on a copy: who reads a message changes it."""
    copy = shutil.copytree(demo_folder, tmp_path / "copy")
    app = demo_app(copy)
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        return plan(app)
    finally:
        clock.configure("")
