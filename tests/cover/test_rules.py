"""Who may be asked, what becomes of an ask, and which shift comes first: plain values, no database."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.campaigns.rules.limits import Limits
from app.cover.rules import AskAnswer, became, left_late, may_ask, missing, strength, turn_of, urgency, wants_people
from app.signups.rules import SEATED, WAITING, Answer, Person

HOUR = timedelta(hours=1)
START = datetime(2025, 8, 15, 7, tzinfo=UTC)
NOW = START - 24 * HOUR


@dataclass(frozen=True)
class Shift:
    id: int = 1
    day: date = date(2025, 8, 15)
    starts_at: datetime = START
    ends_at: datetime = START + 3 * HOUR
    min_heads: int = 2
    max_heads: int = 4
    seats_taken: int = 1
    seats_held: int = 0
    lead_seats: int = 0
    leads_taken: int = 0
    opens_at: datetime | None = None
    skill_id: int | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class Duty:
    starts_at: datetime
    ends_at: datetime


TURN = Shift()
FREE = Person((), id=7)
BUSY = Person((Duty(START + HOUR, START + 2 * HOUR),), id=7)
TIRED = Person((Duty(START - 19 * HOUR, START - 15 * HOUR),), id=7)


@pytest.mark.parametrize(
    ("turn", "person", "how", "answer"),
    [
        (TURN, FREE, {}, AskAnswer.YES),
        (TURN, BUSY, {}, AskAnswer.BUSY),
        (TURN, replace(FREE, birth_year=2012), {}, AskAnswer.TOO_YOUNG),
        (replace(TURN, skill_id=3), replace(FREE, skilled=False), {}, AskAnswer.NEEDS_SKILL),
        (TURN, FREE, {"by": 7}, AskAnswer.YOURSELF),
        (TURN, FREE, {"by": 8}, AskAnswer.YES),
        (TURN, FREE, {"last": "open"}, AskAnswer.ASKED),
        (TURN, FREE, {"last": "no"}, AskAnswer.SAID_NO),
        (TURN, FREE, {"last": "yes"}, AskAnswer.YES),
        (TURN, FREE, {"already": SEATED}, AskAnswer.ON_IT),
        (TURN, FREE, {"already": WAITING, "offered_until": NOW + HOUR}, AskAnswer.OFFERED),
        (replace(TURN, seats_held=3), FREE, {}, AskAnswer.FULL),
        (replace(TURN, seats_held=2), FREE, {}, AskAnswer.YES),
        (replace(TURN, lead_seats=3), FREE, {}, AskAnswer.LEADS_ONLY),
        (replace(TURN, lead_seats=3), replace(FREE, lead=True), {}, AskAnswer.YES),
        (replace(TURN, cancelled_at=NOW), FREE, {}, Answer.CANCELLED),
        (replace(TURN, closed_at=NOW), FREE, {}, Answer.CLOSED),
        (replace(TURN, opens_at=NOW + HOUR), FREE, {}, Answer.NOT_OPEN),
        (replace(TURN, starts_at=NOW), FREE, {}, Answer.STARTED),
        (replace(TURN, starts_at=NOW + timedelta(seconds=1)), FREE, {}, AskAnswer.YES),
    ],
)
def test_who_may_be_asked(turn, person, how, answer):
    assert may_ask(turn, Limits(), person, NOW, **how) is answer


def test_rest_after_an_evening_is_asked_for_by_the_rules_of_the_sign_ups():
    morning = replace(TURN, starts_at=START - 6 * HOUR, ends_at=START - 3 * HOUR)
    assert may_ask(morning, Limits(), TIRED, NOW - 24 * HOUR) is AskAnswer.NO_REST
    assert may_ask(morning, Limits(rest_minutes=60), TIRED, NOW - 24 * HOUR) is AskAnswer.YES


def test_whose_turn_it_is():
    people = [("often", (2, 0, 0)), ("busy", (0, 900, 0)), ("new", (0, 0, 0)), ("this week", (0, 900, 180))]
    assert [name for name, facts in sorted(people, key=lambda one: turn_of(*one[1]))] == [
        "new",
        "busy",
        "this week",
        "often",
    ]


@pytest.mark.parametrize(
    ("answer", "already", "turn", "state"),
    [
        (None, None, TURN, "open"),
        (None, None, replace(TURN, seats_taken=4), "lapsed"),
        (None, None, replace(TURN, seats_held=3), "lapsed"),
        (None, None, replace(TURN, starts_at=NOW), "lapsed"),
        (None, None, replace(TURN, starts_at=NOW + timedelta(microseconds=1)), "open"),
        (None, None, replace(TURN, cancelled_at=NOW), "lapsed"),
        (None, SEATED, TURN, "seated"),
        ("yes", SEATED, replace(TURN, seats_taken=4), "seated"),
        ("yes", WAITING, TURN, "in_line"),
        ("yes", None, TURN, "left"),
        ("no", None, TURN, "no"),
        ("no", SEATED, TURN, "no"),
    ],
)
def test_what_becomes_of_an_ask(answer, already, turn, state):
    assert became(answer, already, turn, NOW) == state


@pytest.mark.parametrize(
    ("turn", "state", "few"),
    [
        (replace(TURN, seats_taken=0), "nobody", 2),
        (TURN, "short", 1),
        (replace(TURN, seats_held=1), "promised", 1),
        (replace(TURN, seats_taken=2), "enough", 0),
        (replace(TURN, seats_taken=4), "full", 0),
        (replace(TURN, seats_taken=0, min_heads=0), "enough", 0),
        (replace(TURN, ends_at=NOW), "over", 1),
        (replace(TURN, cancelled_at=NOW), "off", 1),
    ],
)
def test_how_well_a_shift_is_manned(turn, state, few):
    assert (strength(turn, NOW), missing(turn)) == (state, few)


def test_only_shifts_of_the_next_seven_days_want_people():
    week = timedelta(days=7)
    assert wants_people(replace(TURN, starts_at=NOW + week - timedelta(seconds=1)), NOW)
    assert not wants_people(replace(TURN, starts_at=NOW + week), NOW)
    assert not wants_people(replace(TURN, starts_at=NOW), NOW)
    assert not wants_people(replace(TURN, cancelled_at=NOW), NOW)
    assert not wants_people(replace(TURN, seats_taken=2), NOW)


def test_what_somebody_left_late_is_most_urgent():
    soon = replace(TURN, id=1, starts_at=NOW + HOUR)
    left = replace(TURN, id=2, starts_at=NOW + 30 * HOUR)
    worse = replace(TURN, id=3, starts_at=NOW + HOUR, seats_taken=0)
    order = sorted([(soon, 0), (left, 1), (worse, 0)], key=lambda one: urgency(*one))
    assert [shift.id for shift, _ in order] == [2, 3, 1]
    assert left_late(START - 36 * HOUR, START)
    assert not left_late(START - 36 * HOUR - timedelta(seconds=1), START)
