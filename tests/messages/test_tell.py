"""Telling: once for a key and a person, with a letter for whoever has an address and wants it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import action, db
from app.messages.actions import take_back, tell
from app.messages.kinds import KINDS, kind
from app.messages.models import Delivery, Message, Preference
from app.messages.rules import Told
from app.people.models import User


@pytest.fixture
def told(cast):
    """``told(cast.lan, key="k")``: one message; its kind is this test's own."""
    kind("test.word", topic="reminders", subject="A word", sentence="A word about %(place)s")
    yield lambda person, key="word:1", **rest: Told(
        user_id=person.id, kind="test.word", key=key, ward_id=cast.cua_nam.id, data={"place": "Điểm 1"}, **rest
    )
    del KINDS["test.word"]


@action
def give_address(person, address="lan@example.org", **rest):
    user = db.session.get(User, person.id)
    user.email = address
    for name, value in rest.items():
        setattr(user, name, value)


@action
def switch_off(person, topic="reminders"):
    db.session.add(Preference(user_id=person.id, channel="email", topic=topic, wanted=False))


def how_many(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def mailing(room):
    room.config["MAIL_URL"] = "outbox:"
    return room


def test_the_same_thing_is_told_once(mailing, cast, told):
    give_address(cast.lan)
    assert tell([told(cast.lan), told(cast.lan), told(cast.binh)]) == 2
    assert tell([told(cast.lan)]) == 0
    assert how_many(Message) == 2
    assert how_many(Delivery) == 1, "Bình has no address"


def test_the_statements_do_not_grow_with_the_messages(mailing, cast, told, count_sql):
    give_address(cast.lan)
    counts = []
    for number in (1, 300):
        with count_sql() as statements:
            tell([told(cast.lan, f"word:{number}:{n}") for n in range(number)])
        counts.append(len([s for s in statements if s.split()[0] in ("INSERT", "SELECT", "UPDATE")]))
    assert counts == [2, 2]
    assert how_many(Delivery) == 301


def test_what_is_undone_was_never_told(mailing, cast, told):
    @action
    def verb():
        tell([told(cast.lan)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        verb()
    assert how_many(Message) == 0


@pytest.mark.parametrize("why", ["closed", "switched off", "no mail server"])
def test_no_letter_where_none_may_go(mailing, cast, told, why):
    give_address(cast.lan, disabled_at=clock.now() if why == "closed" else None)
    if why == "switched off":
        switch_off(cast.lan)
    if why == "no mail server":
        mailing.config["MAIL_URL"] = ""
    assert tell([told(cast.lan)]) == 1
    assert how_many(Delivery) == 0


def test_odd_messages_are_refused(room, cast, told):
    for wrong in ("https://example.org/", "//example.org", "/\\example.org", "/a b", "x"):
        with pytest.raises(ValueError, match="path"):
            tell([told(cast.lan, url=wrong)])
    with pytest.raises(ValueError, match="key"):
        tell([told(cast.lan, key="")])
    with pytest.raises(LookupError):
        tell([Told(user_id=cast.lan.id, kind="never.declared", key="k")])


def test_what_no_longer_holds_is_taken_back(room, cast, told):
    tell(
        [
            told(cast.lan),
            told(cast.binh),
            told(cast.lan, "word:2"),
            told(cast.minh, ends_at=clock.now() - timedelta(1)),
        ]
    )
    assert take_back(["word:1"], cast.lan.id) == 1
    assert take_back(["word:1"]) == 1, "Bình's; Minh's was over already"
    assert take_back(["word:1", "word:3"]) == 0
