"""Candidates beside the order, criteria, names that are the same, other lists, and what a list is made of."""

from dataclasses import replace
from datetime import date

import pytest

from app.awards.rules import (
    CHOSEN,
    COLLECTIVE,
    CRITERIA,
    HOUSEHOLD,
    INDIVIDUAL,
    STRUCK,
    Alike,
    AwardAnswer,
    Candidate,
    Criterion,
    Elsewhere,
    Known,
    Person,
    Team,
    Where,
    asked_about,
    bars_of,
    departs,
    elsewhere_of,
    is_alike,
    match,
    may_choose,
    may_propose,
    may_strike,
    may_withdraw,
    obstacles,
    somebody_else,
    table,
)

A, B, C = (Candidate(n, name, n) for n, name in ((1, "a"), (2, "b"), (3, "c")))
STRANGER = Candidate(9, "stranger", None, proposed=True)
FAMILY = Candidate(5, "family", None, proposed=True, apart=True)


def test_a_proposed_one_without_a_place_is_chosen_with_a_reason():
    board = table([A, B, STRANGER], 3)
    assert may_choose(board, 9, "") is AwardAnswer.REASON_PROPOSED
    assert may_choose(board, 9, "why") is AwardAnswer.YES and departs(board, 9, CHOSEN)
    assert may_strike(board, 9, "") is AwardAnswer.REASON_DECLINED
    assert may_strike(board, 9, "why") is AwardAnswer.YES and not departs(board, 9, STRUCK)
    assert may_choose(table([replace(STRANGER, proposed=False)], 1), 9, "why") is AwardAnswer.NOT_ELIGIBLE


def test_a_place_given_beside_the_order_is_one_that_striking_set_free():
    chosen = replace(STRANGER, verdict=CHOSEN, reason="why")
    board = table([replace(A, verdict=STRUCK, reason="no"), B, C, chosen], 2)
    assert [one.where for one in board.lines] == [Where.ABOVE, Where.ABOVE, Where.BELOW, Where.OUT]
    full = table([A, B, chosen], 2)
    assert full.free == 1 and [one.where for one in full.lines[:2]] == [Where.ABOVE, Where.ABOVE]


def test_households_have_no_order_to_depart_from():
    board = table([FAMILY, replace(FAMILY, subject_id=6)], 1)
    assert {one.where for one in board.lines} == {Where.APART}
    assert may_choose(board, 5, "") is AwardAnswer.YES and not departs(board, 5, CHOSEN)
    taken = table([replace(FAMILY, verdict=CHOSEN), replace(FAMILY, subject_id=6)], 1)
    assert may_choose(taken, 6, "") is AwardAnswer.FULL and obstacles(taken) == []


def test_the_line_moves_past_a_dissolved_unit():
    board = table([replace(A, dissolved=True), B, C], 1)
    assert [one.where for one in board.lines] == [Where.OUT, Where.ABOVE, Where.BELOW]
    assert may_choose(board, 1, "why") is AwardAnswer.DISSOLVED
    kept = table([replace(A, dissolved=True, verdict=CHOSEN, reason="why"), B], 2)
    assert [reason for reason, _ in obstacles(kept)] == [AwardAnswer.UNDECIDED, AwardAnswer.GONE]


def test_nobody_stays_chosen_whose_proposals_were_all_withdrawn():
    lone = replace(STRANGER, verdict=CHOSEN, reason="why", proposed=False)
    assert obstacles(table([lone], 1)) == [(AwardAnswer.UNPROPOSED, {"names": "stranger"})]


@pytest.mark.parametrize("subject", CRITERIA)
def test_a_criterion_fits_its_candidate(subject):
    for criterion in Criterion:
        fits = (criterion is Criterion.CONTRIBUTION) == (subject == HOUSEHOLD)
        wanted = AwardAnswer.YES if fits else AwardAnswer.MISFIT
        assert may_propose(subject, criterion) is wanted


def test_what_else_stands_against_a_proposal():
    assert may_propose(COLLECTIVE, "field", dissolved=True) is AwardAnswer.DISSOLVED
    assert may_propose(COLLECTIVE, "field", mine=True) is AwardAnswer.PROPOSED_ALREADY
    assert may_propose(COLLECTIVE, "field", outside=True) is AwardAnswer.OTHER_TEAM
    assert may_withdraw(False, False) is AwardAnswer.NOT_YOURS
    assert may_withdraw(True, True) is AwardAnswer.WITHDRAWN
    assert may_withdraw(False, True) is AwardAnswer.YES


