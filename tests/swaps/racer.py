"""One process of a race about seats that change hands: it starts with the others and tells how each job ended."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Barrier, BrokenBarrierError

from sqlalchemy import insert, select, update

from app.claims import actions as claims
from app.core import clock
from app.core.db import db
from app.core.reasons import Refused
from app.signups.actions import leave, sign_up
from app.signups.models import SignUp
from app.swaps import actions
from app.swaps.models import SwapOffer
from tests.conftest import site
from tests.support.processes import SOON


def accept(offer, user, together):
    actions.accept(offer, user)
    return "taken"


def go_away(shift, user, together):
    leave(user, shift)
    return "left"


def unguarded(offer, user, together):
    """The control: look, then write, with neither lock nor guards. Those who look together write together."""
    with db.engine.connect() as connection:
        deal = connection.execute(select(SwapOffer).where(SwapOffer.id == offer)).one()
        ids = [deal.sign_up_id] + ([deal.wanted_id] if deal.wanted_id else [])
        seats = {row.id: row for row in connection.execute(select(SignUp).where(SignUp.id.in_(ids)))}
    with suppress(BrokenBarrierError):
        together.wait(timeout=2)
    if deal.state != "open" or any(seat.state != "seated" for seat in seats.values()):
        return "ENDED"
    goes_to = {deal.sign_up_id: user} | ({deal.wanted_id: deal.user_id} if deal.wanted_id else {})
    moment = clock.now()
    with db.engine.begin() as connection:
        ended = {"state": "accepted", "taker_id": user, "ended_at": moment}
        connection.execute(update(SwapOffer).where(SwapOffer.id == offer).values(ended))
        connection.execute(update(SignUp).where(SignUp.id.in_(ids)).values(state="left", left_at=moment))
        for seat_id, taker in goes_to.items():
            seat = seats[seat_id]
            values = {"ward_id": seat.ward_id, "shift_id": seat.shift_id, "user_id": taker, "state": "seated"}
            times = {"starts_at": seat.starts_at, "ends_at": seat.ends_at, "joined_at": moment}
            connection.execute(insert(SignUp).values(values | times))
    return "taken"


def join(shift, user, together):
    return sign_up(user, shift).state


def claim(shift, team, together):
    """Two seats for the team, in the name of the first person that there is."""
    claims.claim(team, shift, 2, by=1)
    return "claimed"


def name(claim_id, user, together):
    claims.name(claim_id, user, by=1)
    return "named"


VERBS = {"accept": accept, "leave": go_away, "unguarded": unguarded, "join": join, "claim": claim, "name": name}


def run(app, jobs, threads, start):
    # Those of a control look at once in all processes.
    together = Barrier(threads, action=partial(start.wait, 2))

    def one(job):
        verb, thing, user = job
        with app.app_context():
            try:
                return VERBS[verb](thing, user, together)
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
