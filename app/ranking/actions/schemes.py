"""Adopting a scheme of points."""

from sqlalchemy import select

from app.campaigns.models import Campaign, Kind
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.events import announce
from app.ranking.events import SchemeAdopted
from app.ranking.models import SchemeVersion
from app.ranking.queries import newest_scheme
from app.ranking.rules import Flaw, Scheme, SchemeError, written


@action
def adopt_scheme(campaign: Campaign, document: dict, by: int | None) -> SchemeVersion:
    """From now on this scheme counts, as the campaign's next version; the same scheme again changes nothing.

    Raises SchemeError, naming the field, for a scheme that can't be used or a kind that the campaign hasn't.
    """
    lock(campaign)
    newest = newest_scheme(campaign.id)
    version = newest.version + 1 if newest else 1
    scheme = Scheme.from_json({**document, "version": version} if isinstance(document, dict) else document)
    known = set(db.session.scalars(select(Kind.code).where(Kind.campaign_id == campaign.id)))
    for code in scheme.points_per_unit:
        if code not in known:
            raise SchemeError(f"points_per_unit.{code}", Flaw.UNKNOWN_KIND)
    if newest and written({**scheme.to_json(), "version": newest.version}) == newest.document:
        return newest
    adopted = SchemeVersion(
        ward_id=campaign.ward_id,
        campaign_id=campaign.id,
        version=version,
        document=written(scheme.to_json()),
        made_at=now(),
        made_by=by,
    )
    db.session.add(adopted)
    db.session.flush()
    announce(
        SchemeAdopted(
            ward_id=campaign.ward_id,
            subject_id=adopted.id,
            by=by,
            after={"campaign": campaign.id, "version": version, "scheme": scheme.to_json()},
        )
    )
    return adopted
