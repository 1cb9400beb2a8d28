"""A decision is made once; what was decided stays, and a single award ends with a reason."""

import json
from collections import Counter

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import lock_list, open_round
from app.awards.models import Nomination, Round
from app.core import clock
from app.core.db import action, db
from app.core.policy import Role
from app.core.reasons import Refused
from app.decisions.actions import Against, decide, revoke_award
from app.decisions.models import AwardDecision, AwardLine, AwardRevocation
from app.decisions.queries import awards_of, decision_of, granted, holding
from app.decisions.rules import DecisionAnswer, mark_of
from app.exchange.actions import load_campaign
from app.people.actions import grant_role
from app.people.models import User
from app.ranking.actions import place_hold
from app.seeds.files import document
from tests.cast import MORNING
from tests.council.conftest import without_a_session
from tests.decisions import racers
from tests.papers.conftest import lock_a_round
from tests.ranking.makers import adopt, campaign_of
from tests.support.processes import at_once


def refused_with(call, *args) -> DecisionAnswer:
    with pytest.raises(Refused) as caught:
        call(*args)
    db.session.rollback()
    return caught.value.reason


def chosen(cast) -> tuple[int, int]:
    """The nominations of team 1 and of Lan."""
    ids = {row.name: row.id for row in db.session.query(Nomination.id, Nomination.name)}
    db.session.rollback()
    return ids[cast.team1.name], ids[cast.lan.name]


@pytest.fixture
def locked(room, cast, locked_round):
    return cast.campaign.id


def test_nothing_is_decided_before_the_list_is_locked(room, cast):
    assert refused_with(decide, cast.campaign.id, {}, cast.son.id) is DecisionAnswer.NO_ROUND
    adopt(cast)
    open_round(campaign_of(cast), None, {"individuals": 1, "collectives": 1}, by=cast.son.id)
    assert refused_with(decide, cast.campaign.id, {}, cast.son.id) is DecisionAnswer.NOT_LOCKED


def test_the_proposal_is_granted_in_the_order_of_the_papers(locked, cast):
    team, lan = chosen(cast)
    found = db.session.query(Round.id).scalar()
    assert granted(found) is None and decision_of(found) is None
    db.session.rollback()
    made = decide(locked, {}, cast.son.id, mark_of((team, lan)))
    assert granted(made.round_id) == holding(made.round_id) == (team, lan)
    found = decision_of(made.round_id)
    assert (found.decided_by, found.leader, found.decided_at) == (cast.son.id, cast.son.name, MORNING)
    assert db.session.query(Round.closed_at).scalar() == MORNING
    entry = db.session.query(Entry).filter_by(action="award.decided").one()
    assert json.loads(entry.after) == {
        "round": made.round_id,
        "basis": "locked_list",
        "awarded": [team, lan],
        "declined": [],
    }


def test_single_ones_are_declined_with_a_reason(locked, cast):
    team, lan = chosen(cast)
    with pytest.raises(Against) as caught:
        decide(locked, {lan: " "}, cast.son.id)
    assert caught.value.found == [(DecisionAnswer.NO_REASON, {"name": cast.lan.name})]
    assert refused_with(decide, locked, {0: "x"}, cast.son.id) is DecisionAnswer.NOT_PROPOSED
    assert refused_with(decide, locked, {}, cast.son.id, "0" * 16) is DecisionAnswer.MOVED
    made = decide(locked, {lan: "Xin rút"}, cast.son.id)
    assert granted(made.round_id) == (team,)
    assert [(one.granted, one.reason) for one in awards_of(made.round_id)] == [(True, ""), (False, "Xin rút")]
    entry = db.session.query(Entry).filter_by(action="award.declined").one()
    assert (entry.subject_id, entry.reason) == (lan, "Xin rút")
    assert refused_with(revoke_award, lan, "Khai sai", cast.son.id) is DecisionAnswer.NOT_GRANTED


def test_a_complaint_that_came_after_the_list_stands_in_the_way(locked, cast):
    _, lan = chosen(cast)
    place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "Có đơn", cast.son.id)
    assert refused_with(decide, locked, {}, cast.son.id) is DecisionAnswer.ON_HOLD
    decide(locked, {lan: "Đang xem xét đơn"}, cast.son.id)


