"""Two answers at once: real processes against both databases, and controls that show the race."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.core.db import db
from app.people.models import User
from app.shifts.models import Shift
from app.signups.actions import sign_up
from app.signups.models import SignUp
from app.swaps.actions import offer_seat
from app.swaps.models import SwapOffer
from tests.shifts.makers import AFTERNOON, EVENING, MORNING_SLOT, TOMORROW, make_shifts
from tests.swaps.test_actions import seat_of

pytestmark = pytest.mark.race

ROUNDS = 12
GUARDS = {
    "sign_ups": (
        "sign_ups_seat_taken",
        "sign_ups_seat_changed",
        "sign_ups_seat_gone",
        "sign_ups_stay",
        "sign_ups_one_place_insert",
        "sign_ups_one_place_update",
        "sign_ups_offers_lapse",
    ),
    "swap_offers": ("swap_offers_true_update", "swap_offers_stay", "swap_offers_ended"),
}


def days(cast, *slots):
    """Shifts of one seat on ROUNDS days: a list for each slot."""
    made = make_shifts(cast, slots=slots, first=TOMORROW, last=TOMORROW + timedelta(days=ROUNDS - 1), most=1)
    rows = db.session.execute(select(Shift.id, Shift.slot).where(Shift.id.in_(made)).order_by(Shift.day)).all()
    db.session.commit()
    return [[row.id for row in rows if row.slot == slot.name] for slot in slots]


def seats():
    """(shift, person) of all seats; each counter must agree."""
    db.session.rollback()
    db.session.expire_all()
    found = db.session.execute(
        select(SignUp.shift_id, SignUp.user_id).where(SignUp.state == "seated").order_by(SignUp.shift_id)
    ).all()
    return [tuple(row) for row in found]


def counters_agree():
    held = Counter(shift for shift, _ in seats())
    return all(row.seats_taken == held[row.id] and row.on_offer == 0 for row in db.session.query(Shift))


def unguard():
    """Take the database's guards away, for a control."""
    for table, names in GUARDS.items():
        on = "" if db.engine.dialect.name == "sqlite" else f" ON {table}"
        for name in names:
            db.session.execute(text(f"DROP TRIGGER {name}{on}"))
    db.session.commit()


@pytest.fixture
def to_everyone(crowd, cast):
    """ROUNDS open hand-overs, and for each the two who accept it."""
    people, (shifts,) = crowd(3 * ROUNDS), days(cast, AFTERNOON)
    offers = []
    for shift, giver in zip(shifts, people, strict=False):
        sign_up(giver.id, shift)
        offers.append(offer_seat(giver.id, shift))
    db.session.commit()
    takers = [user.id for user in people[ROUNDS:]]
    return [(offer, takers[2 * n : 2 * n + 2]) for n, offer in enumerate(offers)]


def test_two_accept_one_open_hand_over_at_once(race, to_everyone):
    ends = race([("accept", offer, user) for offer, takers in to_everyone for user in takers])
    assert ends == {"taken": ROUNDS, "ENDED": ROUNDS}
    assert len({shift for shift, _ in seats()}) == len(seats()) == ROUNDS
    assert counters_agree()


def test_without_lock_and_guards_they_both_get_the_seat(race, to_everyone):
    unguard()
    race([("unguarded", offer, user) for offer, takers in to_everyone for user in takers])
    assert len(seats()) > ROUNDS


@pytest.fixture
def chains(crowd, cast):
    """ROUNDS times: A offers an exchange to B, and B another one, of that very seat, to C."""
    people = [user.id for user in crowd(3 * ROUNDS)]
    jobs = []
    for n, (one, other, third) in enumerate(zip(*days(cast, MORNING_SLOT, AFTERNOON, EVENING), strict=True)):
        a, b, c = (db.session.get(User, user) for user in people[3 * n : 3 * n + 3])
        for user, shift in ((a, one), (b, other), (c, third)):
            sign_up(user.id, shift)
        jobs.append((offer_seat(a.id, one, wanted_id=seat_of(b, other)), b.id))
        jobs.append((offer_seat(b.id, other, wanted_id=seat_of(c, third)), c.id))
    db.session.commit()
    return jobs


def test_a_swaps_with_b_while_b_swaps_with_c(race, chains):
    before = seats()
    ends = race([("accept", offer, user) for offer, user in chains])
    assert ends == {"taken": ROUNDS, "ENDED": ROUNDS}
    after = seats()
    assert [shift for shift, _ in after] == [shift for shift, _ in before], "each shift has its one seat"
    assert sorted(user for _, user in after) == sorted(user for _, user in before), "and each person theirs"
    assert counters_agree()


def test_without_lock_and_guards_a_seat_is_doubled(race, chains):
    unguard()
    race([("unguarded", offer, user) for offer, user in chains])
    assert max(Counter(shift for shift, _ in seats()).values()) > 1


def test_accepting_while_the_giver_leaves(race, crowd, cast):
    people, (shifts,) = crowd(2 * ROUNDS), days(cast, AFTERNOON)
    jobs = []
    for shift, giver, taker in zip(shifts, people[:ROUNDS], people[ROUNDS:], strict=True):
        sign_up(giver.id, shift)
        offer = offer_seat(giver.id, shift, taker.id)
        both = [("accept", offer, taker.id), ("leave", shift, giver.id)]
        # Each process begins with accepting as often as with leaving.
        jobs += both if len(jobs) % 4 == 0 else both[::-1]
    db.session.commit()
    ends = race(jobs)
    assert ends["taken"] + ends["left"] == ROUNDS, "a seat goes over or is left, never both, never neither"
    assert ends["taken"] + ends["left"] + ends["ENDED"] + ends["NOT_ON_IT"] == 2 * ROUNDS
    assert len(seats()) == ends["taken"]
    assert counters_agree()
    assert db.session.query(SwapOffer).filter_by(state="accepted").count() == ends["taken"]
