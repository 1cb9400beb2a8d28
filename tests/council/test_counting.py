"""Quorum, majority and ties, counted by the site's own verbs."""

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import IntegrityError

from app.core.db import db
from app.council import actions
from app.council.models import CouncilSession, CouncilTally
from app.council.queries import minutes_of, proposed
from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.settings import Settings
from tests.conftest import on_sqlite
from tests.council.conftest import DAY, MEETS, PLACE, names, refused


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
    held.do("enter_written", held.member(gone), {held.line(cast.lan.name): "for"}, "CV 12", DAY, by=cast.tu)
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


@on_sqlite
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


def test_recusal_takes_a_name_out_of_the_list_vote_and_nobody_else(council, cast):
    held = council(Settings(vote_by="list"))
    held.come(*held.people)
    held.do("open_session")
    held.do("declare", held.item(cast.lan.name), "Là em gái tôi", by=cast.mai)
    held.do("open_ballot")
    lines = held.live.lines
    alone = [held.item(one.name) for one in (cast.lan, cast.binh, cast.minh)]
    assert [line.item_id for line in lines] == [None, *alone]
    assert held.live.about(lines[0]) == [held.item(cast.team1.name)]
    assert refused(held.vote, cast.mai, lan="for") is Answer.RECUSED
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    tallies = {line.item_id: line.CouncilTally for line in held.live.lines}
    assert (tallies[None].in_favour, tallies[None].denominator) == (5, 5)
    assert (tallies[alone[0]].in_favour, tallies[alone[0]].denominator) == (4, 4)


@on_sqlite
def test_majority_missed_by_the_list_is_voted_on_name_by_name(council, cast):
    held = council(Settings(vote_by="list")).balloted()
    assert refused(held.do, "open_one_by_one") is Answer.BALLOT_OPEN
    for person in held.people:
        held.vote(person, everything="for")
    for person in held.people[:2]:
        held.do("vote", {held.line(""): "against"}, by=person)
    held.do("close_ballot")
    assert held.live.fallen_together == [held.item(cast.team1.name), held.item(cast.lan.name)]
    held.do("open_one_by_one")
    assert held.live.fallen_together and not held.live.unvoted, "until it is counted the list has not passed"
    for person in held.people:
        held.vote(person, lan="for")
        held.do("vote", {held.line(cast.team1.name): "against"}, by=person)
    held.do("close_ballot")
    assert held.live.fallen_together == []
    assert refused(held.do, "open_one_by_one") is Answer.NOTHING_NEW
    held.do("open_run_off", "individuals")
    for person in held.people:
        held.vote(person, binh="for", minh="against")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.lan.name, cast.binh.name]


def test_tie_more_votes_win(council, cast):
    held = council().balloted()
    for person in held.people:
        held.vote(person, everything="for")
    held.vote(cast.mai, binh="abstain")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name, cast.minh.name]


@on_sqlite
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
    for number, person in enumerate(held.people):
        held.vote(person, **{("minh", "binh")[number % 2]: "for"} if number < 4 else {"minh": "abstain"})
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


def test_tie_run_off_is_won_below_the_majority_by_more_votes(council, cast):
    held = council().balloted()
    for person in held.people:
        held.vote(person, everything="for")
    held.do("close_ballot")
    held.do("open_run_off", "individuals")
    for number, person in enumerate(held.people):
        held.vote(person, minh="for" if number < 3 else "against", binh="against" if number < 3 else "for")
    held.do("close_ballot")
    held.do("close_session")
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name, cast.minh.name], "3 to 2 of 5"


def test_tie_after_the_run_off_may_leave_the_place_empty(council, cast):
    held = council().balloted()
    for choice in ("for", "abstain"):
        for person in held.people:
            held.vote(person, everything=choice)
        held.do("close_ballot")
        assert refused(held.vote, cast.mai, everything="for") is Answer.NO_BALLOT
        if held.live.lines[-1].number == 1:
            held.do("open_run_off", "individuals")
    with pytest.raises(actions.NotYet) as found:
        held.do("close_session")
    assert found.value.reason is Answer.LEFT_EMPTY, "two passed for this place"
    held.do("explain", held.item(cast.minh.name), "Hội đồng để dành chỗ cho đợt sau", others=True)
    held.do("close_session")
    reasons = {one.name: (one.departure, one.equal) for one in minutes_of(held.round.id).items if one.departure}
    assert set(reasons) == {cast.minh.name, cast.binh.name} and ("Hội đồng để dành chỗ cho đợt sau", True) in (
        reasons.values()
    )
    assert names(held, proposed(held.round.id)) == [cast.team1.name, cast.lan.name]
