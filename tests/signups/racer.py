"""One process of a race: takes its jobs, starts with the others, tells how each ended."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError

from sqlalchemy import func, insert, select

from app.core import clock
from app.core.db import db
from app.core.reasons import Refused
from app.shifts.models import Shift
from app.signups.actions import leave, sign_up
from app.signups.models import SignUp
from tests.conftest import site
from tests.support.processes import SOON


def join(user, shift):
    return sign_up(user, shift).state


def join_or_wait(user, shift):
    return sign_up(user, shift, wait=True).state


def go_away(user, shift):
    leave(user, shift)
    return "left"


def unguarded(user, shift, together):
    """The control: look, then take, with neither lock nor guards. Those who look together take together."""
    with db.engine.connect() as connection:
        turn = connection.execute(select(Shift).where(Shift.id == shift)).one()
        taken = connection.scalar(
            select(func.count()).select_from(SignUp).where(SignUp.shift_id == shift, SignUp.state == "seated")
        )
    with suppress(BrokenBarrierError):
        together.wait(timeout=2)
    if taken >= turn.max_heads:
        return "FULL"
    values = {"ward_id": turn.ward_id, "shift_id": shift, "user_id": user, "state": "seated"}
    times = {"starts_at": turn.starts_at, "ends_at": turn.ends_at, "joined_at": clock.now()}
    with db.engine.begin() as connection:
        connection.execute(insert(SignUp).values(**values, **times))
    return "seated"


VERBS = {"join": join, "join_or_wait": join_or_wait, "leave": go_away}


def run(app, jobs, threads, start):
    # Those of a control look at once in all processes.
    together = Barrier(threads, action=partial(start.wait, 2))

    def one(job):
        verb, user, shift = job
        with app.app_context():
            try:
                if verb == "unguarded":
                    return unguarded(user, shift, together)
                return VERBS[verb](user, shift)
            except Refused as refused:
                return refused.reason.name
            except Exception as error:
                return f"error: {type(error).__name__}: {error}"

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, jobs))


def race(start, answers, order):
    app = site(order["url"], Path(order["home"]), TODAY="2025-08-14T09:00")
    with app.app_context():
        db.session.execute(select(1))
        db.session.remove()
    start.wait(SOON)
    answers.put(run(app, order["jobs"], order["threads"], start))
