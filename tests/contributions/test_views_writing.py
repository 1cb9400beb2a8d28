"""Writing a record, correcting one that came back: as page, as part, without scripts."""

import re

import pytest

from app.contributions import actions
from app.contributions.models import Log
from app.core.db import db
from tests.conftest import on_sqlite


def _state(app, log_id):
    with app.app_context():
        return db.session.get(Log, log_id).state


def _decide(app, cast, log_id, verdict, reason=""):
    with app.app_context():
        actions.decide(log_id, verdict, reason, cast.hoa.id)
        db.session.remove()


def test_a_volunteer_writes_a_record_and_the_secretary_approves_it(app, cast, as_, form, count_sql):
    lan = as_(cast.lan)
    assert "VNeID" in lan.get("/logs/new").text
    with count_sql() as statements:
        answer = lan.post("/logs", data=form(elderly=2, note="Nhà văn hóa"))
    assert (answer.status_code, answer.location) == (303, "/logs")
    assert len(statements) <= 7, statements
    assert "Chờ duyệt" in lan.get("/logs").text
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.user_id, log.team_id, log.minutes, log.elderly) == (cast.lan.id, cast.team1.id, 120, 2)
        log_id = log.id
    hoa = as_(cast.hoa)
    assert cast.lan.name in hoa.get("/approvals").text
    assert "VNeID" in hoa.get(f"/approvals/{log_id}").text
    with count_sql() as statements:
        answer = hoa.post(f"/logs/{log_id}/decision", data={"verdict": "approved", "next": "/approvals"})
    assert (answer.status_code, answer.location) == (303, "/approvals")
    assert len(statements) <= 7, statements
    assert _state(app, log_id) == "approved"
    assert "Đã duyệt" in lan.get(f"/logs/{log_id}").text


def test_the_button_pressed_twice_writes_once(app, cast, as_, form):
    lan = as_(cast.lan)
    for _ in range(2):
        assert lan.post("/logs", data=form()).status_code == 303
    assert "không bị ghi hai lần" in lan.get("/logs").text
    with app.app_context():
        assert db.session.query(Log).count() == 1


def test_a_shift_fills_in_day_minutes_and_point(app, cast, as_, form, shift, count_sql):
    lan = as_(cast.lan)
    with count_sql() as statements:
        page = lan.get(f"/logs/new?shift={shift}").text
    assert len(statements) <= 5, statements
    assert 'value="210"' in page
    assert 'value="2025-08-14"' in page
    with count_sql() as statements:
        assert lan.post("/logs", data=form(day="2025-08-14", shift=shift)).status_code == 303
    assert len(statements) <= 7, statements
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.shift_id, log.point_id, log.slot) == (shift, cast.point1.id, "Sáng")
    assert f"shift={shift}" not in lan.get("/logs/new").text


def test_nobody_records_a_shift_without_a_seat_in_it(app, cast, as_, form, shift):
    answer = as_(cast.binh).post("/logs", data=form(day="2025-08-14", shift=shift))
    assert answer.status_code == 422
    assert "không có chỗ trong ca này" in answer.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"day": "2025-08-15"}, "Ngày này chưa đến"),
        ({"day": "2025-07-01"}, "31/7/2025"),
        ({"day": "0001-01-01"}, "14/8/2025"),
        ({"day": ""}, 'id="day-error"'),
        ({"minutes": "-5"}, "1440"),
        ({"minutes": "99999999999999999999"}, 'id="minutes-error"'),
        ({"minutes": "hai giờ"}, 'id="minutes-error"'),
        ({"elderly": "9"}, "không thể nhiều hơn"),
        ({"note": "cụ A 001234567890"}, 'id="note-error"'),
        ({"note": "a\x00b"}, 'id="note-error"'),
        ({"note": "a" * 100_000}, 'id="note-error"'),
        ({"client_ref": "no"}, "errors"),
        ({"team": "99"}, "errors"),
        ({"shift": "999999"}, "không có chỗ"),
        ({"count-999999": "3"}, "Chiến dịch này không tính"),
    ],
)
@on_sqlite
def test_what_is_wrong_is_told_beside_its_field_and_nothing_written(app, cast, as_, form, wrong, told):
    answer = as_(cast.lan).post("/logs", data=form() | wrong)
    assert answer.status_code == 422
    assert told in answer.text
    assert "VNeID" in answer.text
    with app.app_context():
        assert db.session.query(Log).count() == 0


