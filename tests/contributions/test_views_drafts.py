"""Nobody writes a record twice because a draft of it lay elsewhere; what looks forgotten is asked about."""

import pytest

from app.attendance.events import CheckedOut
from app.contributions.actions import log_attendance
from app.contributions.models import Log
from app.core.db import action, db


@pytest.fixture
def measured(app, cast, shift):
    """The draft that attendance began for Lan's shift of this morning."""

    @action
    def begin():
        after = {"shift": shift, "user": cast.lan.id, "minutes": 140}
        log_attendance([CheckedOut(ward_id=cast.cua_nam.id, subject_id=1, by=cast.lan.id, after=after)])
        return db.session.query(Log.id).scalar()

    with app.app_context():
        log_id = begin()
        db.session.remove()
    return log_id


def test_after_check_out_the_button_opens_the_draft_with_its_time(as_, cast, shift, measured):
    lan, edit = as_(cast.lan), f"/logs/{measured}/edit"
    for door in (f"/logs/new?shift={shift}", "/logs/new"):
        assert lan.get(door).location == edit, door
    assert 'value="140"' in lan.get(edit).text and "Ghi sẵn theo điểm danh: 2 giờ 20 phút" in lan.get(edit).text
    assert lan.get("/logs/new?new=1").status_code == 200 and "/logs/new?new=1" in lan.get(edit).text
    assert as_(cast.binh).get(f"/logs/new?shift={shift}").status_code == 200, "somebody else's draft is nobody's"


def test_what_was_written_about_a_shift_is_opened_instead_of_an_empty_form(as_, cast, form, shift):
    lan = as_(cast.lan)
    lan.post("/logs", data=form(day="2025-08-14", shift=shift))
    answer = lan.get(f"/logs/new?shift={shift}")
    assert answer.status_code == 303 and answer.location.startswith("/logs/") and "edit" not in answer.location


@pytest.mark.parametrize("count", [1, 2])
def test_drafts_are_named_before_an_empty_form_opens(as_, cast, write, count):
    ids = [write(cast.lan, send=False) for _ in range(count)]
    write(cast.binh, send=False)
    page = as_(cast.lan).get("/logs/new")
    assert page.status_code == 200 and f"Bạn có {count} nhật ký nháp" in page.text
    assert all(f"/logs/{log_id}/edit" in page.text for log_id in ids) and "client_ref" not in page.text
    assert "client_ref" in as_(cast.lan).get("/logs/new?new=1").text
    assert "client_ref" in as_(cast.lan).get("/logs/new?day=2025-08-12").text


def test_a_draft_of_last_week_is_offered_and_not_opened_by_itself(as_, cast, measured, at):
    with at("2025-08-16T09:00"):
        assert "Bạn có 1 nhật ký nháp" in as_(cast.lan).get("/logs/new").text


def test_a_leader_hears_of_the_teams_drafts_and_not_of_own_ones(as_, cast, write):
    write(cast.minh, send=False)
    minh = as_(cast.minh)
    assert "client_ref" in minh.get("/logs/team/new").text
    together = write(team=cast.team1, filed_by=cast.minh, send=False)
    assert f"/logs/{together}/edit" in minh.get("/logs/team/new").text
    assert "client_ref" in minh.get("/logs/team/new?new=1").text


@pytest.mark.parametrize(
    ("figures", "doubt"),
    [
        ({"minutes": 0, "counts": {"support_turn": 5}}, "NO_TIME"),
        ({"minutes": "", "counts": {"vneid_level2": 5}}, "NO_TIME"),
        ({"minutes": 60, "counts": {"vneid_level2": 5}}, "NOBODY"),
        ({"minutes": 60, "counts": {"support_turn": 0}}, "ONLY_TIME"),
    ],
)
def test_doubtful_figures_are_asked_about_once_wherever_they_are_sent(app, as_, cast, form, figures, doubt):
    lan, told = as_(cast.lan), f'name="sure" value="{doubt}"'
    asked = lan.post("/logs", data=form(**figures))
    assert asked.status_code == 422 and told in asked.text
    other = "NO_TIME" if doubt != "NO_TIME" else "NOBODY"
    assert told in lan.post("/logs", data=form(**figures, sure=other)).text, "another question was answered"
    lan.post("/logs", data=form(**figures, draft="1"))
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
    for door in (f"/logs/{log_id}/sending", f"/logs/{log_id}"):
        asked = lan.post(door, data=form(**figures))
        assert asked.status_code == 422 and told in asked.text, door
    assert lan.post(f"/logs/{log_id}/sending", data={"sure": doubt}).status_code == 303
    again = form(ref="another-form-1234", **figures, sure=doubt)
    assert lan.post("/logs", data=again).status_code == 303
    with app.app_context():
        assert {state for (state,) in db.session.query(Log.state)} == {"sent"}
