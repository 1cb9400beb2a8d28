"""A hotline of Cửa Nam, and duties on it."""

from datetime import datetime, timedelta

from app.campaigns.models import CampaignPoint
from app.core import clock
from app.core.db import db, write_tx
from app.places.actions import add_point
from app.shifts.models import Shift
from app.signups.models import SignUp


def local(text: str) -> datetime:
    """ "2025-08-14T23:59:59" in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.LOCAL)


class Hotline:
    """``duty("2025-08-14T06:00", 8, lan, minh)``: a duty of so many hours, these people on it; returns its id."""

    def __init__(self, app, cast):
        self.app, self.cast = app, cast
        self.ward, self.campaign = cast.cua_nam.id, cast.campaign.id
        with app.app_context(), write_tx():
            point = add_point(self.ward, "Đường dây nóng 24/7", by=None, kind="line")
            row = CampaignPoint(campaign_id=self.campaign, point_id=point.id, ward_id=self.ward, position=9, least=2)
            db.session.add(row)
            self.id = point.id

    def duty(self, start: str, hours: float, *people, least: int = 1, **more) -> int:
        starts = local(start)
        ends = starts + timedelta(hours=hours)
        place = {"ward_id": self.ward, "starts_at": starts, "ends_at": ends}
        with self.app.app_context(), write_tx():
            shift = Shift(
                **place,
                campaign_id=self.campaign,
                point_id=self.id,
                day=starts.date(),
                slot=f"{start} {hours} h",
                min_heads=least,
                max_heads=4,
                leads=0,
                **{"kind": "on_call", **more},
            )
            db.session.add(shift)
            db.session.flush()
            for person in people:
                seat = SignUp(**place, shift_id=shift.id, user_id=person.id, state="seated", joined_at=clock.now())
                db.session.add(seat)
            return shift.id
