"""Ties at the line, run-offs, and departures from the order of points: the program never breaks a tie."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.council.rules.answers import CouncilAnswer as Answer
from app.council.rules.counting import Tally
from app.council.rules.ending import obstacles
from app.council.rules.meeting import Meeting, Seat
from app.council.rules.outcome import Entry, Outcome, outcome
from app.council.rules.settings import DEFAULTS

READY = Meeting("open", DEFAULTS, tuple(Seat(n, n * 10, "member", "present") for n in range(1, 6)))


def counts(*in_favour, of=10):
    return tuple(Tally(n, of - n, 0, of, 70) for n in in_favour)


def entry(item, place, first, *run_offs, competes=False, waits=False):
    return Entry(item, place, competes, counts(first) if first is not None else (), counts(*run_offs), waits)


def test_majority_is_needed_whatever_places_are_free():
    result = outcome([entry(1, 1, 7), entry(2, 2, 6)], quota=5)
    assert result == Outcome(proposed=(1,), left=4)


def test_tie_at_the_line_more_votes_win():
    rivals = [entry(2, 2, 8, competes=True), entry(3, 2, 9, competes=True), entry(4, 2, 7, competes=True)]
    assert outcome([entry(1, 1, 10), *rivals], quota=3) == Outcome(proposed=(1, 2, 3))
    assert outcome([entry(1, 1, 10), *rivals], quota=4).proposed == (1, 2, 3, 4)
    assert outcome([entry(1, 1, 10), *rivals], quota=1) == Outcome(proposed=(1,)), "no place, no run-off"


def test_tie_with_equal_votes_asks_for_a_run_off_and_proposes_neither():
    result = outcome([entry(1, 1, 9, competes=True), entry(2, 1, 8, competes=True), entry(3, 1, 8, competes=True)], 2)
    assert (result.proposed, result.equal, result.seats, result.run_off_held) == ((1,), (2, 3), 1, False)


def test_tie_run_off_is_won_by_more_votes_among_those_who_have_the_majority():
    first = entry(1, 1, 9, competes=True)
    assert outcome([first, entry(2, 1, 8, 7, competes=True), entry(3, 1, 8, 8, competes=True)], 2).proposed == (1, 3)
    below = outcome([first, entry(2, 1, 8, 3, competes=True), entry(3, 1, 8, 6, competes=True)], 2)
    assert (below.proposed, below.equal) == ((1, 3), ()), "one of two: no place stays empty"
    again = outcome([first, entry(2, 1, 8, 5, competes=True), entry(3, 1, 8, 5, competes=True)], 2)
    assert (again.proposed, again.equal, again.run_off_held) == ((1,), (2, 3), True)


def test_the_place_of_who_is_on_hold_is_kept():
    waits = Entry(1, 1, False, waits=True)
    rivals = [entry(2, 2, 9, competes=True), entry(3, 2, 8, competes=True)]
    assert outcome([waits, *rivals], 2).proposed == (2,)
    assert obstacles(READY, [], [], set(), {1}, [1]) == [(Answer.STILL_PAUSED, {"items": (1,)})]
    assert obstacles(READY, [], [], {1}, {1}, [1]) == []


def test_tie_after_a_run_off_leaves_the_place_empty_or_goes_into_another():
    again = outcome([entry(2, 1, 8, 7, competes=True), entry(3, 1, 8, 7, competes=True)], 1)
    assert (again.proposed, again.equal, again.run_off_held) == ((), (2, 3), True)
    third = outcome([entry(2, 1, 8, 7, 9, competes=True), entry(3, 1, 8, 7, 8, competes=True)], 1)
    assert third.proposed == (2,)


def test_tie_closing_waits_for_the_run_off_but_not_for_ever():
    tied = outcome([entry(2, 1, 8, competes=True), entry(3, 1, 8, competes=True)], 1)
    held = outcome([entry(2, 1, 8, 7, competes=True), entry(3, 1, 8, 7, competes=True)], 1)
    assert obstacles(READY, [], [(tied, 1)], set()) == [(Answer.RUN_OFF_FIRST, {"items": (2, 3)})]
    assert obstacles(READY, [], [(held, 1)], set()) == [(Answer.LEFT_EMPTY, {"items": (2, 3)})]
    assert obstacles(READY, [], [(held, 1)], {2, 3}) == [], "the council says so, and why"
    assert obstacles(READY, [], [(tied, 1)], set(), {2}) == [(Answer.LEFT_EMPTY, {"items": (2, 3)})]


def test_more_passing_than_the_quota_are_refused():
    result = outcome([entry(n, n, 9) for n in (1, 2, 3)], quota=2)
    assert result.over == 1
    assert obstacles(READY, [], [(result, 2)], set()) == [(Answer.TOO_MANY, {"passed": 3, "quota": 2})]


# Departures from the order of points


def test_departure_a_higher_one_that_fails_while_a_lower_one_passes_takes_a_reason():
    result = outcome([entry(1, 1, 3), entry(2, 2, 9), entry(3, 3, 2)], quota=3)
    assert result.departs == (1,)
    assert obstacles(READY, [], [(result, 3)], set()) == [(Answer.UNEXPLAINED, {"items": (1,)})]
    assert obstacles(READY, [], [(result, 3)], {1}) == []


def test_departure_none_among_equal_places_or_without_points():
    assert outcome([entry(1, 1, 3), entry(2, 1, 9), entry(3, None, 1)], quota=3).departs == ()
    added = outcome([entry(1, 4, 3), entry(2, None, 9, competes=True)], quota=3)
    assert added.departs == (1,), "without points one stands behind all who have some"


def test_closing_names_who_was_not_voted_on_and_an_open_ballot():
    found = obstacles(replace(READY, ballot=1), [5], [], set())
    assert found == [(Answer.BALLOT_OPEN, {}), (Answer.NOT_VOTED_ON, {"items": (5,)})]


votes = st.lists(st.integers(0, 10), min_size=1, max_size=3)
boards = st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 4)), votes, st.booleans()), max_size=7)


@given(boards, st.integers(0, 6), st.randoms(use_true_random=False))
def test_tie_never_broken_by_the_order_of_the_list_and_no_majority_forgiven(drawn, quota, dice):
    entries = [entry(n, place, *counted, competes=competes) for n, (place, counted, competes) in enumerate(drawn)]
    result = outcome(entries, quota)
    inside = {one.item_id: one for one in entries if one.item_id in result.proposed}
    assert all(one.tallies[0].in_favour >= 7 for one in inside.values()), "70 % of 10"
    assert len(inside) <= quota + result.over and len(inside) + result.seats <= max(quota, len(inside))
    assert not set(result.equal) & set(inside) and len({entries[n].votes for n in result.equal}) <= 1
    assert 0 <= result.seats < len(result.equal) or not result.equal
    shuffled = list(entries)
    dice.shuffle(shuffled)
    again = outcome(shuffled, quota)
    assert set(again.proposed) == set(inside) and set(again.equal) == set(result.equal)
    assert again.seats == result.seats and set(again.departs) == set(result.departs)
