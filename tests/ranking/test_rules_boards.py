import random
from fractions import Fraction

import pytest

from app.ranking.rules import Reason, Scheme, rank


def places(standings):
    return [(standing.subject_id, standing.rank) for standing in standings]


def test_a_small_campaign_adds_up_as_by_hand(easy_scheme, make_credit, make_person, make_squad):
    """Lan earns 90 on day one over two teams, capped to 60: 40 for team 1 and 20 for team 2. Team 1 holds a class."""
    outcome = rank(
        easy_scheme,
        [
            make_credit(1, user_id=1, team_id=1, day=1, minutes=120, support_turn=24, groups={"elderly": 10}),
            make_credit(2, user_id=1, team_id=2, day=1, vneid_level2=30),
            make_credit(3, user_id=1, team_id=1, day=2, local_app=5),
            make_credit(4, user_id=2, team_id=2, day=1, vneid_level2=50),
            make_credit(5, user_id=None, team_id=1, day=2, training_session=1, groups={"disabled": 1}),
        ],
        [make_person(1, team_id=1), make_person(2, team_id=2)],
        [make_squad(1, members=2), make_squad(2, members=1)],
    )
    lan, minh = outcome.individuals
    assert (lan.rank, lan.points, lan.vulnerable_turns, lan.active_days) == (1, Fraction(125, 2), 10, 2)
    assert [(addend.log_id, addend.factor, addend.points) for addend in lan.addends] == [
        (1, Fraction(2, 3), 40),
        (2, Fraction(2, 3), 20),
        (3, 1, Fraction(5, 2)),
    ]
    assert (minh.rank, minh.points, minh.active_days) == (2, 50, 1)

    first, second = outcome.collectives
    assert (second.total, second.per_head, second.vulnerable_turns) == (Fraction(127, 2), Fraction(127, 4), 11)
    assert (first.total, first.per_head, first.vulnerable_turns) == (70, 70, 0)
    assert (first.max_total, first.max_per_head) == (second.max_total, second.max_per_head) == (70, 70)
    assert first.score == 100
    assert second.score == 50 * Fraction(127, 140) + 50 * Fraction(127, 280)
    assert places(outcome.collectives) == [(2, 1), (1, 2)]


def test_without_logs_everyone_is_listed_and_teams_share_the_first_place(scheme, make_person, make_squad):
    outcome = rank(scheme, [], [make_person(1), make_person(2)], [make_squad(1), make_squad(2)])
    assert [(one.rank, one.points, one.reason) for one in outcome.individuals] == [(None, 0, Reason.TOO_FEW_DAYS)] * 2
    assert [(one.rank, one.score, one.max_total) for one in outcome.collectives] == [(1, 0, 0)] * 2


def test_without_anybody_both_boards_are_empty(scheme):
    outcome = rank(scheme, [], [], [])
    assert (outcome.individuals, outcome.collectives) == ((), ())


def test_active_days_are_distinct_dates(scheme, make_credit, make_person, make_squad):
    credits = [make_credit(log_id, day=day, vneid_level2=1) for log_id, day in enumerate([1, 1, 2, 2])]
    (one,) = rank(scheme, credits, [make_person(1)], [make_squad(1)]).individuals
    assert (one.active_days, one.eligible, one.reason) == (2, False, "too_few_days")


def test_a_log_worth_nothing_still_makes_an_active_day(scheme, make_credit, make_person, make_squad):
    credits = [make_credit(day, day=day) for day in (1, 2, 3)]
    (one,) = rank(scheme, credits, [make_person(1)], [make_squad(1)]).individuals
    assert (one.rank, one.points, one.active_days) == (1, 0, 3)


def test_a_team_log_is_nobodys_active_day(easy_scheme, make_credit, make_person, make_squad):
    (one,) = rank(easy_scheme, [make_credit(1, user_id=None)], [make_person(1)], [make_squad(1)]).individuals
    assert one.active_days == 0


def test_equals_share_a_rank_and_the_next_rank_counts_them(easy_scheme, make_credit, make_person, make_squad):
    points = {1: 9, 2: 7, 3: 7, 4: 5}
    outcome = rank(
        easy_scheme,
        [make_credit(key, user_id=key, vneid_level2=amount) for key, amount in points.items()],
        [make_person(key) for key in points],
        [make_squad(1)],
    )
    assert places(outcome.individuals) == [(1, 1), (2, 2), (3, 2), (4, 4)]


