"""A new scheme in a running campaign: a reason, the leader's consent, and everybody ranked hears what it changed."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from app.audit.queries import broken_links
from app.core.clock import now
from app.core.db import db
from app.core.policy import Role
from app.core.reasons import Refused
from app.messages.models import Message
from app.people.actions import end_role, grant_role
from app.people.models import Grant, User
from app.ranking.actions import agree_to_scheme, ask_consent, decline_scheme, publish_draft, save_draft
from app.ranking.models import SchemeDraft, SchemeVersion
from app.ranking.queries import live_ranking
from app.ranking.rules import Scheme, takes_consent
from app.ranking.rules.answers import RankingAnswer
from tests.ranking.makers import adopt, campaign_of, scheme_document, some_logs

WHY = "Nghị quyết mới của Đảng ủy"


@pytest.fixture
def draft(room, cast):
    """A place takes two days: Lan alone keeps hers."""
    adopt(cast)
    some_logs(cast)
    return save_draft(campaign_of(cast), scheme_document(2), 0, by=cast.an.id)


def refused(reason, verb, *args):
    with pytest.raises(Refused) as caught:
        verb(*args)
    assert caught.value.reason is reason


def places(cast, board="individuals"):
    campaign = campaign_of(cast)
    outcome = live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on).outcome
    return {one.subject_id: one.rank or 0 for one in getattr(outcome, board)}


def versions():
    return [(one.version, one.made_by, one.agreed_by, one.reason) for one in db.session.query(SchemeVersion)]


def test_when_consent_is_needed(room, cast):
    campaign = campaign_of(cast)
    first, day = campaign.starts_on, campaign.starts_on
    assert not takes_consent(0, first, day), "nothing counts yet"
    assert not takes_consent(1, first, first.replace(day=30)), "nobody has worked by it"
    assert takes_consent(1, first, day)


def test_nobody_alone_changes_what_counts(cast, draft):
    campaign = campaign_of(cast)
    before = versions()
    refused(RankingAnswer.TAKES_CONSENT, publish_draft, campaign, 1, cast.an.id)
    refused(RankingAnswer.NOT_ASKED, agree_to_scheme, campaign, 1, cast.son.id)
    refused(RankingAnswer.REASON_SCHEME, ask_consent, campaign, 1, "", cast.an.id)
    ask_consent(campaign, 1, WHY, cast.an.id)
    refused(RankingAnswer.OWN_SCHEME, agree_to_scheme, campaign, 1, cast.an.id)
    for reason, agreed in ((WHY, None), (WHY, cast.an.id), ("", cast.son.id)):
        db.session.add(
            SchemeVersion(
                ward_id=campaign.ward_id,
                campaign_id=campaign.id,
                version=2,
                document=json.dumps(scheme_document()),
                made_at=now(),
                made_by=cast.an.id,
                reason=reason,
                agreed_by=agreed,
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
    assert versions() == before


def test_who_writes_the_draft_does_not_agree_to_what_another_asks(cast, draft):
    """Sơn, the leader, is an administrator too, and writes the draft that An asks for."""
    grant_role(db.session.get(User, cast.son.id), Role.ADMINISTRATOR, by=None, ward_id=cast.cua_nam.id)
    campaign = campaign_of(cast)
    save_draft(campaign, scheme_document(points_per_hour="9"), 1, by=cast.son.id)
    refused(RankingAnswer.NO_LEADER, ask_consent, campaign, 2, WHY, cast.an.id)


def test_everybody_ranked_hears_their_place_before_and_after(cast, draft):
    before, teams_before = places(cast), places(cast, "collectives")
    ask_consent(campaign_of(cast), 1, WHY, cast.an.id)
    asked = db.session.query(Message).filter_by(kind="scheme.asked").one()
    assert (asked.user_id, asked.url) == (cast.son.id, f"/ranking/scheme/consent?campaign={cast.campaign.name}")
    agree_to_scheme(campaign_of(cast), 1, cast.son.id)
    after, teams_after = places(cast), places(cast, "collectives")
    assert before != after
    told = {one.user_id: one.data for one in db.session.query(Message).filter_by(kind="scheme.changed")}
    assert {user: (data["before"], data["now"]) for user, data in told.items()} == {
        user: (before[user], after[user]) for user in after
    }
    assert {data["reason"] for data in told.values()} == {WHY}
    (leader,) = db.session.query(Message).filter_by(kind="scheme.changed_team")
    assert leader.user_id == cast.minh.id
    assert leader.data["before"] == teams_before[cast.team1.id] and leader.data["now"] == teams_after[cast.team1.id]
    assert versions()[-1] == (2, cast.an.id, cast.son.id, WHY)
    assert db.session.query(Message.ends_at).filter_by(kind="scheme.asked").scalar() is not None
    assert db.session.query(SchemeDraft).count() == 0
    assert broken_links()[1] == []


def test_a_no_is_told_with_its_reason_and_another_draft_ends_the_question(cast, draft):
    campaign = campaign_of(cast)
    ask_consent(campaign, 1, WHY, cast.an.id)
    refused(RankingAnswer.REASON_DECLINED, decline_scheme, campaign, 1, "", cast.son.id)
    decline_scheme(campaign, 1, "Chờ hết đợt", cast.son.id)
    told = db.session.query(Message).filter_by(kind="scheme.declined").one()
    assert (told.user_id, told.data["reason"]) == (cast.an.id, "Chờ hết đợt")
    refused(RankingAnswer.NOT_ASKED, agree_to_scheme, campaign, 1, cast.son.id)
    ask_consent(campaign, 1, WHY, cast.an.id)
    save_draft(campaign, scheme_document(points_per_hour="99"), 1, by=cast.an.id)
    refused(RankingAnswer.NOT_ASKED, agree_to_scheme, campaign, 1, cast.son.id)
    refused(RankingAnswer.NOT_ASKED, agree_to_scheme, campaign, 2, cast.son.id)


def test_a_ward_without_a_leader_is_told_what_to_do(cast, draft):
    grant = db.session.query(Grant).filter_by(user_id=cast.son.id, role="ward_leader").one()
    end_role(grant, by=cast.quan.id)
    refused(RankingAnswer.NO_LEADER, ask_consent, campaign_of(cast), 1, WHY, cast.an.id)


@pytest.mark.parametrize(("total", "per_head"), [("0.7", "0.5"), ("0.5", "0.499999"), ("1", "1"), ("0", "0")])
def test_weights_that_do_not_add_up_are_kept_out_of_the_database(room, cast, total, per_head):
    document = scheme_document()
    document["collective"] |= {"weight_total": total, "weight_per_head": per_head}
    Scheme.from_json(document)  # what counted once can still be read
    campaign = campaign_of(cast)
    row = {"ward_id": campaign.ward_id, "campaign_id": campaign.id, "version": 1, "made_at": now()}
    db.session.add(SchemeVersion(**row, document=json.dumps(document)))
    with pytest.raises(IntegrityError):
        db.session.flush()
