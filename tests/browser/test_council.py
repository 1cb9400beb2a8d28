"""A council votes on phones while the chair looks on: what happens elsewhere appears by itself, and takes nothing out
of anybody's hands."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sqlalchemy import select

from app.awards.actions import choose, choose_all_above, lock_list
from app.awards.queries import boards_of, round_in
from app.campaigns.queries import campaign_by_slug
from app.core import clock
from app.core.db import db
from app.core.policy import Reach
from app.council import actions
from app.people.models import User
from tests.browser.conftest import LAPTOP, PHONE, demo_app
from tests.browser.test_quality import RULES
from tests.browser.test_walk import SECRETARY, WARD_LEADER

pytestmark = pytest.mark.browser

MEMBER, CLERK = "0959000004", "0959000005"
EVERYWHERE = Reach(everywhere=True)
SOON = 12_000


@pytest.fixture
def session(site_url, tmp_path):
    """(its id, ``act(verb, login, ...)``): a session on the demo's round that was called and is attended."""
    app = demo_app(tmp_path / "demo")
    with app.app_context():
        logins = (WARD_LEADER, CLERK, MEMBER, SECRETARY)
        people = {login: db.session.scalar(select(User.id).where(User.phone.endswith(login[1:]))) for login in logins}
        campaign, leader = campaign_by_slug("cua-nam-2025"), people[WARD_LEADER]
        for board in ("individuals", "collectives"):
            choose_all_above(campaign.id, board, leader)
            # Whoever is commended elsewhere as well is chosen one by one, with a reason.
            for one in boards_of(round_in(campaign.id)).tables[board].lines:
                if one.open and one.candidate.elsewhere:
                    choose(campaign.id, one.candidate.subject_id, leader, "Khen việc khác")
        lock_list(campaign.id, leader)
        duties = ("chair", "secretary", "member", "member")
        members = [(user_id, "", duty) for user_id, duty in zip(people.values(), duties, strict=True)]
        starts = clock.now() + timedelta(hours=1)
        session_id = actions.call_session(campaign.id, starts, "Phòng họp", members, leader).id
        db.session.remove()

    def act(verb, login, *args, **more):
        with app.app_context():
            getattr(actions, verb)(session_id, *args, by=people[login], reach=EVERYWHERE, **more)
            db.session.remove()

    for login in logins:
        act("take_attendance", login, {None: "present"})
    act("open_session", WARD_LEADER)
    yield session_id, act
    with app.app_context():
        db.engine.dispose()


def test_phones_follow_the_session_and_lose_nothing(browser, enter, site_url, session):
    session_id, act = session
    phone = enter(browser.new_context(viewport=PHONE).new_page(), MEMBER)
    chair = enter(browser.new_context(viewport=LAPTOP).new_page(), WARD_LEADER)
    phone.goto(f"{site_url}/council/{session_id}")
    chair.goto(f"{site_url}/council/{session_id}/chair")
    expect(phone.locator("#ballot")).to_have_count(0)
    chair.locator("textarea[name=text]").fill("Đang ghi dở")
    act("open_ballot", WARD_LEADER)
    ballot = phone.locator("#ballot")
    expect(ballot).to_be_visible(timeout=SOON)
    cards = ballot.locator("li[id^=line-]")
    cards.nth(0).locator("button[value=against]").click()
    expect(cards.nth(0).locator("button[value=against]")).to_have_attribute("aria-pressed", "true")
    chosen = cards.nth(2).locator("button[value=for]")
    chosen.focus()
    phone.evaluate("window.held = document.activeElement")
    act("vote_on_all", SECRETARY, "for")
    expect(phone.locator("#live [role=status]").first).to_contain_text("1/4", timeout=SOON)
    assert phone.evaluate("window.held === document.activeElement && window.held.isConnected")
    expect(cards.nth(0).locator("button[value=against]")).to_have_attribute("aria-pressed", "true")
    expect(chair.locator("#desk")).to_contain_text("1/4", timeout=SOON)
    expect(chair.locator("textarea[name=text]")).to_have_value("Đang ghi dở")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for page in (phone, chair):
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []


def test_a_lost_connection_is_said_once_and_taken_back(browser, enter, site_url, session):
    session_id, act = session
    phone = enter(browser.new_context(viewport=PHONE).new_page(), MEMBER)
    phone.goto(f"{site_url}/council/{session_id}")
    phone.context.set_offline(True)
    lost = phone.locator("#toasts .lost")
    expect(lost).to_have_count(1, timeout=SOON)
    act("open_ballot", WARD_LEADER)
    phone.wait_for_timeout(3_500)
    expect(phone.locator("#toasts .toast.warn")).to_have_count(1)
    phone.context.set_offline(False)
    expect(phone.locator("#ballot")).to_be_visible(timeout=SOON)
    expect(lost).to_have_count(0)
    phone.locator("button[name=all]").click()
    expect(phone.locator("#ballot button[value=for][aria-pressed=false]")).to_have_count(0)
