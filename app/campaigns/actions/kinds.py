"""What is counted in a campaign. A kind is retired, never deleted: logs hold it."""

from app.campaigns.events import KindAdded, KindChanged
from app.campaigns.models import Campaign, Kind
from app.campaigns.queries import kinds_of
from app.campaigns.rules import CampaignAnswer
from app.campaigns.rules.document import MOST_KINDS
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused

from .campaign import changeable

FIELDS = ("vi", "en", "unit", "logged_by", "retired")


@action
def add_kind(campaign: Campaign, code: str, vi: str, en: str, unit: str, logged_by: str, by: int | None) -> Kind:
    """Refused: CODE_TAKEN, MANY."""
    changeable(campaign)
    kinds = kinds_of(campaign.id, retired=True)
    if any(kind.code == code for kind in kinds):
        raise Refused(CampaignAnswer.CODE_TAKEN)
    if len(kinds) >= MOST_KINDS:
        raise Refused(CampaignAnswer.MANY)
    kind = Kind(
        ward_id=campaign.ward_id,
        campaign_id=campaign.id,
        code=code,
        vi=vi,
        en=en,
        unit=unit,
        logged_by=logged_by,
        position=len(kinds),
        retired=False,
    )
    db.session.add(kind)
    db.session.flush()
    announce(KindAdded(ward_id=campaign.ward_id, subject_id=kind.id, by=by, after={"code": code, **_told(kind)}))
    return kind


@action
def change_kind(campaign: Campaign, kind: Kind, by: int | None, **changes) -> None:
    """Set any of vi, en, unit, logged_by, retired. Its code stays: schemes and files name it."""
    if not set(changes) <= set(FIELDS):
        raise ValueError(f"not a field of a kind: {set(changes) - set(FIELDS)}")
    changeable(campaign)
    before = _told(kind)
    for field, value in changes.items():
        setattr(kind, field, value)
    db.session.flush()
    if before != _told(kind):
        announce(KindChanged(ward_id=campaign.ward_id, subject_id=kind.id, by=by, before=before, after=_told(kind)))


def _told(kind: Kind) -> dict:
    return {field: getattr(kind, field) for field in FIELDS}
