"""A session is called, held and closed: its rules and its members, who may do what, what stays."""

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.core.db import db
from app.core.policy import Reach
from app.council import actions
from app.council.models import CouncilSession, CouncilSettings, CouncilVote
from app.council.queries import minutes_of, passed, proposed
from app.council.queries.candidates import addable
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import DEFAULTS, Settings
from app.decisions.actions import decide
from app.messages.models import Message
from tests.council.conftest import MEETS, PLACE, lock_a_round, refused, without_a_session


def test_settings_are_the_rounds_until_a_session_opens(council, cast):
    held = council(Settings(pass_percent=80))
    assert held.live.settings.pass_percent == 80
    actions.change_settings(cast.campaign.id, Settings(pass_percent=60), by=cast.tu.id, reason="Theo quy chế")
    held.opened()
    answer = refused(actions.change_settings, cast.campaign.id, DEFAULTS, by=cast.tu.id)
    assert answer is Answer.SETTINGS_FIXED
    assert held.live.settings.pass_percent == 60 and held.live.session.pass_percent == 60
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSettings).values(pass_percent=1))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSession).values(pass_percent=1))


@pytest.mark.parametrize("percent", [0, 49, 101])
def test_settings_beyond_a_percentage_are_refused_by_the_database(room, cast, percent):
    lock_a_round(cast)
    actions.change_settings(cast.campaign.id, Settings(quorum_percent=60), by=cast.tu.id, reason="Theo quy chế")
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSettings).values(quorum_percent=percent))


def test_calling_tells_the_members_and_only_one_session_stands(council, cast):
    held = council()
    told = db.session.query(Message).filter_by(kind="council.called").all()
    assert {row.user_id for row in told} == {one.id for one in held.people} - {cast.tu.id}
    assert told[0].url == f"/council/{held.id}" and told[0].data["place"] == PLACE
    members = [(one.id, "", duty) for one, duty in zip(held.people, ("chair", "secretary", "member"), strict=False)]
    again = (cast.campaign.id, MEETS, PLACE, members, cast.tu.id)
    assert refused(actions.call_session, *again) is Answer.CALLED_ALREADY
    columns = [column.name for column in CouncilSession.__table__.columns]
    copied = ", ".join("99" if name in ("id", "number") else name for name in columns)
    with pytest.raises(IntegrityError):
        db.session.execute(
            text(f"INSERT INTO council_sessions ({', '.join(columns)}) SELECT {copied} FROM council_sessions")
        )


def test_calling_asks_for_a_locked_list_and_for_people_who_may_sit_there(room, cast):
    members = [(cast.son.id, "", "chair"), (cast.tu.id, "", "secretary"), (cast.lan.id, "", "member")]
    call = (cast.campaign.id, MEETS, PLACE, members, cast.tu.id)
    assert refused(actions.call_session, *call) is Answer.NO_ROUND
    lock_a_round(cast)
    assert refused(actions.call_session, *call) is Answer.NOT_SEATED, "a volunteer is no member of the council"
    without_a_session(cast)
    assert refused(actions.call_session, *call) is Answer.SIMPLE


def test_another_ward_reaches_nothing(council, cast):
    held = council()
    elsewhere = Reach(wards=frozenset({cast.kien_hung.id}))
    with pytest.raises(LookupError):
        actions.vote(held.id, {1: "for"}, by=cast.phuc.id, reach=elsewhere)


def test_a_session_changes_until_somebody_came(council, cast):
    held = council()
    members = [
        (one.id, "Mới", duty) for one, duty in zip(held.people, ("secretary", "chair", "member"), strict=False)
    ]
    held.do("change_session", MEETS, "Hội trường", members, by=cast.tu)
    assert next((row.duty, row.post) for row in held.live.members) == ("chair", "Mới")
    assert len(held.live.members) == 3
    assert db.session.query(Message).filter_by(kind="council.changed").count() == 2
    held.come(cast.mai)
    assert refused(held.do, "change_session", MEETS, PLACE, members, by=cast.tu) is Answer.SOMEBODY_CAME


def test_votes_are_changeable_until_the_ballot_is_closed(council, cast):
    held = council(individuals=1).balloted()
    for choice in ("for", "against", "abstain"):
        held.vote(cast.mai, lan=choice)
    line = held.line(cast.lan.name)
    assert held.live.cast[line][held.member(cast.mai)].choice == "abstain"
    held.do("close_ballot")
    assert held.live.lines[1].CouncilTally.abstained == 1
    assert refused(held.do, "vote", {line: "for"}, by=cast.mai) is Answer.BALLOT_CLOSED
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE council_votes SET choice = 'for'"))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        member = held.member(cast.mai)
        place = {"ward_id": cast.cua_nam.id, "session_id": held.id, "line_id": line, "member_id": member}
        db.session.execute(
            insert(CouncilVote).values(**place, choice="for", written=False, reference="", by=cast.mai.id, at=MEETS)
        )
    db.session.rollback()


