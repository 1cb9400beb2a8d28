"""What late records would change: points, places, and the line; the same as ranking all of it anew."""

import random
from fractions import Fraction

import pytest

from app.ranking.rules import Counted, Late, Side, effect, rank

QUOTAS = {"individuals": 2, "collectives": 1}


@pytest.fixture
def frozen(easy_scheme, make_credit, make_person, make_squad):
    """Person 1 has 10 points, 2 has 8, 3 has 6, in teams 1, 2 and 2."""
    credits = (
        make_credit(1, 1, 1, support_turn=5),
        make_credit(2, 2, 2, support_turn=4),
        make_credit(3, 3, 2, support_turn=3),
    )
    people = (make_person(1, team_id=1), make_person(2, team_id=2), make_person(3, team_id=2))
    return Counted(easy_scheme, credits, people, (make_squad(1, members=1), make_squad(2, members=2)))


def change(found, board, subject_id):
    return next(one for one in found.changes if (one.board, one.move.subject_id) == (board, subject_id))


def test_a_late_approval_adds_its_points_and_lifts_its_owner_across_the_line(frozen, make_credit):
    late = Late(make_credit(9, 3, 2, day=2, support_turn=2), False, None, None)
    found = effect(frozen, frozen.rank(), [late], QUOTAS)
    third = change(found, "individuals", 3)
    assert (third.gain, third.move.before.rank, third.move.after.rank) == (4, 3, 1)
    assert change(found, "collectives", 2).gain == 4
    crossed = {(one.board, one.move.subject_id): one.move.crosses_in for one in found.crossings}
    assert crossed == {
        ("individuals", 3): True,
        ("individuals", 2): False,
        ("collectives", 2): True,
        ("collectives", 1): False,
    }
    assert found.pushed == 1, "the first is second without losing a point"


def test_a_reversal_takes_its_points(frozen, make_credit):
    late = Late(frozen.credits[1], True, None, None)
    found = effect(frozen, frozen.rank(), [late], QUOTAS)
    assert change(found, "individuals", 2).gain == -8
    assert change(found, "individuals", 2).move.after.side is Side.OUT
    assert {one.move.subject_id for one in found.crossings if one.board == "individuals"} == {2, 3}


def test_beyond_the_cap_a_late_record_adds_only_what_is_left(frozen, make_credit):
    late = Late(make_credit(9, 1, 1, day=1, support_turn=100), False, None, None)
    found = effect(frozen, frozen.rank(), [late], QUOTAS)
    assert change(found, "individuals", 1).gain == 60 - 10
    full = Late(make_credit(8, 1, 1, day=3, support_turn=30), False, None, None)
    more = Late(make_credit(9, 1, 1, day=3, support_turn=30), False, None, None)
    both = effect(frozen, frozen.rank(), [full, more], QUOTAS)
    assert change(both, "individuals", 1).gain == 60


def test_the_cap_moves_points_between_the_teams_of_one_day(frozen, make_credit):
    late = Late(make_credit(9, 1, 2, day=1, support_turn=55), False, None, None)
    found = effect(frozen, frozen.rank(), [late], QUOTAS)
    assert change(found, "individuals", 1).gain == 50
    assert change(found, "collectives", 1).gain == Fraction(60, 120) * 10 - 10
    assert change(found, "collectives", 2).gain == Fraction(60, 120) * 110


def test_who_is_not_in_the_frozen_ranking_joins_it(frozen, make_credit, make_person, make_squad):
    late = Late(make_credit(9, 7, 7, day=2, support_turn=50), False, make_person(7, "Mới"), make_squad(7, members=0))
    found = effect(frozen, frozen.rank(), [late], QUOTAS)
    new = change(found, "individuals", 7)
    assert (new.move.name, new.move.before, new.move.after.rank) == ("Mới", None, 1)
    assert change(found, "collectives", 7).move.after.rank is None, "a team without members has no place"


def test_a_record_of_a_whole_team_touches_nobodys_points(frozen, make_credit):
    late = Late(make_credit(9, None, 1, day=2, training_session=1), False, None, None)
    found = effect(frozen, frozen.rank(), [late], QUOTAS)
    assert [(one.board, one.move.subject_id, one.gain) for one in found.changes] == [("collectives", 1, 20)]


def test_nothing_late_changes_nothing(frozen):
    found = effect(frozen, frozen.rank(), [], QUOTAS)
    assert (found.changes, found.crossings, found.pushed) == ((), (), 0)


def test_many_late_records_come_to_what_ranking_it_all_anew_gives(easy_scheme, make_credit, make_person, make_squad):
    dice = random.Random(4)
    people, teams = range(1, 13), range(1, 5)

    def one(log_id):
        user = dice.choice([None, *people])
        counts = {"support_turn": dice.randrange(0, 25), "vneid_level2": dice.randrange(0, 9)}
        return make_credit(log_id, user, dice.choice(teams), day=dice.randrange(1, 5), minutes=30, **counts)

    for turn in range(20):
        frozen = Counted(
            easy_scheme,
            tuple(one(number) for number in range(40)),
            tuple(make_person(user) for user in people),
            tuple(make_squad(team, members=team) for team in teams),
        )
        taken = dice.sample(frozen.credits, 6)
        given = [one(100 + number) for number in range(6)]
        late = [Late(credit, True, None, None) for credit in taken]
        late += [Late(credit, False, None, None) for credit in given]
        before = frozen.rank()
        found = effect(frozen, before, late, QUOTAS)
        left = [credit for credit in frozen.credits if credit not in taken]
        after = rank(frozen.scheme, left + given, frozen.people, frozen.squads)
        for board, points in (("individuals", "points"), ("collectives", "total")):
            old = {standing.subject_id: standing for standing in getattr(before, board)}
            gains = {
                standing.subject_id: (getattr(standing, points) - getattr(old[standing.subject_id], points))
                for standing in getattr(after, board)
            }
            told = {one.move.subject_id: one.gain for one in found.changes if one.board == board}
            assert told == {key: gain for key, gain in gains.items() if gain}, turn
            places = {standing.subject_id: standing.rank for standing in getattr(after, board)}
            for change in found.changes + found.crossings:
                if change.board == board:
                    assert change.move.after.rank == places[change.move.subject_id], turn
