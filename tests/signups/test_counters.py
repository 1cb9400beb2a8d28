"""Whatever people do in whatever order: a shift's counters are what a recount finds, and nobody has too much."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import text, update

from app.campaigns.models import Campaign
from app.claims.actions import claim, fall_back_due, give_back, name
from app.core import clock
from app.core.db import db, write_tx
from app.core.policy import Role
from app.core.reasons import Refused
from app.cover.actions import answer, ask, open_cover
from app.people.actions import add_person, grant_role
from app.shifts.actions import cancel, change_shift
from app.shifts.models import Shift
from app.signups.actions import confirm, leave, put_on, settle_due, sign_up, take_off
from app.swaps.actions import accept, decline, hand_over, lapse_due, offer_seat, withdraw
from tests.cast import STARTS
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts

STEPS = 160
RECOUNT = text(
    """
    SELECT s.id, s.max_heads,
      s.seats_taken, (SELECT count(*) FROM sign_ups WHERE shift_id = s.id AND state = 'seated'),
      s.leads_taken, (SELECT count(*) FROM sign_ups WHERE shift_id = s.id AND state = 'seated' AND as_lead),
      s.in_line, (SELECT count(*) FROM sign_ups WHERE shift_id = s.id AND state = 'waiting'),
      s.seats_held, (SELECT count(*) FROM sign_ups WHERE shift_id = s.id AND offered_until IS NOT NULL)
        + (SELECT coalesce(sum(unnamed), 0) FROM team_claims WHERE shift_id = s.id),
      s.team_unnamed, (SELECT coalesce(sum(unnamed), 0) FROM team_claims WHERE shift_id = s.id),
      s.team_seats, (SELECT coalesce(sum(seats), 0) FROM team_claims WHERE shift_id = s.id),
      s.on_offer, (SELECT count(*) FROM swap_offers
        WHERE shift_id = s.id AND state = 'open' AND to_user_id IS NULL)
    FROM shifts s ORDER BY s.id
    """
)
NAMED = text(
    """
    SELECT c.id, c.seats - c.unnamed, (SELECT count(*) FROM claim_names n JOIN sign_ups u ON u.id = n.sign_up_id
      WHERE n.claim_id = c.id AND u.state = 'seated')
    FROM team_claims c
    """
)
OF_NOBODY = text(
    """
    SELECT o.id FROM swap_offers o JOIN sign_ups u ON u.id = o.sign_up_id
    WHERE o.state = 'open' AND u.state <> 'seated'
    """
)
TWICE_AT_ONCE = text(
    """
    SELECT a.id, b.id FROM sign_ups a JOIN sign_ups b ON a.user_id = b.user_id AND a.id < b.id
    WHERE a.state = 'seated' AND b.state = 'seated' AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    """
)
OFFERED_TWICE = text(
    "SELECT subject_id FROM audit_entries WHERE action = 'sign_up.offered' GROUP BY subject_id HAVING count(*) > 1"
)
VERBS = ("sit", "wait", "leave", "cannot", "confirm", "put", "off", "offer", "exchange", "accept", "refuse", "back")
VERBS += ("pass", "claim", "claim", "name", "name", "give", "ask", "yes", "no", "minute", "resize", "later")
# What makes a race or a cancelled shift rarer than what people do all day.
ALL = VERBS * 4 + ("sit", "wait") * 12 + ("call_off",)


@pytest.fixture
def people(room, cast):
    made = [cast.lan.id, cast.minh.id, cast.binh.id, cast.hoa.id]
    for n in range(6):
        user = add_person(f"Người {n}", by=None, phone=f"09600000{n:02}")
        team = (cast.team1, cast.team2)[n % 2]
        role = Role.TEAM_LEADER if n == 5 else Role.VOLUNTEER
        grant_role(user, role, by=None, ward_id=cast.cua_nam.id, team_id=team.id, starts_on=STARTS)
        made.append(user.id)
    return made


@pytest.fixture
def shifts(room, cast):
    """Two points at the same times of two days, three seats each; one of those of some is kept for leads."""
    days = {"first": date(2025, 8, 15), "last": date(2025, 8, 16)}
    made = make_shifts(cast, cast.point1, cast.point2, slots=(AFTERNOON, EVENING), most=3, **days)
    with write_tx() as session:
        session.execute(update(Shift).where(Shift.id.in_(made[::3])).values(lead_seats=1))
        session.execute(update(Campaign).values(naming_minutes=300, rest_minutes=0))
    return made


class Town:
    """People who do things at random, mostly where there is something to do."""

    def __init__(self, dice, cast, people, shifts):
        self.dice, self.cast, self.people, self.shifts = dice, cast, people, shifts
        self.moment, self.done = clock.now(), set()

    def one_of(self, query, otherwise):
        rows = db.session.execute(text(query)).all()
        return self.dice.choice(rows) if rows else otherwise

    def seat(self, state="seated"):
        """(user, shift, sign-up) of somebody in this state, if there is one."""
        query = f"SELECT user_id, shift_id, id FROM sign_ups WHERE state = '{state}' ORDER BY id"
        return self.one_of(query, (self.people[0], self.shifts[0], 0))

    def step(self, verb):
        one, other = self.dice.sample(self.people, 2)
        shift, hoa = self.dice.choice(self.shifts), self.cast.hoa.id
        holder, held, _ = self.seat(self.dice.choice(("seated", "seated", "waiting")))
        team = self.dice.choice((self.cast.team1.id, self.cast.team2.id))
        (claimed,) = self.one_of("SELECT id FROM team_claims ORDER BY id", (0,))
        deal, giver, to = self.one_of(
            "SELECT id, user_id, to_user_id FROM swap_offers WHERE state = 'open' ORDER BY id", (0, one, one)
        )
        asked, there = self.one_of(
            "SELECT user_id, shift_id FROM asks WHERE answer IS NULL ORDER BY id", (one, shift)
        )
        calls = {
            "sit": lambda: sign_up(one, shift),
            "wait": lambda: sign_up(one, shift, wait=True),
            "leave": lambda: leave(holder, held),
            "cannot": lambda: open_cover(holder, held),
            "confirm": lambda: confirm(holder, held),
            "put": lambda: put_on(one, shift, "x", hoa, override=True),
            "off": lambda: take_off(holder, held, "x", hoa),
            "offer": lambda: offer_seat(holder, held, self.dice.choice((None, one))),
            "exchange": lambda: offer_seat(holder, held, None, self.seat()[2]),
            "accept": lambda: accept(deal, to or one),
            "refuse": lambda: decline(deal, to or one),
            "back": lambda: withdraw(deal, giver),
            "pass": lambda: hand_over(
                holder, held, other, "x", hoa, wanted_id=self.dice.choice((None, self.seat()[2])), override=True
            ),
            "claim": lambda: claim(team, shift, self.dice.choice((1, 2)), hoa),
            "name": lambda: name(claimed, one, hoa),
            "give": lambda: give_back(claimed, 1, hoa),
            "ask": lambda: ask(shift, [one, other], hoa),
            "yes": lambda: answer(asked, there, "yes", wait=True),
            "no": lambda: answer(asked, there, "no"),
            "minute": lambda: (settle_due(), lapse_due(), fall_back_due()),
            "resize": lambda: change_shift(db.session.get(Shift, shift), 1, self.dice.choice((2, 3, 4)), 0, hoa),
            "call_off": lambda: cancel(db.session.get(Shift, shift), "x", hoa),
            "later": self.later,
        }
        try:
            calls[verb]()
            self.done.add(verb)
        except (Refused, LookupError):
            db.session.rollback()

    def later(self):
        self.moment += timedelta(minutes=self.dice.choice((5, 30, 121)))


def recount():
    db.session.rollback()
    for shift, most, *counters in db.session.execute(RECOUNT):
        kept, found = counters[::2], counters[1::2]
        assert kept == found, f"shift {shift}"
        taken, held, unnamed = found[0], found[3], found[4]
        assert taken + held <= most and unnamed <= held, f"shift {shift}"
    for claimed, kept, found in db.session.execute(NAMED):
        assert kept == found, f"claim {claimed}"
    for wrong in (OF_NOBODY, TWICE_AT_ONCE, OFFERED_TWICE):
        assert db.session.execute(wrong).all() == []


@pytest.mark.parametrize("seed", range(3))
def test_counters_are_what_a_recount_finds(seed, people, shifts, cast):
    town = Town(random.Random(seed), cast, people, shifts)
    for _step in range(STEPS):
        with clock.at(town.moment):
            town.step(town.dice.choice(ALL))
        recount()
    assert len(set(VERBS) - town.done) < 6, "most verbs came to something"


def test_a_recount_finds_a_wrong_counter(people, shifts):
    sign_up(people[0], shifts[0])
    with write_tx() as session:
        session.execute(update(Shift).where(Shift.id == shifts[0]).values(in_line=1))
    with pytest.raises(AssertionError):
        recount()
