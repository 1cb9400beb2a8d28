"""One's own shifts: what comes, where one stands in line, what is done."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import get_template_attribute
from flask_login import current_user
from markupsafe import Markup

from app.core.clock import now
from app.core.i18n import language
from app.core.moments import Moments
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import clock_time, long_day
from app.signups.queries import shifts_of

from . import bp


@bp.get("/my/shifts")
@needs(Permission.SHIFT_CLAIM)
def my_shifts():
    moment, rows = now(), shifts_of(current_user.id)
    lists = _lists(language(), tuple(map(tuple, rows)))
    if not lists:
        lists.append(Moments(edge for row in rows for edge in _edges(row)))
    return page("signups/mine.html", rows=rows, lists=lists[0].at(moment, lambda: _drawn(rows, moment)))


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
    )


def _drawn(rows, moment: datetime) -> Markup:
    coming = sorted((row for row in rows if row.ends_at > moment), key=lambda row: (row.starts_at, row.id))
    lang, many = language(), len({row.ward_id for row in rows}) > 1
    past = [row for row in rows if row.ends_at <= moment and row.state == "seated"]
    return get_template_attribute("signups/_mine.html", "lists")(
        tuple(_line(row, lang, many) for row in coming if row.state == "left"),
        tuple(_line(row, lang, many) for row in coming if _offered(row, moment)),
        tuple(_line(row, lang, many) for row in coming if row.state == "seated"),
        tuple(_line(row, lang, many) for row in coming if row.state == "waiting" and not _offered(row, moment)),
        tuple(_line(row, lang, many) for row in past),
        frozenset(row.id for row in coming if row.starts_at <= moment),
        frozenset(row.id for row in coming if row.state == "seated" and _checks(row, moment)),
    )


def _checks(row, moment: datetime) -> bool:
    """Until the end; whoever has checked in finds the way out for longer, it is added by those who know of it."""
    return row.cancelled_at is None and checks_in(row, moment, timedelta(0))


def checks_in(row, moment: datetime, after: timedelta) -> bool:
    """Whether one can check in or out now: codes are shown so many minutes before the shift, and taken ``after``."""
    return row.starts_at - timedelta(minutes=row.check_in_before_minutes) <= moment < row.ends_at + after


def _offered(row, moment) -> bool:
    return row.offered_until is not None and row.offered_until > moment


def _line(row, lang: str, many: bool) -> tuple:
    """What a row of the list says: (id, from, to, point, day, ward where there are several, address, place in line,
    why it was called off, until when a seat is kept)."""
    starts, ends = clock_time(row.starts_at), clock_time(row.ends_at)
    day, ward = _day(lang, row.day), row.ward if many else ""
    return row.id, starts, ends, row.point, day, ward, row.address, row.place, row.cancel_reason, row.offered_until


@lru_cache(maxsize=2048)
def _day(lang: str, day: date) -> str:
    return long_day(day)
