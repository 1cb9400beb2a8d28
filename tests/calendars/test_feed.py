"""The calendar behind its address: what it tells, and how it changes."""

from datetime import timedelta

from icalendar import Calendar

from app.core import clock
from app.core.db import db
from app.people.models import User
from app.places.actions import change_point
from app.places.models import Point
from app.shifts.actions import cancel
from app.shifts.models import Shift
from app.signups.actions import leave, sign_up
from app.signups.models import SignUp
from tests.calendars.conftest import change, entries


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
