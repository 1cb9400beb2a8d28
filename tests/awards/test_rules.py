"""The line, its ties, choices out of order, and when a list may be locked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.awards.rules import (
    CHOSEN,
    CLEARED,
    STRUCK,
    AwardAnswer,
    Candidate,
    Where,
    departs,
    may_choose,
    may_choose_all,
    may_strike,
    obstacles,
    table,
    with_verdict,
)

ABOVE, TIED, BELOW, OUT = Where.ABOVE, Where.TIED, Where.BELOW, Where.OUT


def board(ranks, quota, **verdicts):
    """Candidates a, b, c, ... with these ranks; `b="chosen"` or `b=("chosen", "why")` is the last word on b."""
    people = []
    for number, rank in enumerate(ranks):
        name = chr(97 + number)
        said = verdicts.get(name, CLEARED)
        verdict, reason = (said, "") if isinstance(said, str) else said
        people.append(Candidate(number, name, rank, verdict, reason))
    return table(people, quota)


def where(found):
    return [one.where for one in found.lines]


def test_the_line_falls_at_the_quota():
    assert where(board([1, 2, 3, 4], 2)) == [ABOVE, ABOVE, BELOW, BELOW]
    assert where(board([1, 2], 5)) == [ABOVE, ABOVE]
    assert where(board([1, 2], 0)) == [BELOW, BELOW]


def test_equals_across_the_line_stay_together():
    assert where(board([1, 2, 2, 2, 5], 2)) == [ABOVE, TIED, TIED, TIED, BELOW]
    assert where(board([1, 2, 2, 4], 3)) == [ABOVE, ABOVE, ABOVE, BELOW]


def test_who_has_no_place_stands_outside():
    found = board([1, None], 2)
    assert where(found) == [ABOVE, OUT]
    assert may_choose(found, 1, "because") is AwardAnswer.NOT_ELIGIBLE
    assert may_strike(found, 1, "because") is AwardAnswer.NOT_ELIGIBLE


def test_striking_moves_the_line_down():
    found = board([1, 2, 3, 4], 2, a=(STRUCK, "declined"))
    assert where(found) == [ABOVE, ABOVE, ABOVE, BELOW]
    assert [one.departs for one in found.lines] == [True, False, False, False]
    assert [one.candidate.name for one in found.waiting] == ["b", "c"]


def test_choosing_in_order_takes_no_reason_and_out_of_order_one():
    found = board([1, 2, 2, 4], 2)
    assert may_choose(found, 0, "") is AwardAnswer.YES
    assert may_choose(found, 1, "") is AwardAnswer.REASON_TIED
    assert may_choose(found, 1, "more women in the team") is AwardAnswer.YES
    assert may_choose(found, 3, "") is AwardAnswer.REASON_BELOW
    assert may_choose(found, 3, "six nights of storm") is AwardAnswer.YES
    assert [departs(found, n, CHOSEN) for n in range(4)] == [False, True, True, True]


def test_striking_takes_a_reason_where_it_takes_a_place():
    found = board([1, 2, 2, 4], 2)
    assert may_strike(found, 0, "") is AwardAnswer.REASON_STRIKE
    assert may_strike(found, 1, "") is AwardAnswer.REASON_STRIKE  # it would settle the tie
    assert may_strike(found, 0, "declined") is AwardAnswer.YES
    assert may_strike(found, 3, "") is AwardAnswer.YES
    assert [departs(found, n, STRUCK) for n in range(4)] == [True, True, True, False]


def test_a_full_list_takes_nobody_more():
    found = board([1, 2, 3], 1, a=CHOSEN)
    assert may_choose(found, 1, "because") is AwardAnswer.FULL
    assert may_choose(found, 0, "a better reason") is AwardAnswer.YES


def test_a_choice_from_below_takes_the_place_that_striking_freed():
    found = board([1, 2, 3, 4, 5], 2, a=CHOSEN, b=(STRUCK, "declined"), e=(CHOSEN, "storm"))
    assert where(found) == [ABOVE, ABOVE, BELOW, BELOW, BELOW]
    assert found.length == 1
    assert obstacles(found) == []


def test_without_a_strike_the_one_passed_over_has_to_be_named():
    found = board([1, 2, 3], 2, a=CHOSEN, c=(CHOSEN, "storm"))
    assert obstacles(found) == [(AwardAnswer.UNDECIDED, {"names": "b"})]


def test_each_strike_frees_one_place_for_the_next_in_order():
    found = board([1, 2, 3, 4, 5, 6], 3, a=(STRUCK, "x"), b=(STRUCK, "x"), f=(CHOSEN, "x"))
    assert [one.candidate.name for one in found.waiting] == ["c", "d"]


def test_empty_places_and_an_open_tie_do_not_hinder_locking():
    assert obstacles(board([1, 2, 2], 2, a=CHOSEN)) == []
    assert obstacles(board([1, 2, 2], 2, a=CHOSEN, b=(CHOSEN, "w"))) == []
    assert obstacles(board([1, 2], 0)) == []
    assert obstacles(board([], 5)) == []


def test_many_names_are_cut_short():
    ((_, facts),) = obstacles(board(list(range(1, 10)), 9))
    assert facts == {"names": "a, b, c, d, e, f… (+3)"}


def test_more_chosen_than_places_hinders_locking():
    found = board([1, 2], 1, a=CHOSEN, b=(CHOSEN, "why"))
    assert (AwardAnswer.OVER_QUOTA, {"chosen": 2, "quota": 1}) in obstacles(found)


def test_taking_back_a_strike_leaves_the_choice_below_to_be_explained():
    found = board([1, 2, 3], 2, a=(STRUCK, "declined"), b=CHOSEN, c=CHOSEN)
    assert obstacles(found) == []
    found = with_verdict(found, {0: (CLEARED, "")})
    assert [one.where for one in found.lines] == [ABOVE, ABOVE, BELOW]
    assert (AwardAnswer.UNEXPLAINED, {"names": "c"}) in obstacles(found)
    assert (AwardAnswer.UNDECIDED, {"names": "a"}) in obstacles(found)


def test_a_strike_that_comes_to_matter_later_has_to_be_explained():
    found = board([1, 2, 3], 1, b=STRUCK)
    assert not found.of(1).departs
    found = with_verdict(found, {0: (STRUCK, "declined")})
    assert found.of(1).departs
    assert (AwardAnswer.UNEXPLAINED, {"names": "b"}) in obstacles(found)


def test_who_is_on_hold_is_not_chosen_and_hinders_locking():
    on_hold = Candidate(0, "a", 1, CLEARED, "", True)
    found = table([on_hold, Candidate(1, "b", 2)], 2)
    assert may_choose(found, 0, "because") is AwardAnswer.ON_HOLD
    assert may_choose_all(found) is AwardAnswer.YES
    assert [one.candidate.name for one in found.waiting] == ["b"]
    assert (AwardAnswer.UNDECIDED, {"names": "a, b"}) in obstacles(found)
    assert may_choose_all(table([on_hold], 1)) is AwardAnswer.NOBODY_WAITS
    assert may_strike(found, 0, "under review") is AwardAnswer.YES
    chosen = table([Candidate(0, "a", 1, CHOSEN, "", True)], 1)
    assert obstacles(chosen) == [(AwardAnswer.HELD, {"names": "a"})]


def test_choosing_all_above_leaves_ties_alone():
    found = board([1, 2, 3, 3], 3)
    assert may_choose_all(found) is AwardAnswer.YES
    assert [one.candidate.name for one in found.waiting] == ["a", "b"]
    full = board([1, 2, 2, 2], 3, b=(CHOSEN, "w"), c=(CHOSEN, "w"), d=(CHOSEN, "w"))
    assert may_choose_all(full) is AwardAnswer.TOO_FEW_PLACES
    assert may_choose_all(board([1], 1, a=CHOSEN)) is AwardAnswer.NOBODY_WAITS


SAID = st.sampled_from([CLEARED, CHOSEN, STRUCK])


@st.composite
def boards(draw):
    sizes = draw(st.lists(st.integers(1, 4), max_size=6))
    ranks, place = [], 1
    for size in sizes:
        ranks += [place] * size
        place += size
    ranks += [None] * draw(st.integers(0, 2))
    said = [CLEARED if rank is None else draw(SAID) for rank in ranks]
    people = [Candidate(n, str(n), rank, said[n], "why") for n, rank in enumerate(ranks)]
    return table(people, draw(st.integers(0, 15)))


@given(boards())
def test_equals_are_never_parted_and_the_order_never_turns(found):
    left = [one for one in found.lines if one.verdict != STRUCK and one.where is not OUT]
    order = [ABOVE, TIED, BELOW]
    below_chosen = [one for one in left if one.verdict == CHOSEN and one.where is BELOW]
    for one, other in pairwise(left):
        if one in below_chosen or other in below_chosen:
            continue
        if one.candidate.rank == other.candidate.rank:
            assert one.where is other.where
        assert order.index(one.where) <= order.index(other.where)


@given(boards())
def test_above_never_exceeds_the_line(found):
    above = [one for one in found.lines if one.where is ABOVE and one.verdict != STRUCK]
    assert len(above) <= max(found.length, 0) <= found.quota


@given(boards(), st.data())
def test_what_may_be_done_without_a_reason_never_departs(found, data):
    ranked = [one.candidate.subject_id for one in found.lines if one.where is not OUT]
    if not ranked:
        return
    who = data.draw(st.sampled_from(ranked))
    if may_choose(found, who, "") is AwardAnswer.YES:
        assert not departs(found, who, CHOSEN)
    if may_strike(found, who, "") is AwardAnswer.YES:
        assert not departs(found, who, STRUCK)


@pytest.mark.parametrize("quota", [0, 1, 3])
def test_choosing_all_above_makes_a_list_that_can_be_locked(quota):
    found = board([1, 2, 3, 4], quota)
    found = with_verdict(found, {one.candidate.subject_id: (CHOSEN, "") for one in found.waiting})
    assert obstacles(found) == []
    assert found.chosen == quota
