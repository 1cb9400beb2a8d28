"""A campaign's days as weeks from Monday to Sunday, a sheet of paper each."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Week:
    """``number`` counts from 1; ``days`` are those of the campaign, all seven or fewer at its ends."""

    number: int
    days: tuple[date, ...]

    @property
    def monday(self) -> date:
        return monday_of(self.days[0])

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(starts_on: date, ends_on: date) -> list[Week]:
    """All weeks that hold a day from the first to the last, both counted."""
    weeks, monday = [], monday_of(starts_on)
    while monday <= ends_on:
        days = (monday + timedelta(days=n) for n in range(7))
        weeks.append(Week(len(weeks) + 1, tuple(day for day in days if starts_on <= day <= ends_on)))
        monday += timedelta(days=7)
    return weeks


def week_asked(weeks: list[Week], day: date) -> Week | None:
    """The week that holds this day or, as it names itself, begins with this Monday; None for what is none of them."""
    return next((week for week in weeks if week.monday == monday_of(day)), None)
