"""A worker for tests, in a process of its own: python -m tests.messages.sender SETTINGS [--unclaimed]"""

import json
import sys
from pathlib import Path

from sqlalchemy import select

from app.core.db import action, db
from app.messages import deliver
from app.messages.kinds import kind
from app.messages.models import Delivery
from app.messages.queries import letters
from tests.conftest import site


def unclaimed() -> list:
    """What waits, as a worker would read it that does not say it is at it."""
    found = letters(list(db.session.scalars(select(Delivery.id).where(Delivery.state == "waiting").limit(10))))
    db.session.rollback()
    return found


def main(settings: str, *options: str) -> None:
    told = json.loads(settings)
    kind("test.word", topic="changes", subject="A word about %(place)s", sentence="A word about %(place)s")
    mail = {"MAIL_URL": told["mail"], "MAIL_FROM": "gocua@example.org", "SITE_URL": "https://gocua.example.org"}
    app = site(told["url"], Path(told["home"]), **mail)
    with app.app_context():
        db.session.execute(select(1))
        db.session.rollback()
        print("ready", flush=True)
        sys.stdin.readline()
        if "--unclaimed" in options:
            deliver.take_letters = unclaimed
            deliver.note_sent = note_whatever
        deliver.deliver()


@action
def note_whatever(letter) -> None:
    delivery = db.session.get(Delivery, letter.id)
    delivery.state, delivery.sent_at = "sent", letter.created_at


if __name__ == "__main__":
    main(*sys.argv[1:])
