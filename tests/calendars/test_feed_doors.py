"""Who gets a calendar and who does not, how often, and at what cost."""

import logging
from datetime import timedelta
from importlib import import_module

from app.core import clock
from app.core.db import db
from app.people.models import User
from app.people.rules import LIMITS
from app.signups.actions import leave, sign_up
from tests.calendars.conftest import change, entries, seat
from tests.shifts.makers import AFTERNOON, MORNING_SLOT, make_shifts


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
