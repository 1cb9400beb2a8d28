"""What one can take now, the most needed first."""

from datetime import date, timedelta
from functools import lru_cache

from flask import request
from flask_login import current_user

from app.campaigns.here import here_for
from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.forms import read_day, read_id
from app.core.i18n import language
from app.core.policy import Permission, needs
from app.core.web import page, part
from app.core.words import clock_time, short_day
from app.signups.models import SEATED
from app.signups.queries import held_between, open_beside, open_shifts
from app.signups.rules import Answer, Person, may_take, need, usual_point

from . import bp
from .cards import marks

AHEAD = 14  # days
MOST = 40  # shifts on the page


@bp.get("/shifts/open")
@needs(Permission.SHIFT_CLAIM)
def open_board():
    place = here_for(Permission.SHIFT_CLAIM)
    rows = [] if place.closed else open_shifts(place.campaign_id, now(), today() + _ahead(), current_user.id)
    return page("signups/open.html", parts=("open",), **_context(rows, request.args))


def open_part(shift_id: int) -> str:
    """The list again after a POST from it, for htmx."""
    rows = open_beside(shift_id, now(), today() + _ahead(), current_user.id)
    return part("signups/open.html", "open", **_context(rows, request.form))


def _ahead() -> timedelta:
    return timedelta(days=AHEAD - 1)


def _context(rows, asked) -> dict:
    """What fits the person, filtered by what was asked: ``point``, ``slot``, ``on`` (a day)."""
    me, moment = current_user._get_current_object(), now()
    held = held_between(me.id, today(), today() + _ahead())
    seated = [one for one in held if one.state == SEATED]
    limits = Limits.of(rows[0]) if rows else Limits()
    states = {one.shift_id: one for one in held}
    usual = usual_point(one.point_id for one in seated)

    def able(row) -> bool:
        own = states.get(row.id)
        person = Person(tuple(seated), me.leads_in(row.ward_id), me.birth_year, row.skilled)
        already, until = (own.state, own.offered_until) if own else (None, None)
        return may_take(row, limits, person, moment, already, until) in (Answer.YES, Answer.OFFERED)

    mine = sorted((row for row in rows if able(row)), key=lambda row: need(row, moment, usual))
    point, slot, on = (
        read_id(asked.get("point")) or None,
        (asked.get("slot") or "")[:40],
        read_day((asked.get("on") or "")[:20]),
    )
    shown = [
        row
        for row in mine
        if (point is None or row.point_id == point)
        and (not slot or row.slot == slot)
        and (on is None or row.day == on)
    ]
    return {
        "rows": tuple(_line(language(), row) for row in shown[:MOST]),
        "more": max(0, len(shown) - MOST),
        "any": bool(mine),
        "point": point,
        "slot": slot,
        "on": on,
        "points": tuple({row.point_id: row.point for row in mine}.items()),
        "slots": tuple(dict.fromkeys(row.slot for row in sorted(mine, key=lambda row: row.starts_at.time()))),
        "days": tuple(_day(language(), day, today()) for day in sorted({row.day for row in mine})),
    }


@lru_cache(maxsize=256)
def _day(lang: str, day: date, present: date) -> tuple[str, str]:
    """(iso day, how it is said)."""
    return day.isoformat(), short_day(day)


def _line(lang: str, row) -> tuple:
    """(id, from, to, day, point, marks)."""
    starts, ends = clock_time(row.starts_at), clock_time(row.ends_at)
    return row.id, starts, ends, short_day(row.day), row.point, marks(row, False)
