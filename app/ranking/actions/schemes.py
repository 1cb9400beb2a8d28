"""A scheme of points: written as a draft, published as the next version, or adopted from a document at once."""

import json

from app.campaigns.models import Campaign
from app.core.clock import now, today
from app.core.db import action, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.ranking.events import SchemeAdopted, SchemeDraftDropped, SchemeDrafted
from app.ranking.models import SchemeDraft, SchemeVersion
from app.ranking.queries import Desk, desk_of
from app.ranking.rules import Flaw, Scheme, SchemeError, adds_up, takes_consent, written
from app.ranking.rules.answers import RankingAnswer


@action
def adopt_scheme(campaign: Campaign, document: dict, by: int | None) -> SchemeVersion:
    """From now on this scheme counts, as the campaign's next version; the same scheme again changes nothing.

    Of the campaign only its id is asked.
    Raises SchemeError, naming the field, for a scheme that can't be used or a kind that the campaign hasn't.
    """
    campaign = take(Campaign, campaign.id)
    desk = desk_of(campaign.id)
    return adopt_read(campaign, desk, _read(desk, document), by)


@action
def save_draft(campaign: Campaign, document: dict, revision: int, by: int) -> SchemeDraft:
    """Keep the next version as it is written so far; it counts nothing yet.

    `revision` is the one that the writer began with, 0 where there was none: refused where somebody saved another
    meanwhile. The same document again writes nothing. Raises SchemeError as `adopt_scheme` does.
    """
    campaign = take(Campaign, campaign.id)
    desk = desk_of(campaign.id)
    text = written(_read(desk, document).to_json())
    draft = desk.draft
    if (draft.revision if draft else 0) != revision:
        raise Refused(RankingAnswer.DRAFT_MOVED)
    if draft is not None and (draft.document, draft.based_on) == (text, _version(desk)):
        return draft
    if draft is None:
        draft = SchemeDraft(ward_id=campaign.ward_id, campaign_id=campaign.id, revision=0)
        db.session.add(draft)
    asked = draft.asked_by is not None
    draft.document, draft.based_on, draft.revision = text, _version(desk), revision + 1
    draft.saved_at, draft.saved_by = now(), by
    draft.reason, draft.asked_by, draft.asked_at = "", None, None
    db.session.flush()
    announce(
        SchemeDrafted(
            ward_id=campaign.ward_id,
            subject_id=draft.id,
            by=by,
            after={"campaign": campaign.id, "revision": draft.revision, "scheme": _read(desk, document).to_json()},
            asked=asked,
        )
    )
    return draft


@action
def publish_draft(campaign: Campaign, revision: int, by: int) -> SchemeVersion:
    """The draft, exactly as it was when its effect was looked at, counts from now on; the version before is retired.

    Refused where there is no draft, another revision of it, another version than the one it was begun on, where it
    changes nothing, and where it takes the leader's consent (``consent.py``).
    """
    campaign = take(Campaign, campaign.id)
    desk, scheme = next_of(campaign, revision)
    if takes_consent(desk.newest.version if desk.newest else 0, campaign.starts_on, today()):
        raise Refused(RankingAnswer.TAKES_CONSENT)
    db.session.delete(desk.draft)
    return adopt_read(campaign, desk, scheme, by)


def next_of(campaign: Campaign, revision: int) -> tuple[Desk, Scheme]:
    """Inside a verb: the draft of this revision as the campaign's next scheme, and what it is written from. Refused
    as ``publish_draft`` is."""
    desk = desk_of(campaign.id)
    if desk.draft is None:
        raise Refused(RankingAnswer.NO_DRAFT)
    if (desk.draft.revision, desk.draft.based_on) != (revision, _version(desk)):
        raise Refused(RankingAnswer.DRAFT_MOVED)
    scheme = _read(desk, json.loads(desk.draft.document))
    if _same(desk, scheme):
        raise Refused(RankingAnswer.DRAFT_SAME)
    return desk, scheme


@action
def drop_draft(campaign: Campaign, by: int) -> None:
    """Throw the draft away; what counts stays as it is."""
    campaign = take(Campaign, campaign.id)
    draft = desk_of(campaign.id).draft
    if draft is None:
        raise Refused(RankingAnswer.NO_DRAFT)
    db.session.delete(draft)
    announce(
        SchemeDraftDropped(
            ward_id=campaign.ward_id,
            subject_id=draft.id,
            by=by,
            before={"campaign": campaign.id, "revision": draft.revision},
            asked=draft.asked_by is not None,
        )
    )


def _version(desk: Desk) -> int:
    return desk.newest.version if desk.newest else 0


def _read(desk: Desk, document: dict) -> Scheme:
    """The document as the campaign's next version, of kinds that the campaign has."""
    version = _version(desk) + 1
    scheme = Scheme.from_json({**document, "version": version} if isinstance(document, dict) else document)
    if not adds_up(scheme):
        raise SchemeError("collective.weight_total", Flaw.NOT_ONE)
    known = {kind.code for kind in desk.kinds}
    for code in scheme.points_per_unit:
        if code not in known:
            raise SchemeError(f"points_per_unit.{code}", Flaw.UNKNOWN_KIND)
    return scheme


def _same(desk: Desk, scheme: Scheme) -> bool:
    newest = desk.newest
    return newest is not None and written({**scheme.to_json(), "version": newest.version}) == newest.document


def adopt_read(
    campaign: Campaign, desk: Desk, scheme: Scheme, by: int | None, reason: str = "", agreed_by: int | None = None
) -> SchemeVersion:
    """Inside a verb: this scheme counts from now on."""
    if _same(desk, scheme):
        return desk.newest
    adopted = SchemeVersion(
        ward_id=campaign.ward_id,
        campaign_id=campaign.id,
        version=scheme.version,
        document=written(scheme.to_json()),
        made_at=now(),
        made_by=by,
        reason=reason,
        agreed_by=agreed_by,
    )
    db.session.add(adopted)
    db.session.flush()
    announce(
        SchemeAdopted(
            ward_id=campaign.ward_id,
            subject_id=adopted.id,
            by=by,
            after={
                "campaign": campaign.id,
                "version": scheme.version,
                "scheme": scheme.to_json(),
                **({"agreed_by": agreed_by} if agreed_by else {}),
            },
            reason=reason,
        )
    )
    return adopted
