"""Timetables to print: the weeks of a point or a team, a sheet of A4 each."""

from flask import abort, request
from flask_login import current_user

from app.calendars.queries import Sheet, point_sheet, team_sheet, turns_at, turns_of_team
from app.calendars.rules import week_asked, weeks_of
from app.campaigns.here import best, find_here, here_for
from app.campaigns.queries import points_in
from app.core.clock import today
from app.core.forms import read_day
from app.core.policy import Permission, needs
from app.core.web import page
from app.places.queries import teams_of

from . import bp
from .grid import by_point, by_slot


@bp.get("/timetables")
@needs(Permission.SHIFT_READ)
def timetables():
    """Which one to print."""
    place = here_for(Permission.SHIFT_READ)
    return page(
        "calendars/timetables.html", points=points_in(place.campaign_id), teams=teams_of(place.ward_id), day=today()
    )


@bp.get("/timetables/point/<id:point_id>")
@needs(Permission.SHIFT_READ)
def point_timetable(point_id):
    sheet = point_sheet(point_id, current_user.reach(Permission.SHIFT_READ)) or abort(404)
    return _show(sheet, turns_at, by_slot, "point")


@bp.get("/timetables/team/<id:team_id>")
@needs(Permission.SHIFT_READ)
def team_timetable(team_id):
    sheet = team_sheet(team_id, current_user.reach(Permission.SHIFT_READ)) or abort(404)
    return _show(sheet, turns_of_team, by_point, "team")


def _show(sheet: Sheet, turns, grid, kind: str):
    campaign = _campaign(sheet.campaigns)
    weeks = weeks_of(campaign.starts_on, campaign.ends_on) if campaign else []
    shown = _asked(weeks)
    found = turns(sheet.id, campaign.id, shown[0].first, shown[-1].last) if shown else []
    names = current_user.may(Permission.SHIFT_NAMES, sheet.ward_id)
    one = weeks.index(shown[0]) if len(shown) == 1 else None
    return page(
        "calendars/timetable.html",
        # Each sheet is headed by its own ward and campaign, wherever else the reader stands.
        here=None,
        sheet=sheet,
        campaign=campaign,
        kind=kind,
        names=names,
        weeks=[(week, grid(week, found, names, current_user.id)) for week in shown],
        count=len(weeks),
        before=weeks[one - 1].monday if one else None,
        after=weeks[one + 1].monday if one is not None and one + 1 < len(weeks) else None,
        everything=len(shown) > 1,
    )


def _campaign(rows):
    """The campaign in which the reader stands, or has asked for; in another ward, that ward's most fitting."""
    place = find_here()
    if place is not None:
        found = next((row for row in rows if row.id == place.campaign_id), None)
        if found is not None or request.args.get("campaign"):
            return found or abort(404)
    return best(rows, today())


def _asked(weeks: list) -> list:
    """The week that holds the day asked for, else today or the day of the campaign nearest to it; ``all``: all of
    them. 404 for what is no day of the campaign's weeks."""
    text = request.args.get("week", "")[:20]
    if not weeks or text == "all":
        return weeks
    if not text:
        return [week_asked(weeks, min(max(today(), weeks[0].first), weeks[-1].last))]
    day = read_day(text)
    return [(week_asked(weeks, day) if day else None) or abort(404)]
