"""Shifts for tests, made by the site's own verbs."""

from datetime import date, time

from app.campaigns.models import Campaign
from app.core.db import db
from app.shifts.actions import generate
from app.shifts.models import Shift
from app.shifts.rules import Choice, Part

MORNING_SLOT = Part("Sáng", time(8), time(11, 30))
AFTERNOON = Part("Chiều", time(14), time(17))
EVENING = Part("Tối", time(19), time(21))
TOMORROW = date(2025, 8, 15)


def choice(*points, slots=(AFTERNOON,), first=TOMORROW, last=None, least=1, most=2, leads=0, **more) -> Choice:
    return Choice(tuple(p.id for p in points), tuple(slots), first, last or first, least, most, leads, **more)


def make_shifts(cast, *points, by=None, **asked) -> list[int]:
    """Ids of new shifts in Cửa Nam's campaign, one for each point, slot and day; existing ones stay."""
    campaign = db.session.get(Campaign, cast.campaign.id)
    asked.setdefault("prune", False)
    generate(campaign, choice(*(points or (cast.point1,)), **asked), by=by)
    ids = db.session.query(Shift.id).order_by(Shift.id).all()
    db.session.commit()
    return [i for (i,) in ids]
