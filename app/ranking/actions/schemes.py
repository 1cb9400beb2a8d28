"""Adopting a scheme of points."""

from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import action, db, take
from app.core.events import announce
from app.ranking.events import SchemeAdopted
from app.ranking.models import SchemeVersion
from app.ranking.queries import kinds_and_scheme
from app.ranking.rules import Flaw, Scheme, SchemeError, written


@action
def adopt_scheme(campaign: Campaign, document: dict, by: int | None) -> SchemeVersion:
    """From now on this scheme counts, as the campaign's next version; the same scheme again changes nothing.

    Of the campaign only its id is asked.
    Raises SchemeError, naming the field, for a scheme that can't be used or a kind that the campaign hasn't.
    """
    campaign = take(Campaign, campaign.id)
    kinds, newest = kinds_and_scheme(campaign.id)
    version = newest.version + 1 if newest else 1
    scheme = Scheme.from_json({**document, "version": version} if isinstance(document, dict) else document)
    known = {kind.code for kind in kinds}
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
