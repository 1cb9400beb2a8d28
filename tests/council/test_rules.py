"""Quorum, majority, ties, recusal: the whole arithmetic of a session, without a database."""

from datetime import date
from fractions import Fraction

import pytest

from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.attendance import may_take_attendance
from app.council.rules.ballots import may_close_ballot, may_enter, may_vote
from app.council.rules.calling import fit_members, may_call
from app.council.rules.conflicts import (
    ASKED,
    NOTED,
    OWN_TEAM,
    RECUSED,
    Candidate,
    Voter,
    conflicts,
    family_name,
    household_names,
)
from app.council.rules.counting import denominator, needed, reached, tally
from app.council.rules.ending import may_fail, obstacles
from app.council.rules.meeting import Meeting, Seat, may_open
from app.council.rules.settings import DEFAULTS, Settings
from tests.cast import GROUND

SEVEN = range(1, 8)


def meeting(here=7, of=7, state="open", **more):
    """Members 1 (chair), 2 (secretary), 3 and so on, the first of them present; user ids are ten times as much."""
    duties = {1: "chair", 2: "secretary"}
    seats = tuple(Seat(n, n * 10, duties.get(n, "member"), "present" if n <= here else "") for n in range(1, of + 1))
    return Meeting(state, more.pop("settings", DEFAULTS), seats, **more)


# Quorum


