"""Every page of every role on a phone, in light and dark: readable by everybody, and no wider than the phone."""

import json
import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.core import clock
from tests.browser.conftest import PHONE, demo_app
from tests.browser.pages import LOGINS, plan
from tests.browser.test_quality import RULES

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
    "papers.file",
    "papers.kept_file",
    "papers.preview",
    "papers.template",
    "people.old_link",
    "ranking.ranking_book",
    "results.file",
}
# What a stage of the demo leads to that no link of it does: a session under way, a seat being passed on, a draft.
ELSEWHERE = {
    "attendance.by_link",
    "contributions.bulk",
    "council.called",
    "council.conflicts",
    "council.desk",
    "decisions.revocation",
    "people.invitation",
    "ranking.collective",
    "ranking.draft_effect",
    "swaps.pass_on",
}


@pytest.fixture(scope="session")
def pages(demo_folder, tmp_path_factory) -> dict:
    """The plan, made by whichever worker comes first."""
    kept = demo_folder / "pages.json"
    if not kept.exists():
        copy = tmp_path_factory.mktemp("plan") / "demo"
        shutil.copytree(demo_folder, copy)
        app = demo_app(copy)
        app.config["WTF_CSRF_ENABLED"] = False
        try:
            with clock.real_time():
                found = plan(app)
        finally:
            clock.configure("")
        own = demo_folder / f"pages-{os.getpid()}.json"
        own.write_text(json.dumps(found))
        own.replace(kept)
    return json.loads(kept.read_text())


def _violations(page, axe) -> list:
    """What is under the bar at the bottom counts as too small: looked at once more where nothing lies over it."""
    found = axe.run(page, options=RULES).response["violations"]
    if any(one["id"] == "target-size" for one in found):
        page.set_viewport_size({**PHONE, "height": 200 + page.evaluate("document.documentElement.scrollHeight")})
        found = axe.run(page, options=RULES).response["violations"]
        page.set_viewport_size(PHONE)
    return found


@pytest.mark.parametrize("role", LOGINS)
def test_every_page_of_a_role(page, enter, site_url, pages, role):
    page.set_viewport_size(PHONE)
    if LOGINS[role]:
        enter(page, LOGINS[role])
    axe, found, wide = Axe(), {}, {}
    for number, path in enumerate(pages[role]):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        page.goto(site_url + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[path] = width
        for one in _violations(page, axe):
            found.setdefault(path, []).append((one["id"], [node["target"] for node in one["nodes"]][:3]))
    assert wide == {}
    assert found == {}


def test_every_page_there_is_was_looked_at(pages):
    from app import create_app

    app = create_app({"SECRET_KEY": "x" * 40, "SQLALCHEMY_DATABASE_URI": "sqlite://"})
    there = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert there - set(pages["endpoints"]) - NO_PAGES - ELSEWHERE == set()
