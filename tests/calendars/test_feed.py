"""The calendar behind its address: what it tells and when, to whom, and to nobody else."""

import logging
from datetime import timedelta
from importlib import import_module

import pytest
from icalendar import Calendar
from sqlalchemy import update

from app.core import clock
from app.core.db import action, db
from app.people.models import User
from app.people.rules import LIMITS
from app.places.actions import change_point
from app.places.models import Point
from app.shifts.actions import cancel
from app.shifts.models import Shift
from app.signups.actions import leave, sign_up
from app.signups.models import SignUp
from tests.calendars.conftest import entries, seat
from tests.shifts.makers import AFTERNOON, MORNING_SLOT, make_shifts


@pytest.fixture
def shifts(app, cast) -> list[int]:
    """Tomorrow's morning and afternoon at point 1, one seat each."""
    with app.app_context():
        ids = make_shifts(cast, cast.point1, slots=(MORNING_SLOT, AFTERNOON), most=1)
        db.session.remove()
    return ids


@pytest.fixture
def do(app):
    """``do(verb, ...)`` in a context of its own."""

    def run(verb, *args, **kwargs):
        with app.app_context():
            verb(*args, **kwargs)
            db.session.remove()

    return run


@action
def change(model, row_id: int, **values):
    db.session.execute(update(model).where(model.id == row_id).values(**values))


def called_off(shift_id: int):
    cancel(db.session.get(Shift, shift_id), "Mưa to", by=None)


def test_a_seat_stands_in_the_calendar_with_all_one_needs(cast, shifts, do, address_of, fetch):
    do(sign_up, cast.lan.id, shifts[0])
    (event,) = fetch(address_of(cast.lan))
    assert event["SUMMARY"] == "Trực: Điểm lưu động số 1"
    assert event["LOCATION"] == "Điểm lưu động số 1, Nhà văn hóa số 1, phường Cửa Nam, Hà Nội"
    assert event["URL"] == f"http://localhost/shifts/{shifts[0]}"
    assert event["DESCRIPTION"] == f"Sáng\nBạn đã nhận ca này.\nhttp://localhost/shifts/{shifts[0]}"
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "OPAQUE", 0)
    assert event["UID"] == f"shift-{shifts[0]}-{cast.lan.id}@cua-nam-2025.gocua"
    assert event.start.isoformat() == "2025-08-15T08:00:00+07:00"
    assert event.end.isoformat() == "2025-08-15T11:30:00+07:00"


