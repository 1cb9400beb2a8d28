"""A session from its call to its result: quorum, majority, ties, recusals, and what is refused on the way."""

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.awards.actions import choose, propose_new
from app.awards.actions.proposals import Who
from app.core.db import action, db
from app.core.policy import Reach
from app.core.reasons import Refused
from app.council import actions
from app.council.models import CouncilConflict, CouncilSession, CouncilSettings, CouncilTally, CouncilVote
from app.council.queries import council_of, minutes_of, proposed
from app.council.queries.candidates import addable
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import DEFAULTS, Settings
from app.decisions.actions import decide
from app.messages.models import Message
from app.ranking.actions import place_hold
from tests.council.conftest import MEETS, PLACE, lock_a_round


def refused(verb, *args, **more):
    with pytest.raises(Refused) as found:
        verb(*args, **more)
    return found.value.reason


def names(council, ids):
    found = {row.CouncilItem.nomination_id: row.CouncilItem.name for row in council.live.items}
    return [found[one] for one in ids]


# Rules and calling


def test_settings_are_the_rounds_until_a_session_opens(council, cast):
    held = council(Settings(pass_percent=80))
    assert held.live.settings.pass_percent == 80
    actions.change_settings(cast.campaign.id, Settings(pass_percent=60), by=cast.tu.id)
    held.opened()
    answer = refused(actions.change_settings, cast.campaign.id, DEFAULTS, by=cast.tu.id)
    assert answer is Answer.SETTINGS_FIXED
    assert held.live.settings.pass_percent == 60 and held.live.session.pass_percent == 60
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSettings).values(pass_percent=1))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSession).values(pass_percent=1))


@pytest.mark.parametrize("percent", [0, 101])
def test_settings_beyond_a_percentage_are_refused_by_the_database(room, cast, percent):
    lock_a_round(cast)
    with pytest.raises(IntegrityError):
        actions.change_settings(cast.campaign.id, Settings(quorum_percent=percent), by=cast.tu.id)


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
    actions.change_settings(cast.campaign.id, Settings(procedure="simple"), by=cast.tu.id)
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


# Quorum


def test_quorum_session_without_it_fails_and_another_one_is_called(council, cast):
    held = council()
    held.come(cast.son, cast.tu, cast.mai)
    assert refused(held.do, "open_session") is Answer.NO_QUORUM
    held.do("give_up", by=cast.tu)
    assert held.live.session.state == "failed"
    assert refused(held.do, "take_attendance", {None: "present"}) is Answer.ENDED
    members = [(one.id, "", duty) for one, duty in zip(held.people, ("chair", "secretary", "member"), strict=False)]
    second = actions.call_session(cast.campaign.id, MEETS, PLACE, members, cast.tu.id)
    assert second.number == 2
    with pytest.raises(IntegrityError):
        db.session.execute(update(CouncilSession).where(CouncilSession.id == held.id).values(state="called"))


def test_quorum_that_is_there_keeps_a_session_from_failing(council, cast):
    assert refused(council().come().do, "give_up") is Answer.QUORUM_REACHED


def test_quorum_lost_during_the_ballot_keeps_it_from_being_counted(council, cast):
    held = council().balloted()
    held.come(*held.others, word="left")
    assert refused(held.do, "close_ballot") is Answer.NO_QUORUM
    held.come(held.others[0])
    held.do("close_ballot")
    held.come(held.others[0], word="left")
    with pytest.raises(actions.NotYet) as found:
        held.do("close_session")
    assert found.value.reason is Answer.NO_QUORUM


def test_quorum_lost_for_good_ends_the_session_and_its_votes(council, cast):
    held = council(Settings(ballot="secret")).balloted()
    held.vote(cast.mai, lan="for", token="t")
    held.come(*held.others, word="left")
    held.do("give_up")
    assert db.session.scalar(text("SELECT count(*) FROM ballot_papers")) == 0
    assert db.session.query(CouncilTally).count() == 0
    assert proposed(held.round.id) is None


# Majority


def test_majority_of_all_members_counts_who_is_away_against(council, cast):
    held = council(individuals=1).balloted()
    for person in held.people[:3]:
        held.vote(person, everything="for")
    held.do("close_ballot")
    tally = held.live.lines[0].CouncilTally
    assert (tally.in_favour, tally.not_voted, tally.denominator, tally.passed) == (3, 2, 5, False)
    held.do("close_session")
    assert proposed(held.round.id) == ()


