"""A process of its own whose files may not grow: what a full disk looks like to the site."""

import resource
from datetime import datetime
from pathlib import Path

from app.core import clock
from app.core.clock import LOCAL
from app.core.db import db
from tests.conftest import site

MORNING = datetime(2025, 8, 14, 9, 0, tzinfo=LOCAL)
# The memory that SQLite shares beside its log takes 32 KiB at once.
ROOM = 96 * 1024


def writing(url, home, token, answers):
    """Send records until one is refused for want of room, make room, and send one more."""
    app = site(url, Path(home))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    told, (soft, hard) = [], resource.getrlimit(resource.RLIMIT_FSIZE)
    with clock.at(MORNING):
        client.get("/logs/new")
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
        for n in range(60):
            told.append(_send(client, n))
            if told[-1][0] != 303:
                break
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        told.append(_send(client, 99))
    with app.app_context():
        db.session.remove()
    answers.put(told)


def _send(client, n):
    data = {"client_ref": f"full-disk-{n:04}", "day": "2025-08-13", "minutes": "1", "note": f"Lần {n}"}
    answer = client.post("/logs", data=data)
    return answer.status_code, answer.headers.get("Retry-After"), answer.text
