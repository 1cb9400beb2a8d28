import random

import pytest

from app.ranking.rules import line, rank


@pytest.fixture
def make_board(easy_scheme, make_credit, make_person, make_squad):
    """A board of people with the given points, ids from 1 in that order."""

    def make(*points):
        people = [make_person(key, sort_key=f"{key:03}") for key in range(1, len(points) + 1)]
        credits = [make_credit(key, user_id=key, vneid_level2=amount) for key, amount in enumerate(points, start=1)]
        return rank(easy_scheme, credits, people, [make_squad(1)]).individuals

    return make


def ids(standings):
    return [standing.subject_id for standing in standings]


def drawn(found):
    return ids(found.above), ids(found.tied), ids(found.below)


@pytest.mark.parametrize(
    ("quota", "above", "tied", "below"),
    [
        (0, [], [], [1, 2, 3, 4, 5, 6]),
        (1, [1], [], [2, 3, 4, 5, 6]),
        (2, [1], [2, 3, 4], [5, 6]),
        (3, [1], [2, 3, 4], [5, 6]),
        (4, [1, 2, 3, 4], [], [5, 6]),
        (5, [1, 2, 3, 4, 5], [], [6]),
        (6, [1, 2, 3, 4, 5, 6], [], []),
        (7, [1, 2, 3, 4, 5, 6], [], []),
        (1000, [1, 2, 3, 4, 5, 6], [], []),
    ],
)
def test_the_line_never_breaks_a_tie(make_board, quota, above, tied, below):
    assert drawn(line(make_board(50, 40, 40, 40, 30, 20), quota)) == (above, tied, below)


@pytest.mark.parametrize(
    ("quota", "struck", "above", "tied", "below"),
    [
        (2, {1}, [], [2, 3, 4], [5, 6]),
        (3, {1}, [2, 3, 4], [], [5, 6]),
        (2, {3}, [1], [2, 4], [5, 6]),
        (3, {3}, [1, 2, 4], [], [5, 6]),
        (2, {2, 3}, [1, 4], [], [5, 6]),
        (4, {99}, [1, 2, 3, 4], [], [5, 6]),
        (2, {1, 2, 3, 4, 5, 6}, [], [], []),
    ],
)
def test_those_struck_leave_their_seat_to_the_next(make_board, quota, struck, above, tied, below):
    assert drawn(line(make_board(50, 40, 40, 40, 30, 20), quota, struck)) == (above, tied, below)


def test_striking_leaves_the_published_ranks_as_they_were(make_board):
    found = line(make_board(50, 40, 30), 1, {1})
    assert [one.rank for one in (*found.above, *found.below)] == [2, 3]


def test_all_equal_and_too_few_seats_leaves_everything_to_the_council(make_board):
    assert drawn(line(make_board(10, 10, 10), 2)) == ([], [1, 2, 3], [])


def test_those_without_a_rank_are_on_neither_side(easy_scheme, make_credit, make_person, make_squad):
    people = [make_person(1), make_person(2, on_hold=True)]
    credits = [make_credit(1, user_id=1), make_credit(2, user_id=2, vneid_level2=9)]
    board = rank(easy_scheme, credits, people, [make_squad(1)]).individuals
    assert drawn(line(board, 2)) == ([1], [], [])


def test_an_empty_board_has_an_empty_line():
    assert drawn(line((), 12)) == ([], [], [])


def test_a_line_runs_across_teams_as_across_people(easy_scheme, make_credit, make_squad):
    credits = [make_credit(key, None, key, vneid_level2=amount) for key, amount in ((1, 9), (2, 9), (3, 5))]
    board = rank(easy_scheme, credits, [], [make_squad(key) for key in (1, 2, 3)]).collectives
    assert drawn(line(board, 1)) == ([], [1, 2], [3])


def test_a_negative_quota_is_refused():
    with pytest.raises(ValueError, match="quota"):
        line((), -1)


def test_the_line_keeps_every_ranked_one_once_and_equals_together(make_board):
    dice = random.Random(27)
    for _ in range(100):
        board = make_board(*(dice.randint(1, 5) for _ in range(dice.randint(0, 12))))
        struck = frozenset(key for key in ids(board) if dice.random() < 0.2)
        quota = dice.randint(0, 14)
        found = line(board, quota, struck)
        assert [*found.above, *found.tied, *found.below] == [one for one in board if one.subject_id not in struck]
        assert len(found.above) <= quota
        if found.tied:
            assert len({one.rank for one in found.tied}) == 1
            assert len(found.above) < quota < len(found.above) + len(found.tied)
        else:
            assert len(found.above) == min(quota, len(board) - len(struck))
        ranks = [{one.rank for one in part} for part in (found.above, found.tied, found.below)]
        assert sum(map(len, ranks)) == len(set.union(*ranks))
