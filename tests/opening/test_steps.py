"""The first steps, counted from the database, until they are done."""

import re
from datetime import date

import pytest

from app.contributions.actions import record
from app.core.db import action, db
from app.core.policy import Held, Role
from app.opening.queries import progress_of
from app.opening.rules import Count, steps_of
from app.people.actions import add_person, grant_role, invite
from app.people.models import Grant, User
from app.places.actions import add_team
from tests.opening.conftest import FORM


def _states(count, over=False):
    return {step.name: (step.done, step.blocked) for step in steps_of(count, over)}


def test_what_is_done_and_what_comes_before_it():
    assert _states(Count()) == {
        "people": (False, False),
        "slips": (False, True),
        "shifts": (False, False),
        "records": (False, True),
    }
    some = _states(Count(people=10, reached=9, shifts=3, waiting=2))
    assert some == {
        "people": (True, False),
        "slips": (False, False),
        "shifts": (True, False),
        "records": (False, False),
    }
    assert _states(Count(people=10, reached=10, shifts=3))["slips"] == (True, False)


def test_the_list_ends_when_all_is_done_and_does_not_come_back_for_who_joins_later():
    assert steps_of(Count(people=10, reached=10, shifts=3, approved=1)) == ()
    assert steps_of(Count(people=11, reached=10, shifts=3, approved=1)) == ()
    assert steps_of(Count(people=10, reached=0, shifts=3, approved=1)) != (), "nobody can sign in"
    assert steps_of(Count(), over=True) == ()


def test_the_counts_are_those_of_the_database(app, room, cast, at):
    before = progress_of(cast.campaign.id, cast.cua_nam.id)
    # Lan, Minh, Bình and Hoa, who stands in a team too; nobody of another ward.
    assert before == Count(people=4)
    lan, minh = db.session.get(User, cast.lan.id), db.session.get(User, cast.minh.id)
    invite(lan, None, (Held(Role.ADMINISTRATOR),), cast.cua_nam.id)

    @action
    def more():
        db.session.get(User, cast.minh.id).password_hash = "x"
        db.session.get(User, cast.binh.id).disabled_at = db.session.get(User, cast.lan.id).created_at

    more()
    assert progress_of(cast.campaign.id, cast.cua_nam.id) == Count(people=3, reached=2)
    with at("2025-09-01"):
        assert progress_of(cast.campaign.id, cast.cua_nam.id).reached == 2, "a slip that has run out was made"
    assert minh.id != lan.id


def _steps(page: str) -> list[tuple[str | None, str]]:
    """Where each step leads (None: nowhere yet), and what is said of it."""
    section = re.search(r'aria-labelledby="first-steps".*?</section>', page, re.S)
    rows = re.findall(r'<li class="link">(.*?)</li>', section[0], re.S) if section else []
    links = [re.search(r'href="([^"]+)"', row) for row in rows]
    said = [re.search(r'badge \w+">([^<]+)<', row)[1] for row in rows]
    return [(link and link[1], words) for link, words in zip(links, said, strict=True)]


@pytest.fixture
def opened(app, as_, empty_ward):
    """(a client of the secretary, the ward) of a ward that has just opened its campaign."""
    client = as_(empty_ward[1])
    answer = client.post("/opening", data={**FORM, "ward": empty_ward[0].id, "starts_on": "2025-08-10"})
    assert answer.status_code == 303
    with app.app_context():
        _leave_alone(empty_ward)
        db.session.remove()
    return client, empty_ward[0]


@action
def _leave_alone(empty_ward):
    db.session.query(Grant).filter_by(user_id=empty_ward[2].id).delete()


