"""Who may take a seat and who may leave, in plain values."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from app.campaigns.rules.limits import Limits
from app.core.clock import LOCAL
from app.signups.rules import Answer, LeaveAnswer, Person, clash, deadline, may_leave, may_take

NOW = datetime(2025, 8, 14, 9, tzinfo=LOCAL)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Turn:
    starts_at: datetime = NOW + HOUR
    ends_at: datetime = NOW + 3 * HOUR
    max_heads: int = 4
    seats_taken: int = 0
    seats_held: int = 0
    lead_seats: int = 0
    leads_taken: int = 0
    opens_at: datetime | None = None
    skill_id: int | None = None
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def day(self) -> date:
        return self.starts_at.astimezone(LOCAL).date()


TURN = Turn()
FULL = replace(TURN, seats_taken=4)
BEGUN = Turn(starts_at=NOW, ends_at=NOW + HOUR)
LIMITS = Limits()


def take(turn, already=None, duties=(), **more):
    limits, person = more.pop("limits", LIMITS), more.pop("person", Person(tuple(duties)))
    return may_take(turn, limits, person, more.pop("now", NOW), already, **more)


@pytest.mark.parametrize(
    ("turn", "already", "answer"),
    [
        (TURN, None, Answer.YES),
        (replace(TURN, seats_taken=3), None, Answer.YES),
        (FULL, None, Answer.WAITLIST),
        (replace(TURN, seats_taken=3, seats_held=1), None, Answer.WAITLIST),
        (replace(TURN, seats_taken=2), "seated", Answer.ALREADY_ON_IT),
        (FULL, "waiting", Answer.ALREADY_IN_LINE),
        (replace(TURN, seats_taken=3), "waiting", Answer.YES),
        (BEGUN, None, Answer.STARTED),
        (replace(TURN, cancelled_at=NOW), None, Answer.CANCELLED),
        (replace(TURN, closed_at=NOW), None, Answer.CLOSED),
    ],
)
def test_joining(turn, already, answer):
    assert take(turn, already) is answer


def test_intervals_are_half_open():
    before, after = Turn(NOW, NOW + HOUR), Turn(NOW + 3 * HOUR, NOW + 4 * HOUR)
    across = Turn(NOW + 2 * HOUR, NOW + 9 * HOUR)
    assert take(TURN, duties=[before, after]) is Answer.YES
    assert take(FULL, duties=[before, across]) is Answer.OVERLAP
    assert clash(TURN, [before, across]) is across


def test_an_offer_holds_to_the_second():
    held, until = replace(TURN, seats_taken=3, seats_held=1), NOW + timedelta(minutes=30)
    second = timedelta(seconds=1)
    assert take(held, "waiting", offered_until=until, now=until - second) is Answer.OFFERED
    assert take(held, "waiting", offered_until=until, now=until) is Answer.ALREADY_IN_LINE
    assert take(held, now=until) is Answer.WAITLIST, "what is held for one is not free for another"


def test_seats_for_leads():
    turn = replace(TURN, lead_seats=2, seats_taken=2)
    assert take(turn) is Answer.LEADS_ONLY
    assert take(turn, person=Person((), lead=True)) is Answer.YES
    assert take(replace(turn, leads_taken=1)) is Answer.YES, "one of the two is there, so one seat is for anybody"
    assert take(replace(FULL, lead_seats=2), person=Person((), lead=True)) is Answer.WAITLIST


def at(day: int, hour: float, hours: float) -> Turn:
    starts = datetime(2025, 8, day, tzinfo=LOCAL) + timedelta(hours=hour)
    return Turn(starts, starts + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("duty", "turn", "answer"),
    [
        (at(18, 19, 2), at(19, 7, 3), Answer.YES),  # 21:00 to 07:00 are exactly ten hours
        (at(18, 19, 2.0003), at(19, 7, 3), Answer.NO_REST),  # a second less
        (at(19, 7, 3), at(18, 19, 2.5), Answer.NO_REST),  # the other way round: the evening one is the new one
        (at(18, 14, 5.5), at(19, 1, 3), Answer.YES),  # ends 19:30, which is no evening duty
        (at(18, 18, 2), at(19, 1, 3), Answer.NO_REST),  # ends at 20:00, which is
        (at(18, 22, 4), at(19, 8, 3), Answer.NO_REST),  # over midnight is a night
        (at(18, 22, 4), at(19, 2, 4), Answer.YES),  # goes straight on: one stretch of work
        (at(18, 8, 3), at(18, 14, 3), Answer.YES),
    ],
)
def test_rest_after_an_evening_duty(duty, turn, answer):
    assert take(turn, duties=[duty]) is answer


def test_no_more_than_a_day_and_a_week_can_bear():
    long = [at(18, 6, 5), at(18, 12, 5)]
    assert take(at(18, 17.5, 2), duties=long) is Answer.YES, "twelve hours"
    assert take(at(18, 17.5, 2.1), duties=long) is Answer.DAY_FULL
    assert take(at(19, 6, 3), duties=long) is Answer.YES, "another day"
    week = [at(day, 7, 8) for day in range(18, 24)]  # Monday to Saturday: 48 hours
    assert take(at(24, 8, 1), duties=week) is Answer.WEEK_FULL
    assert take(at(25, 8, 1), duties=week) is Answer.YES, "the next Monday"
    assert take(at(17, 8, 1), duties=week) is Answer.YES, "the Sunday before"
    free = replace(LIMITS, day_minutes=None, week_minutes=None)
    assert take(at(24, 8, 1), duties=week, limits=free) is Answer.YES


def test_age_and_skill():
    assert take(TURN, person=Person((), birth_year=2009)) is Answer.YES, "turns 16 this year"
    assert take(TURN, person=Person((), birth_year=2010)) is Answer.TOO_YOUNG
    assert take(TURN, person=Person((), birth_year=2010), limits=replace(LIMITS, min_age=None)) is Answer.YES
    skilled = replace(TURN, skill_id=7)
    assert take(skilled, person=Person((), skilled=False)) is Answer.NEEDS_SKILL
    assert take(skilled, person=Person((), skilled=True)) is Answer.YES


def test_sign_up_opens_at_midnight_so_many_days_before():
    limits, turn = replace(LIMITS, opens_days=3), at(18, 8, 3)
    opens = datetime(2025, 8, 15, tzinfo=LOCAL)
    assert take(turn, limits=limits, now=opens - timedelta(seconds=1)) is Answer.NOT_OPEN
    assert take(turn, limits=limits, now=opens) is Answer.YES
    assert take(replace(turn, opens_at=NOW), limits=limits) is Answer.YES, "the shift's own moment goes first"


@pytest.mark.parametrize(
    ("left", "minutes"),
    [(timedelta(days=3), 120), (timedelta(hours=4), 60), (timedelta(minutes=40), 10), (timedelta(minutes=4), 4)],
)
def test_an_offer_is_shorter_as_the_start_nears(left, minutes):
    assert deadline(LIMITS, NOW + left, NOW) == NOW + timedelta(minutes=minutes)


def test_staff_may_put_people_on_until_the_end():
    assert take(BEGUN, staff=True) is Answer.YES
    assert take(BEGUN, staff=True, now=NOW + HOUR) is Answer.STARTED


@pytest.mark.parametrize(
    ("turn", "already", "staff", "answer"),
    [
        (TURN, "seated", False, LeaveAnswer.YES),
        (TURN, None, False, LeaveAnswer.NOT_ON_IT),
        (BEGUN, "seated", False, LeaveAnswer.STARTED),
        (BEGUN, "waiting", False, LeaveAnswer.YES),
        (BEGUN, "seated", True, LeaveAnswer.YES),
        (Turn(NOW - HOUR, NOW), "seated", True, LeaveAnswer.OVER),
    ],
)
def test_leaving(turn, already, staff, answer):
    assert may_leave(turn, LIMITS, NOW, already, staff) is answer


def test_a_seat_is_left_until_the_deadline_of_the_campaign():
    limits = replace(LIMITS, leave_minutes=60)
    assert may_leave(TURN, limits, NOW, "seated") is LeaveAnswer.YES
    late = NOW + timedelta(seconds=1)
    assert may_leave(TURN, limits, late, "seated") is LeaveAnswer.TOO_LATE
    assert may_leave(TURN, limits, late, "waiting") is LeaveAnswer.YES
    assert may_leave(TURN, limits, late, "seated", staff=True) is LeaveAnswer.YES
