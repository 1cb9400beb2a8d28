"""A worker for tests, in a process of its own."""

from pathlib import Path

from sqlalchemy import select

from app.core.db import action, db
from app.messages import deliver
from app.messages.kinds import kind
from app.messages.models import Delivery
from app.messages.queries import letters
from tests.conftest import site
from tests.support.processes import SOON


def unclaimed() -> list:
    """What waits, as a worker would read it that does not say it is at it."""
    found = letters(list(db.session.scalars(select(Delivery.id).where(Delivery.state == "waiting").limit(10))))
    db.session.rollback()
    return found


def send(start, answers, url, home, mail_url, claimed) -> None:
    kind("test.word", topic="changes", subject="A word about %(place)s", sentence="A word about %(place)s")
    mail = {"MAIL_URL": mail_url, "MAIL_FROM": "gocua@example.org", "SITE_URL": "https://gocua.example.org"}
    app = site(url, Path(home), **mail)
    with app.app_context():
        db.session.execute(select(1))
        db.session.rollback()
        start.wait(SOON)
        if not claimed:
            deliver.take_letters = unclaimed
            deliver.note_sent = note_whatever
        answers.put(deliver.deliver())


@action
def note_whatever(letter) -> None:
    delivery = db.session.get(Delivery, letter.id)
    delivery.state, delivery.sent_at = "sent", letter.created_at