def test_an_empty_ward_is_led_on_and_not_told_that_all_is_well(app, opened):
    client, ward = opened
    home = client.get("/").text
    assert _steps(home) == [
        ("/campaigns/moi-2025", "đã xong"),
        ("/imports?target=people", "tiếp theo"),
        ("/people/invitations", "chưa làm"),
        ("/shifts/plan/preview", "chưa làm"),
        (None, "chưa làm"),
    ]
    pages = {path: client.get(path).text for path in ("/", "/coverage", "/coverage?short=1", "/people/invitations")}
    for path, text in pages.items():
        for well in ("Làm tốt lắm", "đủ người", "Không ca nào trong", "Không có ca nào thiếu", "Ai ở đây cũng"):
            assert well not in text, (path, well)
    assert "Chưa xếp ca nào cho 7 ngày tới" in pages["/coverage"]

    @action
    def people():
        team = add_team(ward.id, "Tổ 1", by=None)
        user = add_person("Lê Thị Một", by=None, phone="0950000093")
        grant_role(user, Role.VOLUNTEER, None, ward.id, team.id)

    with app.app_context():
        people()
        db.session.remove()
    home = client.get("/").text
    assert [said for _, said in _steps(home)][:3] == ["đã xong", "đã xong", "tiếp theo"]
    assert "1 người trong các tổ" in home and "0/1 người" in home
    ids = re.findall(r'name="shown" value="(\d+)"', client.get("/people/invitations").text)
    assert client.post("/people/invitations", data={"all": "1", "shown": ids}).status_code == 200
    home = client.get("/").text
    assert [said for _, said in _steps(home)][2:4] == ["đã xong", "tiếp theo"] and "1/1 người" in home


def test_who_opens_no_campaigns_sees_no_steps(as_, cast):
    for person in (cast.lan, cast.minh, cast.son, cast.mai, cast.tu):
        assert not _steps(as_(person).get("/").text)
    for person in (cast.hoa, cast.an, cast.quan):
        assert _steps(as_(person, cast.campaign.id).get("/").text)
    assert "Chưa có nhật ký nào được gửi" in as_(cast.son).get("/").text


def test_the_step_of_the_people_leads_to_a_form_that_knows_what_is_sent(opened):
    client, _ = opened
    chosen = r'<input[^>]*checked[^>]*value="people"|<input[^>]*value="people"[^>]*checked'
    assert re.search(chosen, client.get("/imports?target=people").text)
    assert not re.search(chosen, client.get("/imports?target=nonsense").text)
    assert not re.search(chosen, client.get("/imports").text)


def _write(cast):
    more = {"team_id": cast.team1.id, "day": date(2025, 8, 13), "minutes": 60, "note": "", "counts": {}, "groups": {}}
    record(
        campaign_id=cast.campaign.id,
        ward_id=cast.cua_nam.id,
        user_id=cast.lan.id,
        filed_by=cast.lan.id,
        client_ref="first-steps-waiting",
        send=True,
        **more,
    )


def test_a_record_that_waits_comes_before_the_first_steps_and_has_the_button(app, as_, cast):
    """There is one thing to press first: whatever the next step is, a record that waits for this visitor is it."""
    hoa = as_(cast.hoa, cast.campaign.id)
    page = hoa.get("/").text
    assert 'class="btn primary"' in page[page.index('id="first-steps"') :], "nothing waits: the next step"
    with app.app_context():
        _write(cast)
        db.session.remove()
    page = hoa.get("/").text
    assert page.index('id="waits"') < page.index('id="first-steps"')
    assert re.findall(r'class="btn primary" href="([^"]+)"', page) == ["/approvals"]


def test_nothing_stands_above_the_first_steps_of_a_new_ward(as_, cast):
    page = as_(cast.hoa).get("/").text
    assert page.index('id="first-steps"') < page.index('id="council"')
    # With scripts a session that waits shows up there; without, the question alone would only be in the way.
    assert re.search(r'<section id="council" class="js-only"', page)


def test_a_page_that_needs_a_campaign_says_so_before_there_is_one(as_, empty_ward):
    client = as_(empty_ward[1])
    for path in ("/shifts", "/ranking"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (303, "/"), path
        assert "Trang đó mở được khi đã có chiến dịch" in client.get("/").text
    assert "Trang đó mở được" not in client.get("/").text
