"""A new scheme while its campaign runs: asked for with a reason, agreed to by the leader, told to all ranked."""

from app.campaigns.models import Campaign
from app.core.clock import now, today
from app.core.db import action, db, take
from app.core.events import announce
from app.core.policy import Role
from app.core.reasons import Refused
from app.people.queries import people_with
from app.ranking.events import SchemeAgreed, SchemeAsked, SchemeDeclined
from app.ranking.models import SchemeDraft, SchemeVersion
from app.ranking.queries import Trial, desk_of, trial
from app.ranking.rules.answers import RankingAnswer

from .schemes import adopt_read, next_of


@action
def ask_consent(campaign: Campaign, revision: int, reason: str, by: int) -> SchemeDraft:
    """Ask the leader to agree to the draft as it was looked at.

    Refused as ``publish_draft`` is, without a reason, and where nobody else leads the ward. Asked again it stands as
    it was asked last.
    """
    if not reason:
        raise Refused(RankingAnswer.REASON_SCHEME)
    campaign = take(Campaign, campaign.id)
    draft = next_of(campaign, revision)[0].draft
    leaders = people_with(Role.WARD_LEADER, campaign.ward_id, today()) - {by, draft.saved_by}
    if not leaders:
        raise Refused(RankingAnswer.NO_LEADER)
    draft.reason, draft.asked_by, draft.asked_at = reason, by, now()
    db.session.flush()
    more = {"slug": campaign.slug, "leaders": tuple(sorted(leaders))}
    announce(SchemeAsked(**_facts(campaign, draft), by=by, reason=reason, **more))
    return draft


@action
def agree_to_scheme(campaign: Campaign, revision: int, by: int) -> SchemeVersion:
    """The draft counts from now on, and everybody who is ranked is told their place before and after. Refused to who
    wrote it or asked for it, and where nobody asks any more."""
    campaign = take(Campaign, campaign.id)
    draft = _asked(campaign, revision)
    if by in (draft.asked_by, draft.saved_by):
        raise Refused(RankingAnswer.OWN_SCHEME)
    desk, scheme = next_of(campaign, revision)
    found = trial(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
    facts, reason, asked_by = _facts(campaign, draft), draft.reason, draft.asked_by
    db.session.delete(draft)
    made = adopt_read(campaign, desk, scheme, asked_by, reason, by)
    announce(SchemeAgreed(**facts, by=by, reason=reason, slug=campaign.slug, places=_places(found)))
    return made


def _places(found: Trial) -> tuple:
    before, after = found.live.outcome, found.tried.outcome

    def moved(board: str) -> list[tuple[int, int, int]]:
        old = {one.subject_id: one.rank or 0 for one in getattr(before, board)}
        return [(one.subject_id, old.get(one.subject_id, 0), one.rank or 0) for one in getattr(after, board)]

    people = tuple((subject, None, *places) for subject, *places in moved("individuals"))
    return people + tuple((None, subject, *places) for subject, *places in moved("collectives"))


@action
def decline_scheme(campaign: Campaign, revision: int, reason: str, by: int) -> None:
    """The draft stays one; whoever asked hears why."""
    campaign = take(Campaign, campaign.id)
    if not reason:
        raise Refused(RankingAnswer.REASON_DECLINED)
    draft = _asked(campaign, revision)
    facts, asked_by = _facts(campaign, draft), draft.asked_by
    draft.reason, draft.asked_by, draft.asked_at = "", None, None
    db.session.flush()
    facts["after"]["asked_by"] = asked_by
    announce(SchemeDeclined(**facts, by=by, reason=reason))


def _asked(campaign: Campaign, revision: int) -> SchemeDraft:
    draft = desk_of(campaign.id).draft
    if draft is None or draft.asked_by is None or draft.revision != revision:
        raise Refused(RankingAnswer.NOT_ASKED)
    return draft


def _facts(campaign: Campaign, draft: SchemeDraft) -> dict:
    after = {"campaign": campaign.id, "revision": draft.revision}
    return {"ward_id": campaign.ward_id, "subject_id": draft.id, "after": after}