def test_votes_of_strangers_absentees_and_on_other_lines_are_refused(council, cast):
    held = council().balloted()
    line = held.line(cast.lan.name)
    assert refused(held.do, "vote", {line: "for"}, by=cast.hoa) is Answer.NOT_MEMBER
    assert refused(held.do, "vote", {line + 1000: "for"}, by=cast.mai) is Answer.NOT_ON_BALLOT
    assert refused(held.do, "vote", {}, by=cast.mai) is Answer.NOT_ON_BALLOT
    held.come(cast.mai, word="left")
    assert refused(held.vote, cast.mai, lan="for") is Answer.NOT_PRESENT
    assert refused(held.vote, cast.mai, lan="for", written=True) is Answer.BEEN_THERE
    held.come(cast.mai)
    held.vote(cast.mai, lan="against")
    assert held.live.cast[line][held.member(cast.mai)] == ("against", False, "", None)


def test_added_candidates_take_a_reason(council, cast):
    held = council(individuals=3, collectives=2).opened()
    assert refused(held.do, "add_item", 999999, "x") is Answer.NO_CANDIDATE
    hoa = next(one for one in _addable(held) if cast.hoa.name in one.name)
    assert refused(held.do, "add_item", hoa.nomination_id, "") is Answer.NO_REASON
    assert refused(held.do, "add_item", hoa.nomination_id, "x", by=cast.mai) is Answer.NOT_CHAIR


def _addable(held):
    return addable(held.round.id)


def test_departure_from_the_order_of_points_waits_for_its_reason(council, cast):
    held = council(individuals=2).opened()
    hoa = next(one for one in _addable(held) if cast.hoa.name in one.name)
    held.do("add_item", hoa.nomination_id, "Dẫn dắt đội tình nguyện")
    assert refused(held.do, "add_item", hoa.nomination_id, "x") is Answer.ON_AGENDA
    held.do("open_ballot")
    for person in held.people:
        held.vote(person, lan="for", minh="against", binh="against", hoa="for")
        held.vote(person, everything="for")
    held.do("close_ballot")
    with pytest.raises(actions.NotYet) as found:
        held.do("close_session")
    assert found.value.reason is Answer.UNEXPLAINED
    assert refused(held.do, "explain", held.item(cast.lan.name), "x") is Answer.NO_DEPARTURE
    held.do("explain", held.item(cast.minh.name), "Vắng nhiều buổi", others=True)
    held.do("explain", held.item(cast.binh.name), "Vắng cả hai đợt")
    held.do("close_session")
    said = {one.name: one for one in minutes_of(held.round.id).items}
    assert said[cast.hoa.name].added and said[cast.hoa.name].proposed
    assert said[cast.minh.name].departure == "Vắng nhiều buổi"
    assert said[cast.binh.name].departure == "Vắng cả hai đợt", "what is said of one alone counts for that one"


def test_chair_who_leaves_hands_over(council, cast):
    held = council().balloted()
    assert refused(held.do, "pass_duty", "chair", held.member(cast.mai), by=cast.mai) is Answer.NOT_CHAIR
    held.come(held.others[0], word="left")
    assert refused(held.do, "pass_duty", "chair", held.member(held.others[0])) is Answer.NOT_THERE
    held.do("pass_duty", "chair", held.member(cast.mai))
    held.come(cast.son, word="left")
    assert refused(held.do, "close_ballot") is Answer.NOT_CHAIR
    assert refused(held.do, "close_ballot", by=cast.mai) is Answer.NO_QUORUM
    held.come(held.others[0])
    held.do("close_ballot", by=cast.mai)
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE council_members SET duty = 'secretary'"))


def test_the_result_stays_and_says_who_was_there(council, cast):
    held = council(individuals=1).balloted()
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    held.do("write_discussion", "Nhất trí", by=cast.tu)
    assert passed(held.round.id) is None and minutes_of(held.round.id) is None
    held.do("close_session")
    assert passed(held.round.id) == (held.id, proposed(held.round.id))
    minutes = minutes_of(held.round.id)
    assert (minutes.quorum_percent, minutes.pass_percent) == (DEFAULTS.quorum_percent, DEFAULTS.pass_percent)
    assert {one.word for one in minutes.members} == {"present"}
    assert all(one.counts[0].ballot == 1 and one.last.passed for one in minutes.items)
    assert (minutes.chair, minutes.secretary, minutes.discussion) == (cast.son.name, cast.tu.name, "Nhất trí")
    assert (minutes.quorum_needed, minutes.present_at_opening, len(minutes.present)) == (4, 5, 5)
    assert len(minutes.proposed) == 2 and minutes.items[0].last.needed == 4
    for verb in ("open_ballot", "close_session"):
        assert refused(held.do, verb) is Answer.ENDED
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE council_sessions SET state = 'open'"))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE council_outcomes SET proposed = NOT proposed"))
    db.session.rollback()
    told = [
        entry.action for entry in db.session.query(Entry).order_by(Entry.id) if entry.action.startswith("council.")
    ]
    assert told[0] == "council.called" and told[-1] == "council.closed" and told.count("council.voted") == 5


def test_under_the_simplified_procedure_the_locked_list_is_proposed(room, cast):
    round_ = lock_a_round(cast)
    assert proposed(round_.id) is None
    without_a_session(cast)
    assert len(proposed(round_.id)) == 2, "Lan and team 01; who is tied was not chosen"
    decide(cast.campaign.id, {}, by=cast.son.id)
    assert refused(actions.change_settings, cast.campaign.id, DEFAULTS, by=cast.tu.id) is Answer.DECIDED
