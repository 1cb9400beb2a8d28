"""Who is told that they sign in otherwise from now on."""

from app.core.db import db
from app.messages.models import Message
from app.people.actions import change_person
from app.people.models import User


def told() -> list[tuple]:
    return [tuple(row) for row in db.session.query(Message.kind, Message.user_id, Message.url)]


def person(one) -> User:
    return db.session.get(User, one.id)


def test_another_number_or_address_is_told_to_whose_it_is(room, cast, at):
    change_person(person(cast.lan), cast.hoa.id, cast.cua_nam.id, phone="0951234001")
    assert told() == [("account.login", cast.lan.id, "/me")]
    with at("2025-08-14T09:01"):
        change_person(person(cast.lan), None, email="lan@example.vn")
    assert len(told()) == 2, "each change, and by a command as well"


def test_other_details_and_ones_own_hand_tell_nothing(room, cast):
    change_person(person(cast.lan), cast.hoa.id, birth_year=2001, gender="female")
    change_person(person(cast.lan), cast.lan.id, phone="0951234001")
    assert told() == []


def test_it_is_read_in_words(as_, cast, app):
    with app.app_context():
        change_person(person(cast.lan), cast.hoa.id, cast.cua_nam.id, phone="0951234001")
        db.session.remove()
    lan = as_(cast.lan)
    page = lan.get("/inbox").text
    assert "bạn dùng để đăng nhập đã được đổi" in page and 'href="/me"' in page
    assert "0951 234 001" in lan.get("/me").text
