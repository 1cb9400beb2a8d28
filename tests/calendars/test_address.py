"""One's own calendar address: told once, made anew, ended."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.calendars import actions
from app.calendars.models import CalendarAddress
from app.core import clock
from app.core.db import action, db
from app.people.sign_in import hashed


def token_in(page: str) -> str:
    return re.search(r"/calendars/([\w-]{43})\.ics", page)[1]


def test_the_address_is_told_once_and_only_its_hash_is_kept(app, cast, as_):
    lan = as_(cast.lan)
    assert "/calendars/" not in lan.get("/me/calendar").text
    told = lan.post("/me/calendar")
    token = token_in(told.text)
    assert told.headers["Cache-Control"] == "no-store"
    assert f"webcal://localhost/calendars/{token}.ics" in told.text
    assert f'data-copy="http://localhost/calendars/{token}.ics"' in told.text
    assert token not in lan.get("/me/calendar").text
    with app.app_context():
        row = db.session.scalar(select(CalendarAddress))
        assert row.token_hash == hashed(token)
        kept = str(db.session.execute(select(CalendarAddress.__table__)).all())
        trail = db.session.scalars(select(Entry).where(Entry.subject == "calendar")).all()
        db.session.remove()
    assert token not in kept
    assert [(entry.action, entry.subject_id, entry.by) for entry in trail] == [
        ("calendar.issued", row.id, cast.lan.id)
    ]
    assert all(token not in entry.after for entry in trail)


def test_the_address_names_the_site_as_its_settings_do(another_site, as_, cast):
    site = another_site(SITE_URL="https://gocua.example.org")
    cookie = as_(cast.lan)
    with cookie.session_transaction() as session:
        kept = dict(session)
    client = site.test_client()
    with client.session_transaction() as session:
        session.update(kept)
    page = client.post("/me/calendar").text
    assert f'value="https://gocua.example.org/calendars/{token_in(page)}.ics"' in page
    assert f'href="webcal://gocua.example.org/calendars/{token_in(page)}.ics"' in page


def test_a_new_address_ends_the_old_one_and_keeps_its_settings(room, cast):
    first = actions.issue_address(cast.lan.id)
    assert actions.set_address(cast.lan.id, with_line=False, alarm_minutes=30)
    second = actions.issue_address(cast.lan.id)
    rows = {row.token_hash: row for row in db.session.scalars(select(CalendarAddress))}
    assert rows[hashed(first)].revoked_at == clock.now()
    new = rows[hashed(second)]
    assert (new.revoked_at, new.with_line, new.alarm_minutes) == (None, False, 30)


def test_ending_touches_nobody_elses(room, cast):
    actions.issue_address(cast.lan.id)
    actions.issue_address(cast.binh.id)
    assert actions.revoke_address(cast.lan.id)
    assert not actions.revoke_address(cast.lan.id)
    assert not actions.set_address(cast.lan.id, True, None)
    working = db.session.scalars(select(CalendarAddress.user_id).where(CalendarAddress.revoked_at.is_(None)))
    assert working.all() == [cast.binh.id]


def test_the_database_keeps_one_working_address_a_person(room, cast):
    @action
    def another():
        row = CalendarAddress(user_id=cast.lan.id, token_hash="x", issued_at=clock.now())
        db.session.add(row)

    actions.issue_address(cast.lan.id)
    with pytest.raises(IntegrityError):
        another()


def test_one_can_end_it_and_is_told(cast, as_):
    lan = as_(cast.lan)
    lan.post("/me/calendar")
    answer = lan.post("/me/calendar/revoke")
    assert (answer.status_code, answer.location) == (303, "/me/calendar")
    page = lan.get("/me/calendar").text
    assert "Địa chỉ này không dùng được nữa." in page
    assert "Tạo địa chỉ của tôi" in page
    lan.post("/me/calendar/revoke")
    assert "Bạn chưa có địa chỉ lịch." in lan.get("/me/calendar").text


def test_a_wrong_choice_is_told_beside_the_field(app, cast, as_):
    lan = as_(cast.lan)
    lan.post("/me/calendar")
    answer = lan.post("/me/calendar/settings", data={"alarm": "7"})
    assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalar(select(CalendarAddress.alarm_minutes)) is None
        db.session.remove()
    assert lan.post("/me/calendar/settings", data={"alarm": "", "with_line": "y"}).status_code == 303


def test_the_page_says_since_when(cast, as_, at):
    lan = as_(cast.lan)
    lan.post("/me/calendar")
    with at("2025-08-15T09:00:00"):
        assert "Dùng từ 09:00 hôm qua." in lan.get("/me/calendar").text


def test_strangers_are_asked_to_sign_in(anonymous):
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/settings"), ("POST", "/revoke")):
        answer = anonymous.open(f"/me/calendar{path}", method=method)
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in")


def test_the_trail_says_it_in_words(cast, as_):
    lan = as_(cast.lan)
    lan.post("/me/calendar")
    lan.post("/me/calendar/settings", data={"alarm": "120"})
    lan.post("/me/calendar/revoke")
    page = as_(cast.quan).get("/audit?of=site").text
    for sentence in ("tạo địa chỉ lịch cá nhân", "đổi nội dung lịch cá nhân", "hủy địa chỉ lịch cá nhân"):
        assert sentence in page
    assert "số phút báo trước giờ bắt đầu" in page


def test_it_is_reached_from_ones_account(cast, as_):
    assert 'href="/me/calendar"' in as_(cast.lan).get("/me").text
