"""Taking back what was sent, and the question before hours alone are sent."""

import json

import pytest

from app.audit.models import Entry
from app.contributions.models import Log
from app.core.db import db
from app.core.policy import Role
from app.people.actions import grant_role
from app.people.models import User

BUTTON = "/withdrawal"


@pytest.fixture
def state(app):
    def of(log_id):
        with app.app_context():
            found = db.session.get(Log, log_id).state
            db.session.remove()
        return found

    return of


def test_its_author_takes_it_back_changes_it_and_sends_it_again(app, as_, cast, write, form, state, count_sql):
    log, lan = write(cast.lan), as_(cast.lan)
    assert BUTTON in lan.get(f"/logs/{log}").text
    with count_sql() as statements:
        answer = lan.post(f"/logs/{log}/withdrawal")
    assert (answer.status_code, answer.location) == (303, f"/logs/{log}")
    assert len(statements) <= 7, statements
    assert state(log) == "draft"
    page = lan.get(f"/logs/{log}").text
    assert BUTTON not in page and "/removal" not in page
    assert as_(cast.hoa).get(f"/logs/{log}").status_code == 404, "a draft is its writer's own affair"
    assert lan.post(f"/logs/{log}/removal").status_code == 409
    assert lan.post(f"/logs/{log}", data=form(minutes=90)).status_code == 303
    assert state(log) == "sent"
    with app.app_context():
        entry = db.session.query(Entry).filter_by(action="log.withdrawn", subject_id=log).one()
        assert (entry.by, json.loads(entry.before), json.loads(entry.after)["state"]) == (
            cast.lan.id,
            {"state": "sent"},
            "draft",
        )
        db.session.remove()
    assert "rút lại nhật ký" in as_(cast.hoa).get("/audit?group=records").text


def test_nobody_takes_back_what_is_decided(as_, cast, write, state):
    log, lan = write(cast.lan), as_(cast.lan)
    as_(cast.hoa).post(f"/logs/{log}/decision", data={"verdict": "approved"})
    assert BUTTON not in lan.get(f"/logs/{log}").text
    assert lan.post(f"/logs/{log}/withdrawal").status_code == 409
    assert state(log) == "approved"


def test_a_record_that_came_back_once_is_again_the_returned_one(as_, cast, write, form, state):
    log, lan = write(cast.lan), as_(cast.lan)
    as_(cast.hoa).post(f"/logs/{log}/decision", data={"verdict": "returned", "reason": "Sai ngày"})
    assert lan.post(f"/logs/{log}", data=form()).status_code == 303
    assert lan.post(f"/logs/{log}/withdrawal").status_code == 303
    assert state(log) == "returned"
    assert "Sai ngày" in lan.get(f"/logs/{log}").text


def test_nobody_else_takes_it_back(app, as_, cast, write, state):
    with app.app_context():
        mai = db.session.get(User, cast.mai.id)
        grant_role(mai, Role.TEAM_LEADER, by=None, ward_id=cast.cua_nam.id, team_id=cast.team1.id)
        db.session.remove()
    together = write(team=cast.team1, filed_by=cast.minh)
    mai = as_(cast.mai)
    assert BUTTON not in mai.get(f"/logs/{together}").text
    assert mai.post(f"/logs/{together}/withdrawal").status_code == 409
    own = write(cast.lan)
    for person, status in ((cast.binh, 404), (cast.phuc, 404), (cast.hoa, 404)):
        assert as_(person).post(f"/logs/{own}/withdrawal").status_code in (status, 403)
    assert state(own) == state(together) == "sent"
    minh = as_(cast.minh)
    assert minh.post(f"/logs/{together}/withdrawal").status_code == 303


def test_hours_alone_are_asked_about_once(app, as_, cast, form, part):
    lan, bare = as_(cast.lan), form(counts={"support_turn": 0}, minutes=210)
    for headers in ({}, part("log")):
        asked = lan.post("/logs", data=bare, headers=headers)
        assert asked.status_code == 422
        assert "Mới chỉ có thời gian" in asked.text and 'name="sure" value="ONLY_TIME"' in asked.text
        assert 'value="210"' in asked.text and 'class="error"' not in asked.text
    with app.app_context():
        assert db.session.query(Log).count() == 0
        db.session.remove()
    assert lan.post("/logs", data={**bare, "sure": "ONLY_TIME"}).status_code == 303
    with app.app_context():
        log = db.session.query(Log).one().id
        db.session.remove()
    lan.post(f"/logs/{log}/withdrawal")
    assert lan.post(f"/logs/{log}", data=bare).status_code == 422
    assert lan.post(f"/logs/{log}", data={**bare, "sure": "ONLY_TIME"}).status_code == 303


@pytest.mark.parametrize("more", [{"note": "Trực điểm"}, {"draft": "1"}, {"counts": {"support_turn": 1}}])
def test_with_a_note_a_number_or_as_a_draft_nothing_is_asked(as_, cast, form, more):
    data = form(**{"counts": {"support_turn": 0}, "minutes": 210, **more})
    assert as_(cast.lan).post("/logs", data=data).status_code == 303
