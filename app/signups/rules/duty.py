"""Whether somebody is fit for a duty: age, skill, rest, and no more than a day and a week can bear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from app.campaigns.rules.limits import Limits
from app.core.clock import LOCAL, instant

from .answers import Answer

# Two duties with a shorter gap are one stretch of work: no rest is asked for between them, their hours add up.
BREATH = timedelta(minutes=30)
# How far from a shift's start another duty can matter: a week, and the longest rest.
AROUND = timedelta(days=9)


class Duty(Protocol):
    """A seat that somebody holds, half-open, UTC."""

    starts_at: datetime
    ends_at: datetime


class Turn(Protocol):
    """What these rules look at in a shift."""

    day: date
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime | None
    skill_id: int | None


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules look at in somebody: other seats around the shift, and whether they lead and have its skill."""

    duties: tuple
    lead: bool = False
    birth_year: int | None = None
    skilled: bool = True
    id: int = 0


def opening(turn: Turn, limits: Limits) -> datetime | None:
    """When sign-up opens: the shift's own instant, else midnight so many days before its day. None: long since."""
    if turn.opens_at is not None:
        return turn.opens_at
    if limits.opens_days is None:
        return None
    return instant(turn.day - timedelta(days=limits.opens_days), datetime.min.time())


def local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()


def is_evening(duty: Duty, limits: Limits) -> bool:
    """Whether it ends in the evening or the night of the day it began on."""
    return duty.ends_at >= instant(local_day(duty.starts_at), limits.evening_from)


def too_close(turn: Duty, duties: Iterable[Duty], limits: Limits) -> Duty | None:
    """The first duty with which too little rest would be left: the rest is owed after an evening one."""
    rest = timedelta(minutes=limits.rest_minutes)
    for duty in duties:
        first, second = (duty, turn) if duty.starts_at < turn.starts_at else (turn, duty)
        gap = second.starts_at - first.ends_at
        if BREATH <= gap < rest and is_evening(first, limits):
            return duty
    return None


def _minutes(duties: Iterable[Duty]) -> float:
    return sum((duty.ends_at - duty.starts_at).total_seconds() for duty in duties) / 60


def barred(turn: Turn, limits: Limits, person: Person, now: datetime) -> Answer | None:
    """Why this person can't be on this shift, whatever its seats; None where nothing stands against it.

    A person's age is known by the year of birth alone: whoever reaches the least age in that year is let in. Without
    a year of birth nothing is held against anybody. Weeks run from Monday to Sunday, days by the start of a duty.
    """
    opens = opening(turn, limits)
    if opens is not None and now < opens:
        return Answer.NOT_OPEN
    if limits.min_age and person.birth_year and turn.day.year - person.birth_year < limits.min_age:
        return Answer.TOO_YOUNG
    if turn.skill_id is not None and not person.skilled:
        return Answer.NEEDS_SKILL
    if not person.duties:
        return None
    if too_close(turn, person.duties, limits) is not None:
        return Answer.NO_REST
    own = _minutes([turn])
    days = [(local_day(duty.starts_at), duty) for duty in person.duties]
    if limits.day_minutes and own + _minutes(duty for day, duty in days if day == turn.day) > limits.day_minutes:
        return Answer.DAY_FULL
    week = turn.day.isocalendar()[:2]
    if limits.week_minutes:
        these = (duty for day, duty in days if day.isocalendar()[:2] == week)
        if own + _minutes(these) > limits.week_minutes:
            return Answer.WEEK_FULL
    return None
