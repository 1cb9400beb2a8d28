"""Whoever filed a record hears what others decided about it, with the reason, in the inbox and by letter."""

import pytest

from app.contributions import actions
from app.contributions.models import Log
from app.core.db import action, db
from app.messages.letters import drawn
from app.messages.models import Delivery, Message, Preference
from app.messages.queries import letters
from app.people.models import User

WHY = "Thiếu số người cao tuổi ở <nhà số 5>"


@pytest.fixture
def told(room):
    """(kind, person, reason, address) of all messages, in order."""

    def read():
        db.session.expire_all()
        rows = db.session.query(Message).order_by(Message.id)
        found = [(row.kind, row.user_id, row.data.get("reason"), row.url) for row in rows]
        db.session.commit()
        return found

    return read


def test_returned_rejected_and_reversed_are_told_with_the_reason(room, cast, write, told):
    logs = [write(cast.lan, support_turn=1) for _ in range(3)]
    actions.decide(logs[0], "returned", WHY, cast.hoa.id)
    actions.decide(logs[1], "rejected", WHY, cast.hoa.id)
    actions.decide(logs[2], "approved", "", cast.hoa.id)
    assert len(told()) == 2, "an approval is no news"
    actions.reverse(logs[2], WHY, cast.hoa.id)
    kinds = ("log.returned", "log.rejected", "log.reversed")
    assert told() == [(kind, cast.lan.id, WHY, f"/logs/{log}") for kind, log in zip(kinds, logs, strict=True)]


def test_a_record_that_comes_back_twice_is_told_twice(room, cast, write, told, at):
    log = write(cast.lan, support_turn=1)
    actions.decide(log, "returned", WHY, cast.hoa.id)
    actions.send(log, Log.id == log, cast.lan.id)
    with at("2025-08-14T10:00:00"):
        actions.decide(log, "returned", "Vẫn thiếu", cast.hoa.id)
    assert [reason for _kind, _who, reason, _url in told()] == [WHY, "Vẫn thiếu"]


def test_who_filed_for_the_team_is_told_and_nobody_of_it_besides(room, cast, write, told):
    log = write(team=cast.team1, filed_by=cast.minh, support_turn=1)
    actions.decide(log, "returned", WHY, cast.hoa.id)
    assert [(kind, who) for kind, who, *_more in told()] == [("log.returned", cast.minh.id)]


def test_person_and_filer_are_both_told_and_the_decider_is_not(room, cast, write, told):
    log = write(cast.lan, filed_by=cast.minh, support_turn=1)
    actions.decide(log, "rejected", WHY, cast.hoa.id)
    assert sorted(who for _kind, who, *_more in told()) == sorted([cast.lan.id, cast.minh.id])


def test_many_at_once_are_each_told(room, cast, write, told, count_sql):
    few, many = [write(cast.lan, minutes=1) for _ in range(2)], [write(cast.binh, minutes=1) for _ in range(20)]
    with count_sql() as statements:
        actions.decide_many(few, "returned", WHY, cast.mai.id)
    sent = len(statements)
    with count_sql() as statements:
        actions.decide_many(many, "returned", WHY, cast.mai.id)
    assert len(statements) == sent and len(told()) == 22


def test_the_inbox_and_the_letter_say_why(app, room, as_, cast, write):
    app.config["MAIL_URL"] = "outbox:"

    @action
    def addresses(person, wanted):
        db.session.get(User, person.id).email = f"{person.id}@example.org"
        db.session.add(Preference(user_id=person.id, channel="email", topic="answers", wanted=wanted))

    addresses(cast.lan, True)
    addresses(cast.binh, False)
    for person in (cast.lan, cast.binh):
        actions.decide(write(person, support_turn=1), "returned", WHY, cast.hoa.id)
    (letter,) = letters([row.id for row in db.session.query(Delivery)])
    subject, body = drawn(letter, "https://gocua.example.org")
    assert letter.email == f"{cast.lan.id}@example.org" and "bị trả lại" in subject
    assert f"Lý do: {WHY}" in body and "https://gocua.example.org/inbox/" in body
    db.session.remove()
    inbox = as_(cast.binh).get("/inbox").text
    assert "Lý do: Thiếu số người cao tuổi ở &lt;nhà số 5&gt;" in inbox, "who wants no letters reads it here"
