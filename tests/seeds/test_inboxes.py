"""What people of the demo were told, at any hour of its day, and that its pages can be looked at."""

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.messages.models import Message
from app.people.queries import user_by_login
from tests.seeds.conftest import HOA, LAN, LONG

PAGES = {
    "lan": ("/", "/my/shifts", "/shifts/open", "/shifts", "/inbox", "/lines", "/logs"),
    "long": ("/", "/my/shifts", "/inbox", "/lines", "/coverage", "/claims"),
    "hoa": ("/", "/inbox", "/lines", "/coverage", "/attendance", "/shifts/plan", "/approvals"),
}
WANTED = {
    LAN: {"seat.offered", "cover.asked"},
    LONG: {"handover.left", "seat.given", "cover.yes"},
    HOA: {"cover.opened", "cover.yes", "cover.no"},
}


@pytest.mark.parametrize("login", (LAN, LONG, HOA))
def test_an_inbox_holds_unread_messages_of_several_kinds_and_read_ones(scene, login):
    rows = list(db.session.scalars(select(Message).where(Message.user_id == user_by_login(login).id)))
    fresh = [row for row in rows if row.read_at is None and (row.ends_at is None or row.ends_at > scene.now)]
    assert WANTED[login] <= {row.kind for row in fresh}
    assert len(fresh) >= 3
    assert any(row.read_at is not None for row in rows)
    assert all(row.created_at <= scene.now for row in rows)


def test_lan_is_reminded_of_her_next_shift(scene):
    query = select(Message).where(Message.user_id == scene.lan.id, Message.kind.like("reminder.%"))
    assert any(row.read_at is None and row.ends_at > scene.now for row in db.session.scalars(query))


def test_letters_lie_in_the_outbox(scene):
    letters = [path.read_text() for path in (scene.home / "outbox").glob("*.eml")]
    to = [line for text in letters for line in text.splitlines() if line.startswith("To: ")]
    assert {f"To: {name}@cuanam.example" for name in ("lan", "long", "hoa")} <= set(to)


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_can_be_looked_at_and_each_says_once_what_it_is(demo, enter, name):
    client = enter(name)
    with clock.at(demo.moment):
        answers = {path: client.get(path) for path in PAGES[name]}
    found = {path: (one.status_code, one.text.count("<h1")) for path, one in answers.items()}
    assert found == dict.fromkeys(PAGES[name], (200, 1))
