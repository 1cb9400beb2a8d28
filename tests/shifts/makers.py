"""Shifts for tests, made by the site's own verbs."""

from dataclasses import dataclass
from datetime import date, time

from app.campaigns.actions import use_point
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.policy import Reach
from app.places.actions import add_point
from app.places.models import LINE
from app.shifts.actions import add_template, apply_plan
from app.shifts.models import Shift
from app.shifts.rules import WEEK, Ask, Pattern, Spot

EVERYWHERE = Reach(everywhere=True)


@dataclass(frozen=True)
class Part:
    """A name and local times; ``ends`` not after ``starts`` means the next day."""

    name: str
    starts: time
    ends: time


MORNING_SLOT = Part("Sáng", time(8), time(11, 30))
AFTERNOON = Part("Chiều", time(14), time(17))
EVENING = Part("Tối", time(19), time(21))
NIGHT = Part("Đêm", time(22), time(6))
TOMORROW = date(2025, 8, 15)


def pattern(*points, slot=AFTERNOON, least=1, most=2, leads=0, **more) -> Pattern:
    """A template of these points; more fields of it by name."""
    spots = tuple(point if isinstance(point, Spot) else Spot(point.id, name=point.name) for point in points)
    return Pattern(spots, slot.name, slot.starts, slot.ends, least, most, leads, **more)


def make_template(cast, *points, by=None, **more) -> int:
    """The id of a new template in Cửa Nam's campaign."""
    return add_template(cast.campaign.id, pattern(*points, **more), by=by)


def plan_them(cast, *templates, first=TOMORROW, last=None, by=None, **more):
    """Apply these templates of Cửa Nam's campaign: the difference that was applied."""
    ask = Ask(first, last or first, frozenset(templates), more.pop("prune", False))
    return apply_plan(cast.campaign.name, EVERYWHERE, ask, by=by, **more)


def make_shifts(
    cast, *points, slots=(AFTERNOON,), first=TOMORROW, last=None, by=None, weekdays=WEEK, **size
) -> list[int]:
    """Ids of the shifts in Cửa Nam's campaign, with new ones for each point, slot and day; existing ones stay."""
    points, days = points or (cast.point1,), {"first": first, "last": last or first}
    made = [make_template(cast, *points, slot=slot, weekdays=weekdays, **days, **size) for slot in slots]
    plan_them(cast, *made, first=first, last=last, by=by)
    ids = db.session.query(Shift.id).order_by(Shift.id).all()
    db.session.commit()
    return [i for (i,) in ids]


def make_line(cast, name="Đường dây nóng") -> Spot:
    """A line of Cửa Nam's, used by its campaign."""
    point = add_point(cast.cua_nam.id, name, by=None, kind=LINE)
    use_point(db.session.get(Campaign, cast.campaign.id), point, by=None)
    return Spot(point.id, True, name)
