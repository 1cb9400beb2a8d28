"""Processes that correct the same name at the same moment; each builds a site of its own and waits for the others."""

from pathlib import Path

from sqlalchemy import insert, select, text, update

from app.core import clock
from app.core.db import db, write_tx
from app.core.reasons import Refused
from app.names.actions import answer_request, correct
from app.names.models import NameCorrection, NameRequest
from app.names.subjects import SUBJECTS
from app.people.models import User
from tests.cast import MORNING
from tests.conftest import site
from tests.names.conftest import WHY, person_reach


def run(start, answers, task, url, home, *args):
    """One process: at the barrier before each turn; ``answers`` gets what each turn came to."""
    app = site(url, Path(home))
    with app.app_context(), clock.at(MORNING):
        db.session.execute(text("SELECT 1"))
        db.session.commit()
        answers.put(list(task(start, *args)))
        db.session.remove()


def answering(start, request_ids, by, granted):
    """``granted``: one answer for each request."""
    reach = person_reach(by)
    db.session.commit()
    for request_id, grants in zip(request_ids, granted, strict=True):
        start.wait(30)
        try:
            answer_request(request_id, reach, grants, by)
        except Refused as refused:
            yield refused.reason.name
        else:
            yield "confirmed" if grants else "declined"


def correcting(start, user_ids, letter, by):
    """One letter more at the end of each name, at once."""
    reach = person_reach(by)
    for user_id in user_ids:
        who = SUBJECTS["person"].find(user_id, reach, None)
        db.session.commit()
        start.wait(30)
        made = correct("person", who, who.name + letter, WHY, by)
        yield "corrected" if isinstance(made, NameCorrection) else "asked"
        db.session.commit()


def confirming_unguarded(start, request_ids, by):
    """The control: looks first and writes then, without lock; the request could be answered again."""
    for request_id in request_ids:
        row = db.session.execute(
            select(NameRequest.answered_by, NameRequest.user_id, NameRequest.old_name, NameRequest.new_name).where(
                NameRequest.id == request_id
            )
        ).one()
        now_called = db.session.scalar(select(User.name).where(User.id == row.user_id))
        db.session.commit()
        start.wait(30)
        if row.answered_by is not None or now_called != row.old_name:
            yield "ANSWERED"
            continue
        with write_tx() as session:
            asked = session.get(NameRequest, request_id)
            answer = {"granted": True, "answered_by": by, "answered_at": clock.now()}
            session.execute(update(NameRequest).where(NameRequest.id == request_id).values(answer))
            facts = ("ward_id", "user_id", "old_name", "new_name", "reason", "by")
            one = {name: getattr(asked, name) for name in facts}
            session.execute(insert(NameCorrection).values(**one, confirmed_by=by, at=clock.now()))
            session.execute(update(User).where(User.id == row.user_id).values(name=row.new_name))
        yield "confirmed"
