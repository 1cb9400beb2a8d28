"""Telling: once for a key and a person, with a letter for whoever has an address and wants it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.db import action, db
from app.messages.actions import take_back, tell
from app.messages.models import Delivery, Message, Preference
from app.messages.rules import Told


@action
def switch_off(person, topic):
    db.session.add(Preference(user_id=person.id, channel="email", topic=topic, wanted=False))


def how_many(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_same_thing_is_told_once(mailing, cast, word, with_address):
    with_address(cast.lan)
    assert tell([word(cast.lan), word(cast.lan), word(cast.binh)]) == 2
    assert tell([word(cast.lan)]) == 0
    assert how_many(Message) == 2
    assert how_many(Delivery) == 1, "Bình has no address"


def test_the_statements_do_not_grow_with_the_messages(mailing, cast, word, with_address, count_sql):
    with_address(cast.lan)
    counts = []
    for number in (1, 300):
        with count_sql() as statements:
            tell([word(cast.lan, f"word:{number}:{n}") for n in range(number)])
        counts.append(len([s for s in statements if s.split()[0] in ("INSERT", "SELECT", "UPDATE")]))
    assert counts == [2, 2]
    assert how_many(Delivery) == 301


def test_the_worker_is_told_after_the_transaction_and_once(mailing, quiet_queue, cast, word, with_address):
    with_address(cast.lan)

    @action
    def verb():
        tell([word(cast.lan)])
        tell([word(cast.lan, "word:2")])
        return list(quiet_queue.told)

    assert verb() == []
    assert quiet_queue.told == ["letters"]
    tell([word(cast.lan), word(cast.binh)])
    assert quiet_queue.told == ["letters"], "no new letter, no word"


def test_a_queue_that_is_gone_undoes_nothing(mailing, app, cast, word, with_address):
    with_address(cast.lan)
    app.extensions["queue"] = None
    assert tell([word(cast.lan)]) == 1
    assert how_many(Delivery) == 1


def test_what_is_undone_was_never_told(mailing, quiet_queue, cast, word, with_address):
    with_address(cast.lan)

    @action
    def verb():
        tell([word(cast.lan)])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        verb()
    assert (how_many(Message), quiet_queue.told) == (0, [])


@pytest.mark.parametrize("why", ["closed", "switched off", "no mail server"])
def test_no_letter_where_none_may_go(mailing, app, cast, word, with_address, why):
    with_address(cast.lan, disabled_at=clock.now() if why == "closed" else None)
    if why == "switched off":
        switch_off(cast.lan, "changes")
    if why == "no mail server":
        app.config["MAIL_URL"] = ""
    assert tell([word(cast.lan)]) == 1
    assert how_many(Delivery) == 0


def test_another_topic_is_another_choice(mailing, cast, word, with_address):
    with_address(cast.lan)
    switch_off(cast.lan, "reminders")
    tell([word(cast.lan)])
    assert how_many(Delivery) == 1


def test_odd_messages_are_refused(room, cast, word):
    for wrong in ("https://example.org/", "//example.org", "/\\example.org", "/a b", "/a\nb", "x"):
        with pytest.raises(ValueError, match="path"):
            tell([word(cast.lan, url=wrong)])
    with pytest.raises(ValueError, match="key"):
        tell([word(cast.lan, key="")])
    with pytest.raises(LookupError):
        tell([Told(user_id=cast.lan.id, kind="never.declared", key="k")])


def test_what_no_longer_holds_is_taken_back(room, cast, word):
    tell([word(cast.lan), word(cast.binh), word(cast.lan, "word:2")])
    tell([word(cast.minh, ends_at=clock.now() - timedelta(hours=1))])
    assert take_back(["word:1"], cast.lan.id) == 1
    assert take_back(["word:1"]) == 1, "Bình's; Minh's was over already"
    assert take_back(["word:1", "word:3"]) == 0