def test_it_is_decided_once(locked, cast):
    decide(locked, {}, cast.son.id)
    assert refused_with(decide, locked, {}, cast.son.id) is DecisionAnswer.DECIDED
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(
                "INSERT INTO award_decisions (ward_id, round_id, basis, decided_at, decided_by) "
                "SELECT ward_id, round_id, basis, decided_at, decided_by FROM award_decisions"
            )
        )
    db.session.rollback()


def test_an_award_ends_once_whether_a_certificate_was_printed_or_not(locked, cast):
    made = decide(locked, {}, cast.son.id)
    team, lan = granted(made.round_id)
    assert refused_with(revoke_award, lan, "", cast.son.id) is DecisionAnswer.WHY
    revoke_award(lan, "Khai sai thành tích", cast.son.id)
    assert refused_with(revoke_award, lan, "Khai sai", cast.son.id) is DecisionAnswer.REVOKED
    assert holding(made.round_id) == (team,) and granted(made.round_id) == (team, lan), "history is kept"
    assert awards_of(made.round_id)[1].why == "Khai sai thành tích"
    assert db.session.query(Entry).filter_by(action="award.revoked").one().subject_id == lan


@pytest.mark.parametrize("table", [AwardDecision, AwardLine, AwardRevocation])
def test_what_was_decided_is_only_ever_added_to(locked, cast, table):
    made = decide(locked, {}, cast.son.id)
    revoke_award(granted(made.round_id)[0], "Khai sai", cast.son.id)
    for statement in (table.__table__.delete(), table.__table__.update().values(ward_id=made.ward_id)):
        with pytest.raises(IntegrityError, match="only ever added"):
            db.session.execute(statement)
        db.session.rollback()


def another(cast, slug: str) -> int:
    """A round of another campaign of the ward, locked with nobody on it; the campaign's id."""
    campaign = load_campaign(document("cua-nam-2025") | {"slug": slug}, cast.an.id)
    open_round(campaign, None, {"individuals": 0, "collectives": 0}, by=cast.son.id)
    without_a_session(cast, campaign.id)
    lock_list(campaign.id, cast.son.id)
    return campaign.id


def test_a_decision_speaks_of_its_own_round_and_ends_only_what_it_granted(locked, cast):
    _, lan = chosen(cast)
    other = decide(another(cast, "lan-2"), {}, cast.son.id)
    assert granted(other.round_id) == ()
    line = "INSERT INTO award_lines (ward_id, decision_id, nomination_id, position, granted, reason) VALUES "
    with pytest.raises(IntegrityError, match="its own round"):
        db.session.execute(text(f"{line} ({other.ward_id}, {other.id}, {lan}, 1, TRUE, '')"))
    db.session.rollback()
    decide(locked, {lan: "Xin rút"}, cast.son.id)
    with pytest.raises(IntegrityError, match="only what was granted"):
        db.session.execute(
            text(
                "INSERT INTO award_revocations (line_id, ward_id, reason, \"by\", at) SELECT id, ward_id, 'x', "
                f"{cast.son.id}, '2025-08-14 00:00:00' FROM award_lines WHERE nomination_id = {lan}"
            )
        )
    db.session.rollback()


@pytest.mark.race
def test_two_leaders_at_once_make_one_decision(app, cast, database, tmp_path):
    @action
    def second_leader():
        mai = db.session.get(User, cast.mai.id)
        grant_role(mai, Role.WARD_LEADER, by=None, ward_id=cast.cua_nam.id, starts_on=clock.today())

    with app.app_context():
        second_leader()
        lock_a_round(cast)
        campaigns = [cast.campaign.id, *(another(cast, f"lan-{n}") for n in range(2, 7))]
        db.session.remove()
        db.engine.dispose()
    args = (database[0], str(tmp_path), campaigns)
    told = at_once(racers.deciding, *((*args, by.id) for by in (cast.son, cast.mai)))
    turns = Counter(tuple(sorted(turn)) for turn in zip(*told, strict=True))
    assert turns == {("DECIDED", "decided"): len(campaigns)}
    with app.app_context():
        assert db.session.query(AwardDecision).count() == len(campaigns)
        assert db.session.query(AwardLine).count() == 2
        db.session.remove()
