"""Points by group and the law's preference among equals."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.ranking.rules import Flaw, Scheme, SchemeError, addends_of, canonical, rank


def ordered(scheme_json, person=None, team=None, **more):
    if person:
        scheme_json["individual"]["order"] = person
    if team:
        scheme_json["collective"]["order"] = team
    scheme_json["individual"]["eligible"]["min_active_days"] = 1
    return Scheme.from_json({**scheme_json, **more})


def test_each_group_has_its_own_points(scheme_json, make_credit):
    scheme = ordered(scheme_json, points_per_group={"elderly": "2", "disabled": "0.5"})
    (addend,) = addends_of(scheme, [make_credit(1, groups={"elderly": 3, "disabled": 1, "poor_household": 2})])
    assert addend.vulnerable == 6
    assert addend.vulnerable_points == Fraction(17, 2), "3 x 2 + 1 x 0.5 + 2 x 1"
    assert [(item.code, item.points) for item in addend.groups] == [
        ("elderly", 6),
        ("disabled", Fraction(1, 2)),
        ("poor_household", 2),
    ]


def test_an_unknown_group_is_refused(scheme_json):
    with pytest.raises(SchemeError) as refused:
        ordered(scheme_json, points_per_group={"rich": "2"})
    assert (refused.value.field, refused.value.reason) == ("points_per_group.rich", Flaw.UNKNOWN_GROUP)


def test_a_woman_comes_first_among_equals_only(scheme_json, make_credit, make_person, make_squad):
    scheme = ordered(scheme_json, person=["points", "women", "vulnerable_turns"])
    people = [make_person(1), replace(make_person(2), woman=True), make_person(3)]
    credits = [make_credit(1, 1, minutes=60), make_credit(2, 2, minutes=60), make_credit(3, 3, minutes=120)]
    places = [(one.subject_id, one.rank) for one in rank(scheme, credits, people, [make_squad(1)]).individuals]
    assert places == [(3, 1), (2, 2), (1, 3)]
    without = ordered(scheme_json, person=["points", "vulnerable_turns"])
    assert [one.rank for one in rank(without, credits, people, [make_squad(1)]).individuals] == [1, 2, 2]


@pytest.mark.parametrize(("women", "first"), [(7, 2), (6, None)])
def test_a_team_with_seven_women_of_ten_comes_first_among_equals(scheme_json, make_credit, make_squad, women, first):
    scheme = ordered(scheme_json, team=["score", "women_share"])
    squads = [make_squad(1, members=10), replace(make_squad(2, members=10), women=women)]
    credits = [make_credit(1, None, 1, minutes=60), make_credit(2, None, 2, minutes=60)]
    teams = rank(scheme, credits, [], squads).collectives
    assert [one.rank for one in teams] == ([1, 2] if first else [1, 1])
    assert teams[0].subject_id == (first or 1)


def test_the_share_of_women_is_a_setting(scheme_json, make_squad):
    scheme_json["collective"] |= {"women_percent": 40}
    scheme = ordered(scheme_json, team=["score", "women_share"])
    assert scheme.to_json()["collective"]["women_percent"] == 40
    (team,) = rank(scheme, [], [], [replace(make_squad(1, members=5), women=2)]).collectives
    assert team.women_share == 1


def test_who_is_a_woman_or_leads_stands_in_the_text_only_where_the_scheme_asks(scheme_json, make_person, make_squad):
    people, squads = [replace(make_person(1), woman=True, leader=True)], [make_squad(1)]
    plain = ordered(scheme_json)
    text = canonical(rank(plain, [], people, squads), plain)
    assert "woman" not in text and "leader" not in text and "women" not in text
    shares = {"binding": False, "leaders_percent": 50, "units": []}
    asking = ordered(scheme_json, ["points", "women"], ["score", "women_share"], shares=shares)
    text = canonical(rank(asking, [], people, squads), asking)
    assert '"woman":true' in text and '"leader":true' in text and '"women":0' in text