def test_a_typed_name_means_who_is_there_already():
    known = [
        Known(1, INDIVIDUAL, "Nguyễn Đức Ân", "Tổ 1"),
        Known(2, INDIVIDUAL, "Nguyễn Đức Ân", "Tổ 2"),
        Known(3, HOUSEHOLD, "Nguyễn Đức Ân", ""),
    ]
    assert match(known, INDIVIDUAL, "nguyễn  đức ân", "") == [1, 2]
    assert match(known, INDIVIDUAL, "nguyen duc an", "") == [], "without marks it could be An: it is asked about"
    assert match(known, INDIVIDUAL, "NGUYỄN ĐỨC ÂN", "to 2") == [2]
    assert match(known, INDIVIDUAL, "Nguyễn Đức Ân", "Tổ 3") == []
    assert match(known, HOUSEHOLD, "Nguyễn Đức Ân", "") == [3]


def test_a_like_name_is_asked_about_and_never_taken_by_itself():
    lan, held = Alike("c1", "Mai Lan", "Tổ 1", False), Alike("c2", "Nguyễn Văn Sơn", "Tổ 1", True)
    other, team = Alike("u7", "Đỗ Thị Hoà", "", False), Alike("t3", "Tổ 4", "", False)
    assert match([Known(1, INDIVIDUAL, "Mai Lan", "Tổ 1")], INDIVIDUAL, "Mai Lân", "") == []
    assert asked_about([lan], "Mai Lân") == [lan], "a mark differs"
    assert asked_about([lan], "mai  LAN") == [], "a namesake of another unit"
    assert asked_about([held], "Nguyễn Văn Sơn") == [held], "on hold"
    assert asked_about([other], "Đỗ Thị Hòa") == [other], "known, and no candidate yet"
    assert asked_about([team], "Tổ 4") == [team]
    assert is_alike("Nguyễn Văn Lân", "nguyen van LAN") and not is_alike("Lan Anh", "Lan")
    assert somebody_else("Mai Lân") != somebody_else("Mai Lan"), "said of one name, it says nothing of another"


def test_two_lists_mean_the_same_one():
    def line(subject, user_id, team_id, name):
        return Elsewhere(subject, user_id, team_id, name, "Đợt hai", date(2025, 9, 20))

    class Row(Elsewhere):
        id = 7

    row = Row(INDIVIDUAL, 4, None, "Lan", "", None)
    assert elsewhere_of([row], [line(INDIVIDUAL, 4, None, "Lan Anh")])[7], "the account decides"
    assert elsewhere_of([row], [line(INDIVIDUAL, 5, None, "Lan")]) == {}, "another person of that name"
    assert elsewhere_of([row], [line(INDIVIDUAL, None, None, "LAN")])[7], "a name alone may be anybody of it"
    assert elsewhere_of([row], [line(HOUSEHOLD, None, None, "Lan")]) == {}
    assert elsewhere_of([Row(COLLECTIVE, None, 4, "Tổ 4", "", None)], [line(INDIVIDUAL, 4, None, "Lan")]) == {}


def test_the_shares_of_a_list_add_up_and_the_unknown_is_said():
    people = [Person(True, "female", 1995), Person(False, "male", 2009), Person(None, None, None)]
    work, gender, age, members, many = bars_of(people, [Team(10, 7, 1), Team(3, 0, 0), Team(0, 0, 0)], 2025)
    assert [part.count for part in work.parts] == [1, 1, 1] and work.percent(2) == 67
    assert [part.count for part in gender.parts] == [1, 1, 1]
    assert [part.count for part in age.parts] == [2, 0, 1], "30 and 16 are both young"
    assert [part.count for part in members.parts] == [7, 5, 1]
    assert [part.count for part in many.parts] == [1, 1, 1], "70% is many, of a unit without members it is not known"
    assert [(part.count, begins) for part, _, begins in gender.drawn] == [(1, 0), (1, 333), (1, 666)]
    for bar in (work, gender, age, members, many):
        assert sum(part.count for part in bar.parts) == bar.total
    assert bars_of([], [], 2025) == []
