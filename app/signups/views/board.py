"""The board of shifts: one day, or the whole campaign on one page."""

from datetime import date

from flask import abort, request
from flask_login import current_user

from app.campaigns.here import Here, campaign_with, go_where_it_is, here_for
from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.forms import read_day
from app.core.policy import Permission, needs
from app.core.web import page, part
from app.signups.models import SEATED
from app.signups.queries import board_rows, held_between, rows_beside, seats_in_campaign, short_days, whole_campaign

from . import bp
from .cards import Onlooker, drawn
from .strip import strip
from .whole import by_day

# A day with fewer shifts needs no choice of points (the page asks for more than eight).
FEW = 8


@bp.get("/shifts")
@needs(Permission.SHIFT_READ)
def board():
    place = here_for(Permission.SHIFT_READ)
    point = _point(request.args.get("point"))
    if request.args.get("day") == "all":
        return _whole(place, point)
    day = _day(place, request.args.get("day"))
    me = current_user._get_current_object()
    planner = me.may(Permission.SHIFT_PLAN, place.ward_id)
    held = held_between(me.id, place.starts_on, place.ends_on)
    mine = {one.day for one in held if one.state == SEATED and one.campaign_id == place.campaign_id}
    may_claim = not place.closed and me.may(Permission.SHIFT_CLAIM, place.ward_id)
    short = short_days(place.campaign_id, today()) if planner else ()
    return page(
        "signups/board.html",
        parts=("board",),
        planner=planner,
        claims=may_claim,
        strip=strip(place.starts_on, place.ends_on, day, today(), mine, short),
        **day_context(
            board_rows(place.campaign_id, day, me.id, planner),
            held,
            place.limits,
            _onlooker(place.ward_id, may_claim),
            day,
            point,
        ),
    )


def _onlooker(ward_id: int, may_claim: bool) -> Onlooker:
    me = current_user._get_current_object()
    return Onlooker(may_claim, me.leads_in(ward_id), me.birth_year)


def day_context(rows, held, limits: Limits, who: Onlooker, day: date, point: int | None) -> dict:
    """What the block of a day's cards draws."""
    return {
        "drawn": drawn(rows, held, now(), limits, who, point),
        "day": day,
        "point": point,
        "points": tuple({row.point_id: row.point for row in rows}.items()) if point or len(rows) > FEW else (),
    }


def day_part(shift_id: int) -> str:
    """The board again after a POST from it, for htmx: of the day that its form tells, in the campaign of the shift
    that its reader may claim in, having just done so."""
    day, point = read_day(request.form.get("day", "")[:20]), _point(request.form.get("point"))
    planner = bool(current_user.reach(Permission.SHIFT_PLAN))
    held, rows = held_between(current_user.id, day, day), rows_beside(shift_id, day, current_user.id, planner)
    limits = Limits.of(rows[0]) if rows else Limits()
    who = _onlooker(rows[0].ward_id if rows else 0, True)
    return part("signups/board.html", "board", **day_context(rows, held, limits, who, day, point))


def _whole(place: Here, point: int | None):
    mine = {seat.shift_id for seat in seats_in_campaign(current_user.id, place.campaign_id)}
    days, present = by_day(whole_campaign(place.campaign_id, point), mine), today().isoformat()
    over = [day for day in days if day[0] < present]
    # A campaign that is over altogether is looked at for what was.
    over = [] if len(over) == len(days) else over
    return page(
        "signups/whole.html",
        days=days,
        over=over,
        coming=days[len(over) :],
        point=point,
        planner=current_user.may(Permission.SHIFT_PLAN, place.ward_id),
        claims=not place.closed and current_user.may(Permission.SHIFT_CLAIM, place.ward_id),
    )


def _day(place: Here, text: str | None) -> date:
    """The day asked for, else today or the campaign's day nearest to it; 404 for what is no day of it."""
    if not text:
        return min(max(today(), place.starts_on), place.ends_on)
    found = read_day(text[:20])
    if found is None:
        abort(404)
    if not place.starts_on <= found <= place.ends_on:
        go_where_it_is(campaign_with(found, place.ward_id))
    return found


def _point(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        abort(404)
    return int(text)