def test_later_figures_of_the_order_part_equals_of_the_first(easy_scheme, make_credit, make_person, make_squad):
    credits = [
        make_credit(1, user_id=1, vneid_level2=10),
        make_credit(2, user_id=2, vneid_level2=9, groups={"elderly": 1}),
        make_credit(3, user_id=3, day=1, vneid_level2=5),
        make_credit(4, user_id=3, day=2, vneid_level2=5),
    ]
    outcome = rank(easy_scheme, credits, [make_person(key) for key in (1, 2, 3)], [make_squad(1)])
    assert places(outcome.individuals) == [(2, 1), (3, 2), (1, 3)]


def test_the_order_is_the_schemes(scheme_json, make_credit, make_person, make_squad):
    scheme_json["individual"] = {
        "eligible": {"min_active_days": 0, "not_on_hold": True},
        "order": ["vulnerable_turns"],
    }
    credits = [make_credit(1, user_id=1, vneid_level2=50), make_credit(2, user_id=2, groups={"disabled": 1})]
    people = [make_person(1), make_person(2), make_person(3)]
    outcome = rank(Scheme.from_json(scheme_json), credits, people, [make_squad(1)])
    assert places(outcome.individuals) == [(2, 1), (1, 2), (3, 2)]


def test_names_then_ids_order_a_tie_on_screen_only(easy_scheme, make_credit, make_person, make_squad):
    people = [make_person(1, sort_key="b"), make_person(3, sort_key="a"), make_person(2, sort_key="a")]
    credits = [make_credit(key, user_id=key) for key in (1, 2, 3)]
    outcome = rank(easy_scheme, credits, people, [make_squad(1)])
    assert places(outcome.individuals) == [(2, 1), (3, 1), (1, 1)]


def test_those_without_a_rank_come_last_with_a_reason_and_use_up_no_place(
    scheme, make_credit, make_person, make_squad
):
    days = {1: (1, 2, 3), 2: (1, 2), 3: (1, 2, 3), 4: (1, 2, 3)}
    amount = {1: 30, 2: 60, 3: 40, 4: 10}
    credits = [
        make_credit(10 * key + day, user_id=key, day=day, vneid_level2=amount[key])
        for key in days
        for day in days[key]
    ]
    people = [make_person(1), make_person(2), make_person(3, on_hold=True), make_person(4)]
    outcome = rank(scheme, credits, people, [make_squad(1)])
    assert [(one.subject_id, one.rank, one.points, one.reason) for one in outcome.individuals] == [
        (1, 1, 90, None),
        (4, 2, 30, None),
        (3, None, 120, "on_hold"),
        (2, None, 120, "too_few_days"),
    ]


def test_a_hold_is_named_before_too_few_days(scheme, make_person):
    (one,) = rank(scheme, [], [make_person(1, on_hold=True)], []).individuals
    assert one.reason is Reason.ON_HOLD


def test_a_scheme_may_rank_people_on_hold(scheme_json, make_person):
    scheme_json["individual"]["eligible"] = {"min_active_days": 0, "not_on_hold": False}
    (one,) = rank(Scheme.from_json(scheme_json), [], [make_person(1, on_hold=True)], []).individuals
    assert (one.rank, one.reason) == (1, None)


def test_someone_on_hold_still_counts_for_the_team(easy_scheme, make_credit, make_person, make_squad):
    outcome = rank(easy_scheme, [make_credit(1, vneid_level2=5)], [make_person(1, on_hold=True)], [make_squad(1)])
    assert outcome.collectives[0].total == 5


def test_points_belong_to_the_team_in_which_they_were_earned(easy_scheme, make_credit, make_person, make_squad):
    credits = [make_credit(1, user_id=1, team_id=2, vneid_level2=5)]
    outcome = rank(easy_scheme, credits, [make_person(1, team_id=1)], [make_squad(1), make_squad(2)])
    assert {one.subject_id: one.total for one in outcome.collectives} == {1: 0, 2: 5}