def test_leaving_cancels_the_same_entry_and_coming_back_takes_it_up(cast, shifts, do, address_of, fetch, at):
    path, seen = address_of(cast.lan), []
    for minute, verb in enumerate((sign_up, leave, sign_up, leave)):
        with at(f"2025-08-14T10:0{minute}:00"):
            do(verb, cast.lan.id, shifts[0])
            (event,) = fetch(path)
            seen.append((event["STATUS"], event["SEQUENCE"], event.LAST_MODIFIED.minute, event["UID"]))
    assert [one[0] for one in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    sequence = [one[1] for one in seen]
    assert sequence == sorted(set(sequence)), "each change has a number of its own, higher than the one before"
    assert [one[2] for one in seen] == [0, 1, 2, 3]
    assert len({one[3] for one in seen}) == 1
    assert event["SUMMARY"] == "Không còn là ca của bạn: Trực: Điểm lưu động số 1"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_seat_that_is_gone_is_told_for_a_month(cast, shifts, do, address_of, fetch, at):
    path = address_of(cast.lan)
    do(sign_up, cast.lan.id, shifts[0])
    do(leave, cast.lan.id, shifts[0])
    with at("2025-09-13T09:00:00"):
        assert len(fetch(path)) == 1
    with at("2025-09-13T09:00:01"):
        assert fetch(path) == []


def test_a_shift_that_is_called_off_is_cancelled_and_tells_no_reason(cast, shifts, do, address_of, fetch, at):
    do(sign_up, cast.lan.id, shifts[0])
    path = address_of(cast.lan)
    before = fetch(path)[0]
    with at("2025-08-14T11:00:00"):
        do(called_off, shifts[0])
        (event,) = fetch(path)
    assert (event["STATUS"], event["UID"]) == ("CANCELLED", before["UID"])
    assert event["SEQUENCE"] > before["SEQUENCE"]
    assert event["SUMMARY"] == "Đã hủy: Trực: Điểm lưu động số 1"
    assert event.LAST_MODIFIED.isoformat() == "2025-08-14T04:00:00+00:00"
    assert "Mưa to" not in event.to_ical().decode()


def test_a_shift_that_moves_raises_the_sequence(cast, shifts, do, address_of, fetch):
    do(sign_up, cast.lan.id, shifts[0])
    path = address_of(cast.lan)
    before = fetch(path)[0]
    do(change, Shift, shifts[0], starts_at=before.start + timedelta(hours=1))
    (event,) = fetch(path)
    assert event.start - before.start == timedelta(hours=1)
    assert event["SEQUENCE"] == before["SEQUENCE"] + 1
    assert event["UID"] == before["UID"]


def test_a_new_address_of_the_point_is_told_with_a_new_stamp(cast, shifts, do, address_of, fetch, at):
    do(sign_up, cast.lan.id, shifts[0])
    path = address_of(cast.lan)

    def move():
        point = db.session.get(Point, cast.point1.id)
        change_point(point, point.name, "Nhà văn hóa số 9", by=None)

    with at("2025-08-14T12:00:00"):
        do(move)
        (event,) = fetch(path)
    assert "Nhà văn hóa số 9" in event["LOCATION"]
    assert event.LAST_MODIFIED.isoformat() == "2025-08-14T05:00:00+00:00"


def test_a_place_in_line_is_tentative_until_it_becomes_a_seat(cast, shifts, do, address_of, fetch):
    path = address_of(cast.lan)
    do(sign_up, cast.binh.id, shifts[0])
    do(sign_up, cast.lan.id, shifts[0], wait=True)
    (event,) = fetch(path)
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert event["SUMMARY"] == "Đang xếp hàng: Trực: Điểm lưu động số 1"


def test_an_offer_names_its_deadline_and_lapses_to_the_second(app, cast, shifts, do, address_of, fetch, at):
    do(sign_up, cast.binh.id, shifts[0])
    do(sign_up, cast.lan.id, shifts[0], wait=True)
    do(leave, cast.binh.id, shifts[0])
    until = clock.now() + timedelta(hours=1)
    with app.app_context():
        own = db.session.query(SignUp.id).filter_by(user_id=cast.lan.id).scalar()
        db.session.remove()
    do(change, SignUp, own, state="waiting", seated_at=None, offered_at=clock.now(), offered_until=until)
    path = address_of(cast.lan)
    with at("2025-08-14T09:59:59"):
        (event,) = fetch(path)
        assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "OPAQUE")
        assert event["SUMMARY"].startswith("Mời bạn nhận: ")
        assert "14/8/2025 10:00" in event["DESCRIPTION"]
    with at("2025-08-14T10:00:00"):
        assert fetch(path)[0]["SUMMARY"].startswith("Đang xếp hàng: ")


def test_places_in_line_can_be_left_out_and_an_alarm_put_in(cast, shifts, do, as_, address_of, fetch):
    do(sign_up, cast.binh.id, shifts[0])
    do(sign_up, cast.lan.id, shifts[0], wait=True)
    do(sign_up, cast.lan.id, shifts[1])
    path = address_of(cast.lan)
    assert len(fetch(path)) == 2
    assert as_(cast.lan).post("/me/calendar/settings", data={"alarm": "120"}).status_code == 303
    (event,) = fetch(path)
    assert event["URL"].endswith(f"/shifts/{shifts[1]}")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [-timedelta(hours=2)]


def test_a_line_that_is_minded_is_no_place_to_go_to(cast, shifts, do, address_of, fetch):
    do(change, Point, cast.point1.id, kind="line", address="")
    do(sign_up, cast.lan.id, shifts[0])
    assert "LOCATION" not in fetch(address_of(cast.lan))[0]


