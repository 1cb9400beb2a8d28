"""What a draft would change, counted by hand."""

from dataclasses import replace

from app.ranking.rules import Side, moves, rank


def board(scheme, make_credit, make_person, make_squad, hours: dict):
    credits = [make_credit(who, who, minutes=60 * n) for who, n in hours.items()]
    return rank(scheme, credits, [make_person(who) for who in hours], [make_squad(1)]).individuals


def test_who_crosses_the_line_and_who_only_moves(easy_scheme, make_credit, make_person, make_squad):
    makers = (make_credit, make_person, make_squad)
    before = board(easy_scheme, *makers, {1: 9, 2: 8, 3: 7, 4: 6})
    after = board(easy_scheme, *makers, {1: 5, 2: 9, 3: 8, 4: 6})
    found = {move.subject_id: move for move in moves(before, after, 2)}
    assert [one.subject_id for one in moves(before, after, 2)] == [2, 3, 4, 1]
    assert {key for key, move in found.items() if move.crosses_in} == {3}
    assert {key for key, move in found.items() if move.crosses_out} == {1}
    assert [key for key, move in found.items() if move.moves] == [2, 3, 4, 1]
    assert (found[1].before.rank, found[1].after.rank) == (1, 4)
    assert (found[1].before.figure, found[1].after.figure) == (9, 5)
    assert (found[4].before.side, found[4].after.side) == (Side.BELOW, Side.BELOW)


def test_more_points_for_all_alike_move_nobody(easy_scheme, make_credit, make_person, make_squad):
    makers = (make_credit, make_person, make_squad)
    before, after = board(easy_scheme, *makers, {1: 4, 2: 2}), board(easy_scheme, *makers, {1: 8, 2: 4})
    assert not any(move.moves for move in moves(before, after, 1))


def test_equals_across_the_line_stand_on_neither_side(easy_scheme, make_credit, make_person, make_squad):
    makers = (make_credit, make_person, make_squad)
    before, after = board(easy_scheme, *makers, {1: 4, 2: 2}), board(easy_scheme, *makers, {1: 4, 2: 4})
    first, second = moves(before, after, 1)
    assert (first.after.side, first.crosses_out, second.crosses_in) == (Side.TIED, True, False)


def test_who_loses_the_place_is_out_and_the_first_scheme_ranks_everybody_anew(
    easy_scheme, make_credit, make_person, make_squad
):
    strict = replace(easy_scheme, individual=replace(easy_scheme.individual, min_active_days=2))
    makers = (make_credit, make_person, make_squad)
    before, after = board(easy_scheme, *makers, {1: 4}), board(strict, *makers, {1: 4})
    (move,) = moves(before, after, 1)
    assert (move.after.side, move.after.rank, move.crosses_out) == (Side.OUT, None, True)
    (move,) = moves((), before, 1)
    assert (move.before, move.crosses_in, move.moves) == (None, True, True)
