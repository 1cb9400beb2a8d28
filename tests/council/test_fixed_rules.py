"""The rules of a round: within bounds, fixed when its list is locked, and never changed by one alone."""

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from app.core.db import db
from app.core.policy import Reach
from app.council import actions
from app.council.models import CouncilRuleChange, CouncilSettings, ProcedureRequest
from app.council.queries import minutes_of
from app.council.queries.heads import NAMES
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from app.decisions.actions import decide
from app.decisions.rules import DecisionAnswer
from app.messages.models import Message
from tests.cast import GROUND
from tests.council.conftest import lock_a_round, refused, without_a_session
from tests.council.test_insider import BEFORE

LOW = [{"quorum_percent": 1}, {"quorum_percent": 49}, {"pass_percent": 50}, {"pass_percent": 40}]


@pytest.mark.parametrize("wanted", LOW)
def test_rules_below_one_half_are_refused(room, cast, wanted):
    lock_a_round(cast)
    change = (cast.campaign.id, Settings(**wanted), cast.tu.id, "Theo quy chế")
    assert refused(actions.change_settings, *change) is Answer.BOUNDS
    least = Settings(quorum_percent=50, pass_percent=51)
    actions.change_settings(cast.campaign.id, least, cast.tu.id, "Theo quy chế")
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSettings).values(**wanted))


def test_after_the_locking_a_change_of_rules_takes_a_reason_and_goes_to_all(council, cast):
    held = council(individuals=1)
    wanted = Settings(pass_percent=60, ballot="secret")
    assert refused(actions.change_settings, cast.campaign.id, wanted, cast.tu.id) is Answer.NO_CHANGE_REASON
    assert refused(actions.change_settings, cast.campaign.id, wanted, cast.tu.id, " ") is Answer.NO_CHANGE_REASON
    actions.change_settings(cast.campaign.id, wanted, cast.tu.id, "Tỉnh hướng dẫn")
    told = db.session.query(Message).filter_by(kind="council.settings_changed").all()
    assert {row.user_id for row in told} == {one.id for one in held.people} - {cast.tu.id}
    assert {row.data["reason"] for row in told} == {"Tỉnh hướng dẫn"}
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSettings).values(pass_percent=90, changed_at=BEFORE))
    db.session.rollback()
    held.opened()
    held.do("open_ballot")
    for n, person in enumerate(held.people):
        held.vote(person, everything="for", token=f"t{n}")
    held.do("close_ballot")
    held.do("close_session")
    (change,) = minutes_of(held.round.id, whole=True).rule_changes
    assert (change.by, change.reason) == (cast.tu.name, "Tỉnh hướng dẫn")
    assert set(change.what) == {("pass_percent", 70, 60), ("ballot", "open", "secret")}


def test_the_simplified_procedure_asks_for_its_legal_ground(room, cast):
    lock_a_round(cast)
    change = (cast.campaign.id, Settings(procedure="simple"), cast.tu.id, "Không họp được")
    assert refused(actions.change_settings, *change) is Answer.NO_GROUND
    without_a_session(cast)
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSettings).values(legal_ground=" "))


def test_a_locked_round_goes_without_a_session_only_if_two_people_want_it(room, cast):
    """Sơn leads and would decide alone: until the clerk agrees, nothing changes, and all are told."""
    lock_a_round(cast)
    simple, ward = Settings(procedure="simple", legal_ground=GROUND), Reach(wards=frozenset({cast.cua_nam.id}))
    change = (cast.campaign.id, simple, cast.son.id, "Không họp được")
    asked = actions.change_settings(*change).id
    assert refused(actions.change_settings, *change) is Answer.ASKED_ALREADY
    assert refused(decide, cast.campaign.id, {}, cast.son.id) is DecisionAnswer.NO_PROPOSAL
    assert refused(actions.answer_procedure, asked, True, cast.son.id, ward) is Answer.NOT_ALONE
    with pytest.raises(LookupError):
        actions.answer_procedure(asked, True, cast.phuc.id, Reach(wards=frozenset({cast.kien_hung.id})))
    told = db.session.query(Message).filter_by(kind="council.procedure_asked")
    assert {row.user_id for row in told} == {cast.tu.id, cast.mai.id, cast.hoa.id}
    forged = {"procedure": "simple", "legal_ground": GROUND, "changed_by": cast.son.id, "changed_at": BEFORE}
    row = {name: getattr(Settings(), name) for name in NAMES} | forged
    with pytest.raises(IntegrityError):
        db.session.execute(insert(CouncilSettings).values(round_id=1, ward_id=cast.cua_nam.id, **row))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        own = {"answer": "granted", "answered_by": cast.son.id, "answered_at": BEFORE}
        db.session.execute(update(ProcedureRequest).values(own))
    db.session.rollback()
    actions.answer_procedure(asked, True, cast.tu.id, ward)
    assert refused(actions.answer_procedure, asked, True, cast.tu.id, ward) is Answer.ANSWERED
    assert db.session.query(Message).filter_by(kind="council.settings_changed").count() == 3
    assert db.session.query(CouncilRuleChange).one().by == cast.son.id
    assert decide(cast.campaign.id, {}, cast.son.id).basis == "locked_list"


def test_before_the_locking_it_takes_two_as_well(room, cast):
    """Or whoever leads would leave out the council, choose, lock and decide, all alone."""
    simple, ward = Settings(procedure="simple", legal_ground=GROUND), Reach(wards=frozenset({cast.cua_nam.id}))

    def ask():
        assert refused(actions.change_settings, cast.campaign.id, simple, cast.son.id) is Answer.NO_REASON_WITHOUT
        asked.append(actions.change_settings(cast.campaign.id, simple, cast.son.id, "Không họp được").id)

    asked = []
    lock_a_round(cast, before_locking=ask)
    assert refused(decide, cast.campaign.id, {}, cast.son.id) is DecisionAnswer.NO_PROPOSAL
    assert refused(actions.answer_procedure, asked[0], True, cast.son.id, ward) is Answer.NOT_ALONE
    actions.answer_procedure(asked[0], True, cast.tu.id, ward)
    assert decide(cast.campaign.id, {}, cast.son.id).basis == "locked_list"


def test_who_asked_takes_it_back_and_a_no_lets_it_be_asked_again(room, cast):
    lock_a_round(cast)
    simple, ward = Settings(procedure="simple", legal_ground=GROUND), Reach(wards=frozenset({cast.cua_nam.id}))
    for by, answer in ((cast.son, "withdrawn"), (cast.mai, "declined")):
        asked = actions.change_settings(cast.campaign.id, simple, cast.son.id, "Không họp được")
        assert actions.answer_procedure(asked.id, False, by.id, ward).answer == answer
    declined = db.session.query(Message).filter_by(kind="council.procedure_declined").one()
    assert declined.user_id == cast.son.id
    assert db.session.query(CouncilRuleChange).count() == 0


def test_before_the_locking_rules_change_without_a_reason(room, cast):
    wanted = Settings(pass_percent=60)
    lock_a_round(cast, before_locking=lambda: actions.change_settings(cast.campaign.id, wanted, cast.tu.id))
    assert db.session.query(CouncilRuleChange).count() == 0
    assert db.session.query(Message).filter_by(kind="council.settings_changed").count() == 0