def test_majority_of_those_present_and_an_opinion_in_writing(council, cast):
    held = council(Settings(denominator="present", quorum_percent=60), individuals=1)
    held.come(*held.people[:3])
    held.do("open_session")
    held.do("open_ballot")
    for person in held.people[:2]:
        held.vote(person, everything="for")
    away, gone = held.others
    held.vote(away, lan="for", written=True)
    held.do("enter_written", held.member(gone), {held.line(cast.lan.name): "for"}, "CV 12", by=cast.tu)
    held.do("close_ballot")
    tallies = {line.item_id: line.CouncilTally for line in held.live.lines}
    lan, team = tallies[held.item(cast.lan.name)], tallies[held.item(cast.team1.name)]
    assert (lan.in_favour, lan.written, lan.denominator, lan.passed) == (4, 2, 5, True)
    assert (team.in_favour, team.written, team.denominator, team.passed) == (2, 0, 3, False)
    held.do("close_session")
    minutes = minutes_of(held.round.id)
    assert set(minutes.in_writing) == {away.name, gone.name} and set(minutes.absent) == {away.name, gone.name}
    said = {name: (choice, written, ref) for name, choice, written, ref in minutes.items[1].last.names}
    assert said[gone.name] == ("for", True, "CV 12") and said[cast.son.name] == ("for", False, "")


def test_majority_below_it_no_row_can_say_that_it_passed(council, cast):
    held = council().balloted()
    line = held.line(cast.lan.name)
    row = {"ward_id": cast.cua_nam.id, "session_id": held.id, "line_id": line, "written": 0, "pass_percent": 70}
    counts = {"in_favour": 3, "against": 2, "abstained": 0, "not_voted": 0, "denominator": 5}
    with pytest.raises(IntegrityError):
        db.session.execute(insert(CouncilTally).values(**row, **counts, passed=True))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(insert(CouncilTally).values(**row, **counts | {"denominator": 0}, passed=True))
    db.session.rollback()


def test_majority_by_list_is_one_vote_for_all_that_the_list_has_chosen(council, cast):
    held = council(Settings(vote_by="list")).balloted()
    lines = held.live.lines
    assert [line.item_id for line in lines] == [None, held.item(cast.binh.name), held.item(cast.minh.name)]
    for person in held.people:
        held.vote(person, everything="for")
    for person in held.people[:4]:
        held.vote(person, minh="against")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name, cast.binh.name]


# Ties


def test_tie_more_votes_win(council, cast):
    held = council().balloted()
    for person in held.people:
        held.vote(person, everything="for")
    held.vote(cast.mai, binh="abstain")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name, cast.minh.name]


def test_tie_goes_into_a_run_off_and_the_program_breaks_none(council, cast):
    held = council().balloted()
    for person in held.people:
        held.vote(person, everything="for")
    assert refused(held.vote, cast.mai, everything="for") is Answer.ALL_CAST
    assert refused(held.do, "open_run_off", "individuals") is Answer.NO_RUN_OFF, "nothing is counted yet"
    held.do("close_ballot")
    with pytest.raises(actions.NotYet) as found:
        held.do("close_session")
    assert found.value.reason is Answer.RUN_OFF_FIRST and cast.minh.name in found.value.facts["names"]
    held.do("open_run_off", "individuals")
    for person in held.people:
        held.vote(person, minh="for", binh="for")
    held.do("close_ballot")
    assert held.live.outcomes["individuals"].run_off_held
    held.do("open_run_off", "individuals")
    for person in held.people:
        held.vote(person, minh="for", binh="against")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name, cast.minh.name]
    minh = next(one for one in minutes_of(held.round.id).items if one.name == cast.minh.name)
    assert [count.run_off for count in minh.counts] == [False, True, True] and minh.tied


def test_tie_after_the_run_off_may_leave_the_place_empty(council, cast):
    held = council().balloted()
    for _ in range(2):
        for person in held.people:
            held.vote(person, everything="for")
        held.do("close_ballot")
        assert refused(held.vote, cast.mai, everything="for") is Answer.NO_BALLOT
        if held.live.lines[-1].number == 1:
            held.do("open_run_off", "individuals")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name]


# Recusal


def test_recusal_of_oneself_and_ones_team_is_automatic_and_minuted(council, cast):
    """Hoa stands in team 02 and is a candidate herself; both are on the list."""
    held = council(individuals=4, collectives=2, third=cast.hoa).balloted()
    found = {(row.kind, row.word) for row in held.live.conflicts}
    assert found == {("oneself", "recused"), ("own_team", "recused")}
    line = held.line(cast.hoa.name)
    assert refused(held.do, "vote", {line: "for"}, by=cast.hoa) is Answer.RECUSED
    with pytest.raises(IntegrityError):
        place = {
            "ward_id": cast.cua_nam.id,
            "session_id": held.id,
            "line_id": line,
            "member_id": held.member(cast.hoa),
        }
        db.session.execute(
            insert(CouncilVote).values(**place, choice="for", written=False, reference="", by=cast.hoa.id, at=MEETS)
        )
    db.session.rollback()
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    tally = next(one.CouncilTally for one in held.live.lines if one.id == line)
    assert (tally.in_favour, tally.denominator, tally.not_voted) == (4, 4, 0)
    held.do("close_session")
    kinds = {(one.member, one.candidate): one.kind for one in minutes_of(held.round.id).recusals}
    assert kinds == {(cast.hoa.name, cast.hoa.name): "oneself", (cast.hoa.name, cast.team2.name): "own_team"}