def test_maxima_are_those_of_teams_that_compete(easy_scheme, make_credit, make_person, make_squad):
    credits = [make_credit(key, user_id=None, team_id=key, vneid_level2=10 * key) for key in (1, 2, 3, 4)]
    squads = [
        make_squad(1, members=1),
        make_squad(2, members=4),
        make_squad(3, members=2, active=False),
        make_squad(4, members=0),
    ]
    outcome = rank(easy_scheme, credits, [], squads)
    assert [(one.subject_id, one.rank, one.score, one.per_head, one.reason) for one in outcome.collectives] == [
        (2, 1, 75, 5, None),
        (1, 2, 75, 10, None),
        (3, None, 150, 15, "not_active_on_last_day"),
        (4, None, 100, 0, "too_few_members"),
    ]
    assert {(one.max_total, one.max_per_head) for one in outcome.collectives} == {(20, 10)}


def test_a_scheme_may_rank_teams_that_no_longer_exist(scheme_json, make_squad):
    scheme_json["collective"]["eligible"] = {"active_on_last_day": False, "min_members": 0}
    (one,) = rank(Scheme.from_json(scheme_json), [], [], [make_squad(1, members=0, active=False)]).collectives
    assert (one.rank, one.reason, one.per_head) == (1, None, 0)


def test_weights_are_the_schemes(scheme_json, make_credit, make_squad):
    scheme_json["collective"] |= {"weight_total": "0.75", "weight_per_head": "0.25"}
    credits = [make_credit(1, user_id=None, team_id=1, vneid_level2=10), make_credit(2, None, 2, vneid_level2=5)]
    outcome = rank(Scheme.from_json(scheme_json), credits, [], [make_squad(1, members=4), make_squad(2)])
    assert {one.subject_id: one.score for one in outcome.collectives} == {1: Fraction(175, 2), 2: Fraction(125, 2)}


@pytest.mark.parametrize(
    ("user_id", "team_id", "named"), [(77, 1, "person 77"), (1, 88, "team 88"), (None, 88, "team 88")]
)
def test_a_log_of_someone_unknown_is_refused_by_id(
    scheme, make_credit, make_person, make_squad, user_id, team_id, named
):
    with pytest.raises(ValueError, match=named):
        rank(scheme, [make_credit(5, user_id, team_id)], [make_person(1)], [make_squad(1)])


def test_a_person_or_team_given_twice_is_refused(scheme, make_person, make_squad):
    with pytest.raises(ValueError, match="person 4 "):
        rank(scheme, [], [make_person(4), make_person(4)], [])
    with pytest.raises(ValueError, match="team 6 "):
        rank(scheme, [], [], [make_squad(6), make_squad(6)])


def test_every_sum_is_the_sum_of_its_addends_and_ranks_count_who_is_better(
    easy_scheme, make_credit, make_person, make_squad
):
    dice = random.Random(2025)
    for _ in range(60):
        people = [make_person(key, on_hold=dice.random() < 0.2) for key in range(1, 9)]
        squads = [make_squad(key, members=dice.randint(0, 4), active=dice.random() < 0.8) for key in range(1, 5)]
        credits = [
            make_credit(
                log_id,
                user_id=dice.choice([None, *range(1, 9)]),
                team_id=dice.randint(1, 4),
                day=dice.randint(1, 2),
                minutes=dice.choice([0, 50, 100]),
                vneid_level2=dice.choice([0, 10, 40]),
            )
            for log_id in range(dice.randint(0, 20))
        ]
        outcome = rank(easy_scheme, credits, people, squads)
        assert len(outcome.individuals) == len(people)
        assert len(outcome.collectives) == len(squads)
        own = [credit for credit in credits if credit.user_id is not None]
        assert sum(len(one.addends) for one in outcome.individuals) == len(own)
        assert sum(len(one.addends) for one in outcome.collectives) == len(credits)
        for board, figure, order in (
            (outcome.individuals, "points", easy_scheme.individual.order),
            (outcome.collectives, "total", easy_scheme.collective.order),
        ):
            ranked = [one for one in board if one.eligible]
            assert board[: len(ranked)] == tuple(ranked)
            for one in board:
                assert sum(addend.points for addend in one.addends) == getattr(one, figure)
                assert (one.rank is None) == (one.reason is not None) == (not one.eligible)
            for one in ranked:
                mine = [getattr(one, name) for name in order]
                better = [other for other in ranked if [getattr(other, name) for name in order] > mine]
                assert one.rank == len(better) + 1
        for one in outcome.collectives:
            if one.eligible:
                assert 0 <= one.score <= 100
