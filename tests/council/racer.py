"""One process of a race of votes. Run by test_races.py, forked from one that holds the site's code."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

from sqlalchemy import insert, select

from app.core.db import db
from app.core.policy import Reach
from app.core.reasons import Refused
from app.council import actions
from app.council.actions.urn import mark_of
from app.council.models import BallotPaper, BallotStub
from tests.conftest import site
from tests.support.processes import SOON

EVERYWHERE = Reach(everywhere=True)


def vote(job, together):
    actions.vote(job["session"], {job["line"]: job["choice"]}, job["user"], EVERYWHERE, token=job["token"])
    return "cast"


def count(job, together):
    actions.close_ballot(job["session"], job["user"], EVERYWHERE)
    return "counted"


def open_it(job, together):
    actions.open_session(job["session"], job["user"], EVERYWHERE)
    return "opened"


def simplify(job, together):
    actions.answer_procedure(job["asked"], True, job["user"], EVERYWHERE)
    return "simplified"


def confirm(job, together):
    actions.confirm_attendance(job["session"], job["member"], job["user"], EVERYWHERE)
    return "confirmed"


def come(job, together):
    actions.take_attendance(job["session"], {None: "present"}, job["user"], EVERYWHERE)
    return "confirmed"


def unguarded(job, together):
    """The control: look, then write, with neither lock nor keys. Those who look together write together."""
    with db.engine.connect() as connection:
        query = select(BallotStub.line_id).where(
            BallotStub.line_id == job["line"], BallotStub.member_id == job["member"]
        )
        known = connection.execute(query).first()
    together.wait(timeout=2)
    if known is not None:
        return "STANDS"
    place = {"ward_id": job["ward"], "session_id": job["session"], "line_id": job["line"]}
    with db.engine.begin() as connection:
        mark = mark_of(job["token"], job["member"], job["line"])
        connection.execute(insert(BallotPaper).values(**place, mark=mark, choice=job["choice"]))
    return "cast"


VERBS = {
    "confirm": confirm,
    "come": come,
    "vote": vote,
    "count": count,
    "unguarded": unguarded,
    "open": open_it,
    "simplify": simplify,
}


def run(app, jobs, start):
    together = Barrier(len(jobs), action=partial(start.wait, 2))

    def one(job):
        with app.app_context():
            try:
                return VERBS[job["verb"]](job, together)
            except Refused as refused:
                return refused.reason.name
            except Exception as error:
                return f"error: {type(error).__name__}: {error}"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def race(start, answers, order):
    app = site(order["url"], Path(order["home"]), TODAY="2025-08-14T09:00")
    with app.app_context():
        db.session.execute(select(1))
        db.session.remove()
    start.wait(SOON)
    answers.put(run(app, order["jobs"], start))