def test_recusal_a_household_of_ones_name_and_ones_own_proposal_are_asked_about(council, cast):
    """Mai's family name is Bùi; Hoa proposed the household."""

    def propose():
        who = Who("household", "Hộ gia đình bà Bùi Thị Tơ", "Tổ dân phố 3")
        household = propose_new(cast.campaign.id, who, "contribution", "Cho mượn nhà làm điểm hướng dẫn", cast.hoa.id)
        choose(cast.campaign.id, household.id, cast.son.id, "Đóng góp cụ thể")

    held = council(third=cast.hoa, households=1, before_locking=propose)
    members = [(cast.son.id, "", "chair"), (cast.hoa.id, "", "secretary"), (cast.mai.id, "", "member")]
    held.do("change_session", MEETS, PLACE, members, by=cast.tu)
    held.come(cast.son, cast.hoa, cast.mai)
    held.do("open_session")
    item = held.item("Bùi Thị Tơ")
    found = {row.member_id: (row.kind, row.word) for row in held.live.conflicts if row.item_id == item}
    assert found == {held.member(cast.mai): ("same_name", "asked"), held.member(cast.hoa): ("proposed", "asked")}


def test_what_is_on_hold_since_the_locking_is_not_voted_on(council, cast):
    held = council().come()
    place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "Đang xem xét", cast.son.id)
    live = held.do("open_session")
    assert live.held_back == 1 and cast.lan.name not in [row.CouncilItem.name for row in held.live.items]
    assert cast.lan.name not in [one.name for one in addable(held.round.id)]


def test_recusal_declared_after_voting_takes_the_vote_out_of_the_count(council, cast):
    held = council(Settings(recused_leave=False), individuals=1).balloted()
    for person in held.people:
        held.vote(person, everything="for")
    item = held.item(cast.lan.name)
    assert refused(held.do, "declare", item, "", by=cast.mai) is Answer.NO_REASON
    held.do("declare", item, "Em họ", by=cast.mai)
    assert refused(held.do, "declare", item, "Em họ", by=cast.mai) is Answer.RECUSED_ALREADY
    assert refused(held.do, "declare", item, "x", by=cast.hoa) is Answer.NOT_MEMBER
    held.do("close_ballot")
    tally = next(line.CouncilTally for line in held.live.lines if line.item_id == item)
    assert (tally.in_favour, tally.denominator) == (4, 5), "counted like no vote where the recused do not leave"
    assert refused(held.do, "declare", item, "x", by=cast.son) is Answer.COUNTED
    entry = db.session.query(Entry).filter_by(action="council.conflict_declared").one()
    assert "Em họ" not in f"{entry.before}{entry.after}{entry.reason}", "grounds may speak of a family"


def test_recusal_question_is_answered_by_the_member_or_the_chair(council, cast):
    held = council().opened()
    item = held.item(cast.lan.name)
    asked = _ask(held, cast, cast.mai, item)
    held.do("open_ballot")
    assert refused(held.vote, cast.mai, lan="for") is Answer.ANSWER_FIRST
    assert refused(held.do, "close_ballot") is Answer.QUESTIONS
    assert refused(held.do, "answer", asked, False, by=held.others[0]) is Answer.NOT_CHAIR
    held.do("answer", asked, False, by=cast.mai)
    assert refused(held.do, "answer", asked, True) is Answer.QUESTION_OVER
    held.vote(cast.mai, lan="for")
    other = _ask(held, cast, held.others[0], item)
    held.do("answer", other, True)
    assert refused(held.vote, held.others[0], lan="for") is Answer.RECUSED
    held.do("close_ballot")


@action
def _ask(held, cast, person, item):
    row = CouncilConflict(
        ward_id=cast.cua_nam.id,
        session_id=held.id,
        member_id=held.member(person),
        item_id=item,
        kind="same_name",
        word="asked",
        at=MEETS,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


# Votes


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
    held.vote(cast.mai, lan="for", written=True)
    held.come(cast.mai)
    held.vote(cast.mai, lan="against")
    assert held.live.cast[line][held.member(cast.mai)] == ("against", False, "")


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
    for name in (cast.minh.name, cast.binh.name):
        held.do("explain", held.item(name), "Vắng nhiều buổi")
    held.do("close_session")
    said = {one.name: one for one in minutes_of(held.round.id).items}
    assert said[cast.hoa.name].added and said[cast.hoa.name].proposed
    assert said[cast.minh.name].departure == "Vắng nhiều buổi"


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
    assert proposed(held.round.id) is None and council_of(held.round.id) is None and minutes_of(held.round.id) is None
    held.do("close_session")
    result = council_of(held.round.id)
    assert result.settings == DEFAULTS and set(result.presence.values()) == {"present"}
    assert list(result.ballots) == [1] and all(tally.passed for tally in result.tallies.values())
    minutes = minutes_of(held.round.id)
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
    actions.change_settings(cast.campaign.id, Settings(procedure="simple"), by=cast.tu.id)
    assert len(proposed(round_.id)) == 2, "Lan and team 01; who is tied was not chosen"
    decide(cast.campaign.id, {}, by=cast.son.id)
    assert refused(actions.change_settings, cast.campaign.id, DEFAULTS, by=cast.tu.id) is Answer.DECIDED
