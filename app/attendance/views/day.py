"""The secretary's day: who is missing at which point."""

from datetime import timedelta

from flask import request

from app.attendance.queries import day_sheets
from app.campaigns.here import here_for
from app.core.clock import now, today
from app.core.forms import read_day
from app.core.policy import Permission, needs
from app.core.web import page

from . import bp
from .words import badges_at


@bp.get("/attendance")
@needs(Permission.SHIFT_PLAN)
def day():
    """One day's shifts that have been opened: how many came, and the names of those who did not."""
    place, moment = here_for(Permission.SHIFT_PLAN), now()
    chosen = read_day(request.args.get("day", "")[:20]) or today()
    sheets = [one for one in day_sheets(place.campaign_id, chosen, moment) if moment >= one.times.opens]
    return page(
        "attendance/day.html",
        day=chosen,
        today=today(),
        before=chosen - timedelta(days=1),
        after=chosen + timedelta(days=1),
        sheets=sheets,
        missing=[
            (one, [line for line in one.lines if not line.attendance.arrived], badges_at(one.times, moment))
            for one in sheets
        ],
        moment=moment,
    )
