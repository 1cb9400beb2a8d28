import random
from collections import defaultdict
from fractions import Fraction

import pytest

from app.ranking.rules import Item, Scheme, addends_of


def test_a_log_is_units_plus_hours_plus_vulnerable_turns(scheme, make_credit):
    credit = make_credit(
        7, minutes=90, groups={"elderly": 2, "disabled": 1}, support_turn=5, vneid_level2=4, local_app=3
    )
    (addend,) = addends_of(scheme, [credit])
    assert addend.lines == (
        Item("local_app", 3, Fraction(1, 2), Fraction(3, 2)),
        Item("support_turn", 5, Fraction(2), Fraction(10)),
        Item("vneid_level2", 4, Fraction(1), Fraction(4)),
    )
    assert (addend.hour_points, addend.vulnerable, addend.vulnerable_points) == (Fraction(3, 2), 3, 3)
    assert addend.raw == addend.points == 20
    assert addend.factor == 1


def test_minutes_that_make_no_round_hour_stay_exact(scheme, make_credit):
    (addend,) = addends_of(scheme, [make_credit(1, minutes=50)])
    assert addend.points == Fraction(5, 6)


def test_an_unknown_kind_scores_nothing_but_stays_visible(scheme, make_credit):
    (addend,) = addends_of(scheme, [make_credit(1, robot_repair=9, vneid_level2=1)])
    assert addend.lines[0] == Item("robot_repair", 9, Fraction(0), Fraction(0))
    assert addend.points == 1


def test_a_group_outside_the_scheme_adds_nothing(scheme, make_credit):
    (addend,) = addends_of(scheme, [make_credit(1, groups={"students": 5, "elderly": 1})])
    assert (addend.vulnerable, addend.points) == (1, 1)


def test_an_empty_log_is_worth_nothing(scheme, make_credit):
    (addend,) = addends_of(scheme, [make_credit(1, vneid_level2=0)])
    assert (addend.lines, addend.points, addend.factor) == ((), 0, 1)


@pytest.mark.parametrize(
    ("amounts", "factor", "points"),
    [
        ((59,), 1, (59,)),
        ((60,), 1, (60,)),
        ((61,), Fraction(60, 61), (60,)),
        ((30, 30), 1, (30, 30)),
        ((40, 80), Fraction(1, 2), (20, 40)),
        ((45, 30, 15), Fraction(2, 3), (30, 20, 10)),
        ((100, 0), Fraction(3, 5), (60, 0)),
    ],
)
def test_a_day_over_the_cap_is_scaled_down_in_proportion(scheme, make_credit, amounts, factor, points):
    credits = [make_credit(log_id, vneid_level2=amount) for log_id, amount in enumerate(amounts)]
    addends = addends_of(scheme, credits)
    assert tuple(addend.points for addend in addends) == points
    assert {addend.factor for addend in addends} == {factor}


def test_the_cap_counts_the_whole_day_over_all_teams(scheme, make_credit):
    addends = addends_of(
        scheme, [make_credit(1, team_id=1, vneid_level2=40), make_credit(2, team_id=2, vneid_level2=80)]
    )
    assert [(addend.team_id, addend.points) for addend in addends] == [(1, 20), (2, 40)]


def test_the_cap_counts_each_day_and_each_person_alone(scheme, make_credit):
    credits = [
        make_credit(1, user_id=1, day=1, vneid_level2=60),
        make_credit(2, user_id=1, day=2, vneid_level2=60),
        make_credit(3, user_id=2, day=1, vneid_level2=60),
    ]
    assert [addend.points for addend in addends_of(scheme, credits)] == [60, 60, 60]


def test_a_team_log_has_no_cap_and_leaves_its_members_days_alone(scheme, make_credit):
    credits = [make_credit(1, user_id=None, training_session=10), make_credit(2, user_id=1, vneid_level2=60)]
    assert [addend.points for addend in addends_of(scheme, credits)] == [200, 60]


@pytest.mark.parametrize(("cap", "points"), [(None, 500), ("0", 0), ("0.5", Fraction(1, 2))])
def test_the_cap_is_the_schemes(scheme_json, make_credit, cap, points):
    scheme = Scheme.from_json(scheme_json | {"daily_cap_per_person": cap})
    (addend,) = addends_of(scheme, [make_credit(1, vneid_level2=500)])
    assert addend.points == points


def test_a_cap_of_nothing_leaves_an_empty_day_alone(scheme_json, make_credit):
    scheme = Scheme.from_json(scheme_json | {"daily_cap_per_person": "0"})
    (addend,) = addends_of(scheme, [make_credit(1)])
    assert (addend.points, addend.factor) == (0, 1)


@pytest.mark.parametrize("quantity", [-1, 1.0, "1", True, None])
def test_a_quantity_that_is_no_count_is_refused_with_its_log(make_credit, quantity):
    with pytest.raises(ValueError, match="log 31"):
        make_credit(31, vneid_level2=quantity)
    with pytest.raises(ValueError, match="log 31"):
        make_credit(31, minutes=quantity)
    with pytest.raises(ValueError, match="log 31"):
        make_credit(31, groups={"elderly": quantity})


def test_a_log_that_comes_twice_is_refused_with_its_id(scheme, make_credit):
    with pytest.raises(ValueError, match="log 8 "):
        addends_of(scheme, [make_credit(8, day=1), make_credit(9, day=2), make_credit(8, day=3)])


def test_no_day_of_any_person_is_ever_worth_more_than_the_cap_or_than_its_logs(scheme, make_credit):
    dice = random.Random(60)
    for _ in range(200):
        credits = [
            make_credit(
                log_id,
                user_id=dice.choice([None, 1, 2]),
                team_id=dice.randint(1, 3),
                day=dice.randint(1, 3),
                minutes=dice.randint(0, 240),
                groups={"elderly": dice.randint(0, 9)},
                support_turn=dice.randint(0, 30),
                local_app=dice.randint(0, 9),
            )
            for log_id in range(dice.randint(0, 12))
        ]
        raw, points = defaultdict(Fraction), defaultdict(Fraction)
        for addend in addends_of(scheme, credits):
            assert addend.points == addend.raw * addend.factor
            raw[addend.user_id, addend.day] += addend.raw
            points[addend.user_id, addend.day] += addend.points
        for (user_id, day), earned in points.items():
            whole = raw[user_id, day]
            assert earned == (whole if user_id is None else min(whole, 60))
