"""One's own shifts: what comes, where one stands in line, what is done."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from flask_login import current_user

from app.core.clock import now
from app.core.i18n import language
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import hours, long_day
from app.signups.queries import shifts_of

from . import bp


@bp.get("/my/shifts")
@needs(Permission.SHIFT_CLAIM)
def my_shifts():
    moment = now()
    rows = shifts_of(current_user.id)
    coming = sorted((row for row in rows if row.ends_at > moment), key=lambda row: (row.starts_at, row.id))
    lang, many = language(), len({row.ward_id for row in rows}) > 1
    past = [row for row in rows if row.ends_at <= moment and row.state == "seated"]
    return page(
        "signups/mine.html",
        rows=rows,
        lists=(
            tuple(_line(row, lang, many) for row in coming if row.state == "left"),
            tuple(_line(row, lang, many) for row in coming if _offered(row, moment)),
            tuple(_line(row, lang, many) for row in coming if row.state == "seated"),
            tuple(_line(row, lang, many) for row in coming if row.state == "waiting" and not _offered(row, moment)),
            tuple(_line(row, lang, many) for row in past),
            frozenset(row.id for row in coming if row.starts_at <= moment),
            frozenset(row.id for row in coming if row.state == "seated" and _checks(row, moment)),
        ),
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
    starts, _dash, ends = hours(row.starts_at, row.ends_at).partition("-")
    day, ward = _day(lang, row.day), row.ward if many else ""
    return row.id, starts, ends, row.point, day, ward, row.address, row.place, row.cancel_reason, row.offered_until


@lru_cache(maxsize=2048)
def _day(lang: str, day: date) -> str:
    return long_day(day)