def test_quorum_is_the_smallest_whole_number_that_is_at_least_the_share():
    for percent in range(1, 101):
        for of in range(1, 60):
            exact = Fraction(percent * of, 100)
            assert needed(percent, of) == -(-exact.numerator // exact.denominator)
            assert reached(needed(percent, of), percent, of) and not reached(needed(percent, of) - 1, percent, of)


@pytest.mark.parametrize(("of", "least"), [(3, 3), (6, 5), (7, 5), (9, 7), (11, 8), (100, 67)])
def test_quorum_of_67_percent(of, least):
    assert needed(67, of) == least


def test_quorum_where_a_float_would_err():
    assert 0.29 * 100 > 28 and int(0.29 * 100) == 28, "the float that would let one in too few"
    assert needed(29, 100) == 29 and not reached(28, 29, 100)


def test_no_session_opens_without_its_quorum():
    assert may_open(meeting(here=4, state="called"), by=10) is Answer.NO_QUORUM
    assert may_open(meeting(here=5, state="called"), by=10) is Answer.YES
    assert meeting(here=4).facts == {"present": 4, "members": 7, "needed": 5, "waiting": 0}


def test_no_session_opens_by_another_than_its_chair_or_without_its_secretary():
    assert may_open(meeting(state="called"), by=20) is Answer.NOT_CHAIR
    away = (
        Seat(1, 10, "chair", "present"),
        Seat(2, 20, "secretary"),
        *(Seat(n, n * 10, "member", "present") for n in range(3, 9)),
    )
    assert may_open(Meeting("called", DEFAULTS, away), by=10) is Answer.CHAIR_AWAY
    assert may_open(meeting(state="open"), by=10) is Answer.NOT_CALLED


def test_quorum_lost_keeps_ballot_and_session_from_closing():
    lost = meeting(here=4, ballot=1)
    assert may_close_ballot(lost, 10, [1]) is Answer.NO_QUORUM
    assert (Answer.NO_QUORUM, lost.facts) in obstacles(lost, [], [], set())


def test_a_session_fails_only_without_quorum():
    assert may_fail(meeting(here=4, state="called"), by=20, may_call=False) is Answer.YES
    assert may_fail(meeting(here=5, state="called"), by=20, may_call=False) is Answer.QUORUM_REACHED
    assert may_fail(meeting(here=4, state="called"), by=30, may_call=False) is Answer.NOT_STAFF
    assert may_fail(meeting(here=4, state="called"), by=990, may_call=True) is Answer.YES
    assert may_fail(meeting(here=4, state="closed"), by=20, may_call=True) is Answer.ENDED


# Majority and denominators


@pytest.mark.parametrize(("of", "least"), [(7, 5), (9, 7), (10, 7), (11, 8), (17, 12)])
def test_majority_of_70_percent_of_all_members(of, least):
    assert not tally(["for"] * (least - 1), of, 70).passed
    counted = tally(["for"] * least, of, 70)
    assert counted.passed and counted.needed == least


def test_majority_an_abstention_is_no_vote_for_it():
    counted = tally(["for"] * 4 + ["abstain"] * 3, 7, 70)
    assert (counted.in_favour, counted.against, counted.abstained, counted.passed) == (4, 0, 3, False)
    with pytest.raises(ValueError):
        tally(["perhaps"], 7, 70)


def test_majority_nobody_of_nobody_is_none():
    assert not tally([], 0, 1).passed


def test_majority_denominator_all_members_counts_the_absent():
    assert denominator(DEFAULTS, SEVEN, {1, 2, 3, 4, 5}, {1, 2, 3}, ()) == 7


def test_majority_denominator_present_counts_whoever_takes_part():
    settings = Settings(denominator="present")
    assert denominator(settings, SEVEN, {1, 2, 3, 4, 5}, set(), ()) == 5
    assert denominator(settings, SEVEN, {1, 2, 3, 4}, {5, 6}, ()) == 6, "voted before leaving, or in writing"


def test_recusal_leaves_the_denominator_or_counts_like_no_vote():
    leaves, stays = Settings(recused_leave=True), Settings(recused_leave=False)
    assert denominator(leaves, SEVEN, SEVEN, (), {1, 2}) == 5
    assert denominator(stays, SEVEN, SEVEN, (), {1, 2}) == 7
    assert tally(["for"] * 4, 5, 70).passed and not tally(["for"] * 4, 7, 70).passed
    present = Settings(denominator="present")
    assert denominator(present, SEVEN, {1, 2, 3}, {4}, {1, 7}) == 3, "an absent recused one is not counted twice"


# Recusal


def test_recusal_from_oneself_and_ones_own_team_is_automatic():
    voters = [Voter(1, 10, "Nguyễn Thị Lan", frozenset({5})), Voter(2, 20, "Trần Văn Minh")]
    candidates = [
        Candidate(7, "individual", "Nguyễn Thị Lan", user_id=10),
        Candidate(8, "collective", "Tổ 5", team_id=5),
        Candidate(9, "individual", "Lê Bình", user_id=30),
    ]
    found = conflicts(voters, candidates)
    assert [(one.member_id, one.item_id, one.word) for one in found] == [(1, 7, RECUSED), (1, 8, RECUSED)]
    assert found[1].kind == OWN_TEAM


@pytest.mark.parametrize(
    ("household", "same"),
    [
        ("Hộ gia đình bà Nguyễn Thị A", True),
        ("Gia đình ông NGUYỄN Văn B", True),
        ("Hộ ông, bà Nguyễn Văn C", True),
        ("Gia đình ông Trần Văn E và bà Nguyễn Thị G", True),
        ("Gia đình anh Trần Văn D", False),
        ("Hộ", False),
    ],
)
def test_recusal_a_household_of_the_same_family_name_is_only_asked_about(household, same):
    found = conflicts([Voter(1, 10, "Nguyễn Thị Lan")], [Candidate(7, "household", household)])
    assert [one.word for one in found] == ([ASKED] if same else [])


def test_recusal_family_names_are_compared_composed_and_with_their_accents():
    assert household_names("Hộ bà Nguye\u0302\u0303n Thị A") == {family_name("Nguyễn Lan")}
    assert family_name("Vu Lan") not in household_names("Hộ bà Vũ Thị A")
    assert household_names("") == set() and not conflicts([Voter(1, 10, "")], [Candidate(7, "household", "")])


def test_recusal_who_proposed_a_candidate_is_asked():
    found = conflicts([Voter(1, 10, "Vũ Hoa")], [Candidate(7, "individual", "X", proposers=frozenset({10}))])
    assert [(one.kind, one.word) for one in found] == [("proposed", ASKED)]


def test_recusal_a_recused_member_does_not_vote_and_an_asked_one_answers_first():
    for word, answer in ((RECUSED, Answer.RECUSED), (ASKED, Answer.ANSWER_FIRST), (NOTED, Answer.YES)):
        now = meeting(conflicts={(3, 7): word}, ballot=1)
        assert may_vote(now, now.seats[2], [7], closed=False, written=False) is answer
        assert may_vote(now, now.seats[3], [7], closed=False, written=False) is Answer.YES
    assert meeting(conflicts={(3, 7): RECUSED, (4, 8): RECUSED}).recused([7, 9]) == {3}


def test_recusal_from_one_name_is_recusal_from_the_list_as_a_whole():
    now = meeting(conflicts={(3, 7): RECUSED}, ballot=1)
    assert may_vote(now, now.seats[2], [5, 6, 7], closed=False, written=False) is Answer.RECUSED


def test_recusal_question_without_answer_keeps_ballot_and_session_from_closing():
    now = meeting(conflicts={(3, 7): ASKED}, ballot=1)
    assert may_close_ballot(now, 10, [7]) is Answer.QUESTIONS
    assert may_close_ballot(now, 10, [8]) is Answer.YES
    assert (Answer.QUESTIONS, {"count": 1}) in obstacles(meeting(conflicts={(3, 7): ASKED}), [], [], set())


# Who votes


def test_votes_of_strangers_of_the_absent_and_after_the_end_are_refused():
    now = meeting(here=5, ballot=1)
    here, away = now.seats[0], now.seats[6]
    assert may_vote(now, None, [7], False, False) is Answer.NOT_MEMBER
    assert may_vote(now, here, [7], True, False) is Answer.BALLOT_CLOSED
    assert may_vote(now, away, [7], False, False) is Answer.NOT_PRESENT
    assert may_vote(now, away, [7], False, written=True) is Answer.YES
    no_writing = meeting(here=5, ballot=1, settings=Settings(absent_by_writing=False))
    assert may_vote(no_writing, no_writing.seats[6], [7], False, written=True) is Answer.NO_WRITING
    assert may_vote(meeting(state="closed"), here, [7], False, False) is Answer.ENDED
    assert may_vote(meeting(state="called"), here, [7], False, False) is Answer.NOT_OPEN


def test_written_opinions_are_entered_by_the_secretary_in_open_ballots_only():
    now = meeting(here=5, ballot=1)
    assert may_enter(now, 20, now.seats[6], "CV 12") is Answer.YES
    assert may_enter(now, 20, now.seats[6], "") is Answer.NO_REFERENCE
    assert may_enter(now, 30, now.seats[6], "CV 12") is Answer.NOT_SECRETARY
    assert may_enter(now, 20, now.seats[3], "CV 12") is Answer.IS_PRESENT
    secret = meeting(here=5, ballot=1, settings=Settings(ballot="secret"))
    assert may_enter(secret, 20, secret.seats[6], "CV 12") is Answer.OPEN_ONLY


def test_attendance_is_taken_by_chair_secretary_or_oneself():
    now = meeting(state="called")
    assert may_take_attendance(now, 70, 7) is Answer.YES
    assert may_take_attendance(now, 70, 6) is Answer.NOT_STAFF
    assert may_take_attendance(now, 20, 6) is may_take_attendance(now, 10, 6) is Answer.YES
    assert may_take_attendance(now, 990, 6) is Answer.NOT_MEMBER
    assert may_take_attendance(meeting(state="failed"), 20, 6) is Answer.ENDED


def test_a_session_is_called_on_a_locked_list_once_and_not_for_yesterday():
    day = date(2025, 9, 20)
    assert may_call(DEFAULTS, True, False, day, day) is Answer.YES
    assert may_call(DEFAULTS, False, False, day, day) is Answer.NOT_LOCKED
    assert may_call(DEFAULTS, True, True, day, day) is Answer.CALLED_ALREADY
    assert may_call(DEFAULTS, True, False, date(2025, 9, 19), day) is Answer.PAST
    assert may_call(Settings(procedure="simple", legal_ground=GROUND), True, False, day, day) is Answer.SIMPLE


def test_a_session_has_one_chair_and_one_secretary():
    assert fit_members(["chair", "secretary", "member"]) is Answer.YES
    assert fit_members(["chair", "secretary"]) is Answer.TOO_FEW
    for duties in (["chair", "chair", "secretary"], ["chair", "member", "member"], ["secretary", "member", "member"]):
        assert fit_members(duties) is Answer.TWO_DUTIES
