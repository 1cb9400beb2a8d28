"""A kind of message of these tests' own, people with addresses, and a mail server to send to."""

from dataclasses import dataclass, field

import pytest

from app.core.db import action, db
from app.core.i18n import catalogue
from app.messages.kinds import KINDS, Button, kind
from app.messages.rules import Told
from app.people.models import User
from tests.messages.post import MailServer

WORDS = {
    "Duty tomorrow: %(when)s": "Ca ngày mai: %(when)s",
    "%(giver_id)s gives you a place at %(place)s: %(when)s.": "%(giver_id)s nhường bạn chỗ ở %(place)s: %(when)s.",
    "I will be there": "Tôi sẽ đến",
    "I cannot come": "Tôi không đến được",
    "A word about %(place)s": "Một lời về %(place)s",
}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds as a higher room declares them, and their Vietnamese."""
    before = dict(KINDS)
    kind("test.word", topic="changes", subject="A word about %(place)s", sentence="A word about %(place)s")
    kind(
        "test.duty",
        topic="reminders",
        subject="Duty tomorrow: %(when)s",
        sentence="%(giver_id)s gives you a place at %(place)s: %(when)s.",
        people=("giver_id",),
        buttons=(
            Button("I will be there", "/duties/{duty_id}/answer", (("answer", "yes"),), primary=True),
            Button("I cannot come", "/duties/{duty_id}/answer", (("answer", "no"),)),
        ),
    )
    for english, vietnamese in WORDS.items():
        monkeypatch.setitem(catalogue("vi")._catalog, english, vietnamese)
    yield
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def word(cast):
    """``word(cast.lan, key="k")``: a message of one sentence."""

    def make(person, key="word:1", place="Điểm 1", **rest):
        return Told(
            user_id=person.id, kind="test.word", key=key, ward_id=cast.cua_nam.id, data={"place": place}, **rest
        )

    return make


@pytest.fixture
def duty(cast):
    """A message with people in it and two answers."""

    def make(person, key="duty:7", **rest):
        data = {
            "duty_id": 7,
            "giver_id": cast.minh.id,
            "place": "Điểm lưu động số 1",
            "starts_at": "2025-08-15T01:00:00+00:00",
            "ends_at": "2025-08-15T04:30:00+00:00",
        }
        told = {"ward_id": cast.cua_nam.id, "data": data, "url": "/shifts/7", **rest}
        return Told(user_id=person.id, kind="test.duty", key=key, **told)

    return make


@action
def change(person, **values):
    """Write these columns of somebody's account."""
    user = db.session.get(User, person.id)
    for name, value in values.items():
        setattr(user, name, value)


@pytest.fixture
def with_address(room):
    """``with_address(cast.lan)``: from now on she has an e-mail address."""

    def give(person, address=None, **values):
        change(person, **{"email": address or f"person{person.id}@example.org", **values})

    return give


@dataclass
class Quiet:
    """In place of the queue: remembers that the worker was told, and leaves the letters where they are."""

    told: list = field(default_factory=list)

    def letters(self):
        self.told.append("letters")


@pytest.fixture
def quiet_queue(app):
    app.extensions["queue"] = Quiet()
    return app.extensions["queue"]


@pytest.fixture
def mail_server():
    with MailServer() as server:
        yield server


@pytest.fixture
def mailing(room, quiet_queue, mail_server):
    """Letters go to a real server of this test's own; nothing leaves until ``deliver`` is called."""
    room.config.update(
        MAIL_URL=mail_server.url, MAIL_FROM="Gõ Cửa <gocua@example.org>", SITE_URL="https://gocua.example.org"
    )
    return mail_server