def test_it_speaks_the_language_of_its_owner(cast, shifts, do, address_of, anonymous):
    do(change, User, cast.lan.id, language="en")
    do(sign_up, cast.lan.id, shifts[0])
    anonymous.set_cookie("lang", "vi")
    body = anonymous.get(address_of(cast.lan)).data
    assert entries(body)[0]["SUMMARY"] == "Duty: Điểm lưu động số 1"
    assert Calendar.from_ical(body)["X-WR-CALNAME"] == "My shifts (Gõ Cửa)"


def test_nobody_else_is_in_it(cast, shifts, do, address_of, anonymous):
    do(seat, shifts[0], cast.binh.id)
    do(sign_up, cast.lan.id, shifts[1])
    do(sign_up, cast.lan.id, shifts[0], wait=True)
    body = anonymous.get(address_of(cast.lan)).data.replace(b"\r\n ", b"").decode()
    for word in ("Bình", "Lan", "0950"):
        assert word not in body
    assert entries(anonymous.get(address_of(cast.dung)).data) == []


def test_the_same_question_gets_the_same_bytes_and_304(cast, shifts, do, address_of, anonymous, at):
    do(sign_up, cast.lan.id, shifts[0])
    path = address_of(cast.lan)
    first = anonymous.get(path)
    with at("2025-08-14T17:30:00"):
        again = anonymous.get(path)
        assert again.data == first.data
        unchanged = anonymous.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (unchanged.status_code, unchanged.data) == (304, b"")
        do(leave, cast.lan.id, shifts[0])
        changed = anonymous.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_program_gets_a_calendar_and_no_cookie(cast, address_of, anonymous):
    answer = anonymous.get(address_of(cast.lan))
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    assert anonymous.head(address_of(cast.lan)).status_code == 200


def test_what_does_not_work_says_nothing_about_why(cast, do, as_, address_of, anonymous):
    """A guess, nonsense, an address that was replaced, one that was ended, that of a closed account: one answer."""
    replaced = address_of(cast.lan)
    address_of(cast.lan)
    ended = address_of(cast.binh)
    as_(cast.binh).post("/me/calendar/revoke")
    closed = address_of(cast.minh)
    do(change, User, cast.minh.id, disabled_at=clock.now())
    paths = [replaced, ended, closed, f"/calendars/{'x' * 43}.ics", "/calendars/x.ics", "/calendars/ă%20.ics"]
    answers = [anonymous.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.data for answer in answers} == {b"Not found\n"}
    assert len({str(sorted(answer.headers)) for answer in answers}) == 1
    assert all("Set-Cookie" not in answer.headers for answer in answers)


def test_guessing_is_stopped_and_goes_on_being_stopped_for_the_window(cast, address_of, anonymous, at):
    path = address_of(cast.lan)
    for n in range(LIMITS["calendar"]):
        assert anonymous.get(f"/calendars/{n:043d}.ics").status_code == 404
    refused = anonymous.get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert anonymous.get(path, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200
    with at("2025-08-14T09:05:00"):
        assert anonymous.get(path).status_code == 200


def test_the_statements_do_not_grow_with_the_shifts(app, cast, do, address_of, anonymous, count_sql):
    path = address_of(cast.lan)
    with app.app_context():
        ids = make_shifts(cast, cast.point1, slots=(MORNING_SLOT, AFTERNOON), last=clock.today() + timedelta(days=20))
        db.session.remove()
    do(seat, ids[0], cast.lan.id)
    with count_sql() as few:
        anonymous.get(path)
    for shift_id in ids[1:]:
        do(seat, shift_id, cast.lan.id)
    with count_sql() as many:
        assert len(entries(anonymous.get(path).data)) == len(ids) > 30
    assert len(few) == len(many) == 4


def test_no_line_of_the_log_holds_the_address(cast, address_of, anonymous, caplog, monkeypatch):
    path = address_of(cast.lan)
    monkeypatch.setattr(import_module("app.calendars.views.feed"), "places_of", lambda *_: 1 / 0)
    with caplog.at_level(logging.DEBUG):
        answer = anonymous.get(path)
    assert answer.status_code == 500
    assert caplog.records
    token = path.split("/")[2].removesuffix(".ics")
    assert token not in caplog.text
    assert token not in answer.text
