"""The bytes of a calendar file."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from app.calendars.ical import Duty, calendar_file
from app.core.clock import LOCAL

LONG = "Trực: Điểm lưu động số 1; Nhà văn hóa khu dân cư, đường Trần Hưng Đạo \\ ngõ 25\nghi chú: được, đẩy, Ễ" * 3


def duty(**changes) -> Duty:
    plain = {
        "uid": "shift-1-2@cua-nam-2025.gocua",
        "sequence": 3,
        "status": "CONFIRMED",
        "busy": True,
        "starts": datetime(2025, 8, 14, 15, tzinfo=UTC),
        "ends": datetime(2025, 8, 14, 19, tzinfo=UTC),
        "created": datetime(2025, 8, 1, tzinfo=UTC),
        "changed": datetime(2025, 8, 2, tzinfo=UTC),
        "summary": LONG,
        "description": LONG,
        "location": LONG,
        "url": "https://gocua.example.org/shifts/1",
        "alarm": timedelta(hours=2),
    }
    return Duty(**{**plain, **changes})


@pytest.mark.parametrize("shift", range(8))
def test_lines_have_75_octets_at_most_end_in_cr_lf_and_break_between_letters(shift):
    """Vietnamese letters take two or three octets: a text that is moved on by an octet breaks elsewhere."""
    body = calendar_file("Ca trực của tôi", [duty(summary="x" * shift + LONG)])
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.removesuffix(b"\r\n").split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert sum(len(line) > 70 for line in lines) > 10
    for line in lines:
        line.decode()


def test_texts_come_back_as_they_were():
    (event,) = Calendar.from_ical(calendar_file("Ca trực của tôi", [duty()])).walk("VEVENT")
    assert (event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]) == (LONG, LONG, LONG)
    assert event["SEQUENCE"] == 3
    assert (event["UID"], event["STATUS"], event["TRANSP"]) == ("shift-1-2@cua-nam-2025.gocua", "CONFIRMED", "OPAQUE")


def test_a_duty_over_midnight_begins_and_ends_on_the_clock_of_vietnam():
    body = calendar_file("x", [duty()])
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20250814T220000\r\n" in body
    assert b"DTEND;TZID=Asia/Ho_Chi_Minh:20250815T020000\r\n" in body
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event.start == datetime.combine(date(2025, 8, 14), time(22), LOCAL)
    assert event.end - event.start == timedelta(hours=4)


def test_the_zone_is_in_the_file_and_the_stamps_are_utc():
    body = calendar_file("x", [duty()])
    zone = body[body.index(b"BEGIN:VTIMEZONE") : body.index(b"END:VTIMEZONE")]
    assert zone.split(b"\r\n")[1:-1] == [
        b"TZID:Asia/Ho_Chi_Minh",
        b"BEGIN:STANDARD",
        b"DTSTART:20000101T000000",
        b"TZNAME:+07",
        b"TZOFFSETFROM:+0700",
        b"TZOFFSETTO:+0700",
        b"END:STANDARD",
    ]
    for line in (b"DTSTAMP:20250802T000000Z", b"LAST-MODIFIED:20250802T000000Z", b"CREATED:20250801T000000Z"):
        assert line + b"\r\n" in body


def test_an_alarm_rings_so_long_before_and_only_where_it_is_asked_for():
    body = calendar_file("x", [duty(summary="Trực")])
    assert b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Tr" in body
    assert b"TRIGGER:-PT2H\r\n" in body
    assert b"VALARM" not in calendar_file("x", [duty(alarm=None)])


def test_an_empty_calendar_is_a_calendar():
    body = calendar_file("Ca trực của tôi (Gõ Cửa)", [])
    calendar = Calendar.from_ical(body)
    assert (calendar["VERSION"], calendar["METHOD"], calendar["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert calendar["X-WR-CALNAME"] == "Ca trực của tôi (Gõ Cửa)"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n" in body
