"""Days on which the templates don't count as they stand."""

from sqlalchemy.exc import IntegrityError

from app.campaigns.models import Campaign
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.shifts.events import ExceptionAdded, ExceptionRemoved
from app.shifts.models import PlanException
from app.shifts.queries import exceptions_of, from_exception, plan_locked
from app.shifts.rules import Closed, ExceptionAnswer, Extra, Moved, right_exception


def _values(one: Closed | Extra | Moved) -> dict:
    return {
        "kind": {Closed: "closed", Extra: "extra", Moved: "moved"}[type(one)],
        "first_on": one.first,
        "last_on": one.last,
        "point_id": one.point_id,
        "places_only": getattr(one, "places_only", False),
        "to_point_id": getattr(one, "to_point_id", None),
        "template_id": getattr(one, "template_id", None),
    }


def _told(row: PlanException) -> dict:
    told = {
        "kind": row.kind,
        "starts_on": row.first_on,
        "ends_on": row.last_on,
        "point": row.point_id,
        "to_point": row.to_point_id,
        "template": row.template_id,
        "places_only": row.places_only,
    }
    return {name: value for name, value in told.items() if value}


@action
def add_exception(campaign_id: int, one: Closed | Extra | Moved, note: str, by: int | None) -> PlanException:
    """It counts the next time the plan is applied. Refused: ExceptionAnswer."""
    campaign, templates = plan_locked([Campaign.id == campaign_id])
    if campaign.closed_at is not None:
        raise Refused(ExceptionAnswer.CLOSED)
    standing = [from_exception(row.PlanException) for row in exceptions_of(campaign_id)]
    patterns = [one for one in templates if not one.retired]
    answer = right_exception(one, campaign.starts_on, campaign.ends_on, standing, patterns)
    if answer is not ExceptionAnswer.YES:
        raise Refused(answer)
    row = PlanException(ward_id=campaign.ward_id, campaign_id=campaign_id, note=note, **_values(one))
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused(ExceptionAnswer.NO_PLACE) from error
    announce(ExceptionAdded(ward_id=row.ward_id, subject_id=row.id, by=by, after=_told(row)))
    return row


@action
def remove_exception(row: PlanException, by: int | None) -> None:
    """The templates count again on these days, once the plan is applied. Refused: CLOSED."""
    campaign, _templates = plan_locked([Campaign.id == row.campaign_id])
    if campaign.closed_at is not None:
        raise Refused(ExceptionAnswer.CLOSED)
    before, exception_id, ward_id = _told(row), row.id, row.ward_id
    db.session.delete(row)
    db.session.flush()
    announce(ExceptionRemoved(ward_id=ward_id, subject_id=exception_id, by=by, before=before))
