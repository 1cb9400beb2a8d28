"""Processes that race for the same check-ins. Each builds a site of its own and meets the others at a barrier."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select, text

from app.attendance import actions
from app.attendance.models import AttendanceMark
from app.attendance.rules import link_of, minute_of, site_key
from app.core import clock
from app.core.db import db, write_tx
from app.core.policy import Reach
from app.core.reasons import Refused
from tests.conftest import SETTINGS, site

KEYS = (site_key(SETTINGS["SECRET_KEY"]),)
EVERYWHERE = Reach(everywhere=True)


def moment(at: str) -> datetime:
    return datetime.fromisoformat(f"2025-08-14T{at}").replace(tzinfo=clock.LOCAL)


def run(start, answers, task, url, home, *args):
    """One process: at the barrier before each turn; ``answers`` gets what each turn came to."""
    app = site(url, Path(home))
    with app.app_context():
        db.session.execute(text("SELECT 1"))
        db.session.commit()
        answers.put(list(task(start, *args)))
        db.session.remove()


def checking(start, shift, people, side, at):
    """Everybody checks in (or out) with the code of this minute, from this process too."""
    code = link_of(KEYS[0], shift, minute_of(moment(at)))
    for user_id in people:
        start.wait(30)
        with clock.at(moment(at)):
            try:
                checked = actions.check(user_id, shift, side, code, KEYS, EVERYWHERE)
            except Refused as refused:
                yield refused.reason.name
            else:
                yield "new" if checked.new else "repeat"


def checking_unguarded(start, shift, people, at):
    """The control: looks first and writes then; the index is gone."""
    for user_id in people:
        there = db.session.scalar(select(AttendanceMark.id).where(AttendanceMark.user_id == user_id))
        db.session.commit()
        start.wait(30)
        if there:
            yield "repeat"
            continue
        with write_tx() as session:
            row = {
                "ward_id": 1,
                "shift_id": shift,
                "user_id": user_id,
                "kind": "present",
                "how": "code",
                "by": user_id,
            }
            session.execute(insert(AttendanceMark).values(**row, at=moment(at), made_at=moment(at), reason=""))
        yield "new"


def closing(start, turns):
    """The rule, from several workers at once."""
    for _turn in range(turns):
        start.wait(30)
        with clock.at(moment("12:30")):
            yield actions.close_forgotten()