def test_a_wrong_number_of_a_service_keeps_what_was_typed(cast, as_, form, kinds):
    answer = as_(cast.lan).post("/logs", data=form(counts={"support_turn": 4, "vneid_level2": "5000"}))
    assert answer.status_code == 422
    assert re.search(rf'name="count-{kinds["vneid_level2"]}"[^>]*value="5000"', answer.text)
    assert re.search(rf'name="count-{kinds["support_turn"]}"[^>]*value="4"', answer.text)


def test_the_form_comes_as_a_part(cast, as_, form, part):
    lan = as_(cast.lan)
    answer = lan.post("/logs", data=form(day="2026-01-01"), headers=part("log"))
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<div class="narrow" id="log">')
    answer = lan.post("/logs", data=form(), headers=part("log"))
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/logs")


def test_a_draft_is_kept_finished_and_thrown_away(app, cast, as_, form):
    lan = as_(cast.lan)
    assert lan.post("/logs", data=form(draft="1", minutes="", counts={"support_turn": 0})).status_code == 303
    with app.app_context():
        log_id = db.session.query(Log.id).scalar()
    assert _state(app, log_id) == "draft"
    assert as_(cast.hoa).get(f"/logs/{log_id}").status_code == 404
    assert as_(cast.hoa).get(f"/approvals/{log_id}").status_code == 404
    assert lan.post(f"/logs/{log_id}/sending").status_code == 409
    assert lan.post(f"/logs/{log_id}", data=form()).status_code == 303
    assert _state(app, log_id) == "sent"
    assert lan.post(f"/logs/{log_id}/removal").status_code == 409
    lan.post("/logs", data=form(draft="1", ref="another-reference"))
    with app.app_context():
        other = db.session.query(Log.id).filter_by(state="draft").scalar()
    assert lan.post(f"/logs/{other}/removal").status_code == 303
    assert lan.get(f"/logs/{other}").status_code == 404


def test_a_returned_record_shows_why_and_is_sent_again(app, cast, as_, write, form, kinds, count_sql):
    log_id = write(cast.lan, support_turn=4, vneid_level2=3)
    _decide(app, cast, log_id, "returned", "Thiếu số người cao tuổi.")
    lan = as_(cast.lan)
    assert "Thiếu số người cao tuổi." in lan.get("/logs").text
    with count_sql() as statements:
        page = lan.get(f"/logs/{log_id}/edit")
    assert len(statements) <= 5, statements
    assert "Thiếu số người cao tuổi." in page.text
    assert re.search(rf'name="count-{kinds["vneid_level2"]}"[^>]*value="3"', page.text)
    with count_sql() as statements:
        answer = lan.post(f"/logs/{log_id}", data=form(elderly=2))
    assert answer.status_code == 303
    assert len(statements) <= 8, statements
    assert _state(app, log_id) == "sent"
    assert lan.get(f"/logs/{log_id}/edit").status_code == 409
    assert lan.post(f"/logs/{log_id}", data=form()).status_code == 409


def test_a_leader_files_the_teams_record_and_a_volunteer_does_not(app, cast, as_, form):
    minh = as_(cast.minh)
    page = minh.get("/logs/team/new").text
    assert "Lớp, buổi tập huấn" in page
    assert "Cuộc gọi đường dây nóng" not in page
    answer = minh.post("/logs/team", data=form(counts={"support_turn": 30, "training_session": 1}))
    assert answer.status_code == 303
    with app.app_context():
        log = db.session.query(Log).one()
        assert (log.user_id, log.team_id, log.filed_by) == (None, cast.team1.id, cast.minh.id)
        log_id = log.id
    assert f"/logs/{log_id}" in minh.get("/logs").text
    for client in (as_(cast.lan), as_(cast.hoa)):
        assert client.get("/logs/team/new").status_code == 403
        assert client.post("/logs/team", data=form(ref="zzzzzzzzzz")).status_code == 403
    assert as_(cast.lan).get(f"/logs/{log_id}").status_code == 404
