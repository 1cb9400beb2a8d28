"""One process of a race: takes its jobs, starts with the others, tells how each ended."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError

from sqlalchemy import func, insert, select, update

from app.core import clock
from app.core.db import db
from app.core.reasons import Refused
from app.cover.actions import answer, ask
from app.cover.models import Ask
from app.shifts.models import Shift
from app.signups.models import SignUp
from tests.conftest import site
from tests.support.processes import SOON


def yes(user, shift, together):
    return answer(user, shift, "yes").state


def ask_one(user, shift, together):
    ask(shift, [user], by=ASKER["id"])
    return "asked"


def unguarded(user, shift, together):
    """The control: look, then answer and take, with neither lock nor guards."""
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
    mine = (Ask.shift_id == shift, Ask.user_id == user)
    with db.engine.begin() as connection:
        connection.execute(update(Ask).where(*mine).values(answer="yes", answered_at=clock.now()))
        connection.execute(insert(SignUp).values(**values, **times))
    return "seated"


ASKER = {"id": 0}
VERBS = {"yes": yes, "ask": ask_one, "unguarded": unguarded}


def run(app, jobs, threads, start):
    # Those of a control look at once in all processes.
    together = Barrier(threads, action=partial(start.wait, 2))

    def one(job):
        verb, user, shift = job
        with app.app_context():
            try:
                return VERBS[verb](user, shift, together)
            except Refused as refused:
                return refused.reason.name
            except Exception as error:
                return f"error: {type(error).__name__}: {error}"

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, jobs))


def race(start, answers, order):
    ASKER["id"] = order["asker"]
    app = site(order["url"], Path(order["home"]), TODAY="2025-08-14T09:00")
    with app.app_context():
        db.session.execute(select(1))
        db.session.remove()
    start.wait(SOON)
    answers.put(run(app, order["jobs"], len(order["jobs"]), start))
