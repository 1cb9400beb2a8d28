"""One's own shifts: what comes, where one stands in line, what is done."""

from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from flask import get_template_attribute
from flask_login import current_user
from markupsafe import Markup

from app.core.clock import now
from app.core.i18n import language
from app.core.moments import Moments
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import clock_time, long_day
from app.signups.models import LEFT, SEATED, WAITING
from app.signups.queries import shifts_of
from app.signups.rules import ASKED_FROM, asked_to_come

from . import bp
from .requests import requests_of


class Line(NamedTuple):
    """One row of the lists. ``now``: "check" while one can check in or out, "begun" once it runs, else "". ``ward``:
    only where one has shifts in several."""

    id: int
    starts: str
    ends: str
    point: str
    day: str
    ward: str
    address: str
    place: int
    cancel_reason: str
    now: str
    confirmed: bool
    asks: bool


class Lists(NamedTuple):
    """What is drawn: the seats that one has in coming shifts, and everything else."""

    coming: Markup
    others: Markup


@bp.get("/my/shifts")
@needs(Permission.SHIFT_CLAIM)
def my_shifts():
    moment, rows = now(), shifts_of(current_user.id)
    lists = _lists(language(), tuple(map(tuple, rows)))
    if not lists:
        lists.append(Moments(edge for row in rows for edge in _edges(row)))
    return page(
        "signups/mine.html",
        rows=rows,
        lists=lists[0].at(moment, lambda: _drawn(rows, moment)),
        requests=requests_of(rows),
    )


@lru_cache(maxsize=1024)
def _lists(lang: str, rows: tuple) -> list[Moments]:
    """A place for what is drawn of these sign-ups."""
    return []


def _edges(row) -> tuple:
    return (
        row.starts_at,
        row.ends_at,
        row.offered_until,
        row.starts_at - timedelta(minutes=row.check_in_before_minutes),
        row.starts_at - ASKED_FROM,
    )


def _drawn(rows, moment: datetime) -> Lists:
    coming = sorted((row for row in rows if row.ends_at > moment), key=lambda row: (row.starts_at, row.id))
    lang, many = language(), len({row.ward_id for row in rows}) > 1
    past = [row for row in rows if row.ends_at <= moment and row.state == SEATED]
    seated = [row for row in coming if row.state == SEATED]
    waiting = [row for row in coming if row.state == WAITING and not _offered(row, moment)]
    called_off = [row for row in coming if row.state == LEFT]

    def lines(some) -> tuple[Line, ...]:
        return tuple(_line(row, lang, many, moment) for row in some)

    macro = partial(get_template_attribute, "signups/_mine.html")
    return Lists(macro("coming")(lines(seated), not rows), macro("others")(*map(lines, (waiting, called_off, past))))


def checks_in(row, moment: datetime, after: timedelta) -> bool:
    """Whether one can check in or out now: codes are shown so many minutes before the shift, and taken ``after``."""
    return row.starts_at - timedelta(minutes=row.check_in_before_minutes) <= moment < row.ends_at + after


def _offered(row, moment) -> bool:
    return row.offered_until is not None and row.offered_until > moment


def _line(row, lang: str, many: bool, moment: datetime) -> Line:
    # Until the end; whoever has checked in finds the way out for longer, it is added by those who know of it.
    checks = row.cancelled_at is None and checks_in(row, moment, timedelta(0))
    return Line(
        row.id,
        clock_time(row.starts_at),
        clock_time(row.ends_at),
        row.point,
        _day(lang, row.day),
        row.ward if many else "",
        row.address,
        row.place,
        row.cancel_reason,
        "check" if checks else "begun" if row.starts_at <= moment else "",
        row.confirmed_at is not None,
        asked_to_come(row.starts_at, row.cancelled_at, row.confirmed_at, moment),
    )


@lru_cache(maxsize=2048)
def _day(lang: str, day: date) -> str:
    return long_day(day)
