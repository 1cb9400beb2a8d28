"""The coverage board: points by days, each cell with its shifts, and above it what is most urgent."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import abort, request
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.clock import now, today
from app.core.forms import read_day
from app.core.policy import Permission, needs
from app.core.text import N_
from app.core.web import page
from app.cover.queries import coverage_rows, stirs
from app.cover.rules import SOON, missing, urgency, wants_people

from . import bp
from .grid import ON_A_PHONE, grid, legend
from .helpers import may_ask_in

# So many days stand on one screen; longer campaigns are shown in pieces.
SPAN = 49
ALL = "all"
KINDS = {
    "point": N_("Duty at a point"),
    "round": N_("Round from door to door"),
    "training": N_("Training"),
    "on_call": N_("On-call duty"),
}


@dataclass(frozen=True)
class View:
    """What the address asks for: the days from ``first`` to ``last``, both counted, and which shifts."""

    first: date
    last: date
    since: str = ""
    point: int | None = None
    kind: str = ""
    short: bool = False

    def address(self, **change) -> str:
        one = replace(self, **change)
        asked = {"from": one.since, "point": one.point, "kind": one.kind, "short": "1" if one.short else ""}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/coverage?{query}" if query else "/coverage"

    def shows(self, row) -> bool:
        return self.point in (None, row.point_id) and self.kind in ("", row.kind)


def _view(place: Here) -> View:
    """From today on where nothing else is asked, all of a campaign that is over; 404 for days, points and kinds that
    can't be."""
    asked, since = request.args, request.args.get("from", "")[:20]
    first = place.starts_on
    if since in ("", "today"):
        first = max(today(), first) if today() <= place.ends_on else first
    elif since != ALL:
        first = read_day(since) or abort(404)
        if not place.starts_on <= first <= place.ends_on:
            abort(404)
    point, kind = asked.get("point", ""), asked.get("kind", "")
    if (point and not (point.isascii() and point.isdigit() and len(point) < 10)) or (kind and kind not in KINDS):
        abort(404)
    last = min(place.ends_on, first + timedelta(days=SPAN - 1))
    return View(first, last, since, int(point) if point else None, kind, asked.get("short") == "1")


@bp.get("/coverage")
@needs(Permission.SHIFT_NAMES)
def coverage():
    place = here_for(Permission.SHIFT_NAMES)
    view, moment = _view(place), now()
    rows = coverage_rows(place.campaign_id, min(view.first, today()), max(view.last, today() + SOON))
    wanted = [row for row in rows if view.shows(row)]
    shown = [row for row in wanted if view.first <= row.day <= view.last]
    wanting = [] if place.closed else [row for row in wanted if wants_people(row, moment)]
    found = stirs([row.id for row in wanting])
    urgent = sorted(wanting, key=lambda row: urgency(row, found[row.id].late))
    return page(
        "cover/coverage.html",
        parts=("coverage",),
        view=view,
        # Where nothing is planned nobody is told that nothing is missing.
        planned=any(today() <= row.day <= today() + SOON for row in rows),
        some=bool(shown),
        points=tuple({row.point_id: row.point for row in rows}.items()),
        kinds=[(kind, name) for kind, name in KINDS.items() if kind in {row.kind for row in rows} | {view.kind}],
        grid=grid(shown, view.first, view.last, today(), moment, view.short),
        legend=legend(),
        jump=min(max(today(), view.first), view.last),
        urgent=[(row, missing(row), found[row.id]) for row in urgent],
        people=sum(missing(row) for row in urgent),
        asks=may_ask_in(place.ward_id),
        planner=current_user.may(Permission.SHIFT_PLAN, place.ward_id),
        before=_piece(view, place, -SPAN),
        after=_piece(view, place, SPAN),
        on_a_phone=ON_A_PHONE,
        next_days=_next_days(view),
    )


def _next_days(view: View) -> str:
    """The address of the days that a small screen leaves out, "" where it shows all."""
    first = view.first + timedelta(days=ON_A_PHONE)
    return view.address(since=first.isoformat()) if first <= view.last else ""


def _piece(view: View, place: Here, days: int) -> str:
    """The address of the days before or after those shown, "" where there are none."""
    first = max(view.first + timedelta(days=days), place.starts_on)
    there = first < view.first if days < 0 else first <= place.ends_on
    return view.address(since=first.isoformat()) if there and place.days > SPAN else ""
