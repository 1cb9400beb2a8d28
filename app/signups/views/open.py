"""What one can take now, the most needed first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.forms import read_day, read_id
from app.core.i18n import language
from app.core.policy import Permission, needs
from app.core.text import N_
from app.core.web import page, part
from app.core.words import clock_time, short_day
from app.signups.models import SEATED
from app.signups.queries import held_between, open_beside, open_shifts
from app.signups.rules import LINE, Answer, Person, may_take, need, usual_point

from . import bp
from .cards import BUSY, marks

AHEAD = 14  # days
MOST = 40  # shifts on the page

TAKES = (Answer.YES, Answer.OFFERED)
# Why a shift that is still shown can't be taken any more, in a word or two beside it.
GONE = {
    **BUSY,
    **dict.fromkeys((*LINE, Answer.ALREADY_IN_LINE), N_("full")),
    Answer.STARTED: N_("has begun"),
    Answer.CANCELLED: N_("cancelled"),
}
MINE = "mine"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed down to; None and "" for no filter."""

    point: int | None
    slot: str
    on: date | None

    def lets_through(self, row) -> bool:
        return (
            (self.point is None or row.point_id == self.point)
            and (not self.slot or row.slot == self.slot)
            and (self.on is None or row.day == self.on)
        )


def _filters(asked) -> Filters:
    on = read_day((asked.get("on") or "")[:20])
    return Filters(read_id(asked.get("point")) or None, (asked.get("slot") or "")[:40], on)


@bp.get("/shifts/open")
@needs(Permission.SHIFT_CLAIM)
def open_board():
    place = here_for(Permission.SHIFT_CLAIM)
    rows = [] if place.closed else open_shifts(place.campaign_id, now(), _last_day(), current_user.id)
    return page("signups/open.html", parts=("open",), **_context(rows, _filters(request.args)))


def open_part(shift_id: int) -> str:
    """The list again after a POST from it, for htmx: the shifts that were shown stay in their order, so that the one
    that was taken stays under the finger, and no other one comes there."""
    ids = [read_id(text) for text in request.form.get("shown", "")[:1000].split(",")][:MOST]
    shown = list(dict.fromkeys(filter(None, [*ids, shift_id])))
    rows = open_beside(shift_id, now(), _last_day(), current_user.id, shown)
    found = {row.id: row for row in rows}
    kept = [found[one] for one in shown if one in found]
    return part("signups/open.html", "open", **_context(rows, _filters(request.form), kept))


def _last_day() -> date:
    return today() + timedelta(days=AHEAD - 1)


def _answers(held, limits: Limits) -> Callable:
    """``answer(row)`` for the reader, by the rule that the button and the verb ask."""
    me, moment = current_user._get_current_object(), now()
    seated = tuple(one for one in held if one.state == SEATED)
    states = {one.shift_id: one for one in held}

    def answer(row) -> Answer:
        own = states.get(row.id)
        person = Person(seated, me.leads_in(row.ward_id), me.birth_year, row.skilled)
        already, until = (own.state, own.offered_until) if own else (None, None)
        return may_take(row, limits, person, moment, already, until)

    return answer


def _context(rows, filters: Filters, kept=None) -> dict:
    """What fits the person, filtered by what was asked; ``kept``: these rows, whatever has become of them."""
    held = held_between(current_user.id, today(), _last_day())
    answer = _answers(held, Limits.of(rows[0]) if rows else Limits())
    usual = usual_point(one.point_id for one in held if one.state == SEATED)
    mine = sorted((row for row in rows if answer(row) in TAKES), key=lambda row: need(row, now(), usual))
    shown = [row for row in mine if filters.lets_through(row)]
    drawn = shown[:MOST] if kept is None else kept
    return {
        "rows": tuple(_line(language(), row, _state(answer(row))) for row in drawn),
        "more": max(0, len(shown) - MOST),
        "any": bool(mine),
        "point": filters.point,
        "slot": filters.slot,
        "on": filters.on,
        "points": tuple({row.point_id: row.point for row in mine}.items()),
        "slots": tuple(dict.fromkeys(row.slot for row in sorted(mine, key=lambda row: row.starts_at.time()))),
        "days": tuple(_day(language(), day, today()) for day in sorted({row.day for row in mine})),
    }


def _state(answer: Answer) -> str:
    """ "" for what can be taken, MINE, or in words why it can't be any more."""
    if answer in TAKES:
        return ""
    return MINE if answer is Answer.ALREADY_ON_IT else _(GONE.get(answer, N_("not any more")))


@lru_cache(maxsize=256)
def _day(lang: str, day: date, present: date) -> tuple[str, str]:
    """(iso day, how it is said)."""
    return day.isoformat(), short_day(day)


def _line(lang: str, row, state: str) -> tuple:
    """(id, from, to, day, point, marks, state)."""
    return (
        row.id,
        clock_time(row.starts_at),
        clock_time(row.ends_at),
        short_day(row.day),
        row.point,
        marks(row, False),
        state,
    )
