"""Rows of a roster matched with the people and teams that are known."""

from datetime import date

import pytest

from app.core.policy import Role
from app.core.text import same_name
from app.exchange.rules import (
    Code,
    Entry,
    Known,
    Names,
    NoticeCode,
    Parsed,
    PeopleField,
    PersonRow,
    Standing,
    plan_roster,
)
from app.exchange.rules.roster import MOST_NEW_TEAMS

STARTS, ENDS = date(2025, 7, 31), date(2025, 9, 13)
TEAM, OTHER = 11, 12
TEAMS = Names([Entry(TEAM, "Tổ 1"), Entry(OTHER, "Tổ 2")])
LAN = Known(1, "Nguyễn Thị Lan", "0912000001", None, None, None)


def row(number=2, name="Nguyễn Thị Lan", phone="0912000001", email=None, team="Tổ 1", role="member", **more):
    values = {"gender": None, "birth_year": None, "position": None, "note": None} | more
    return PersonRow(number, name, phone=phone, email=email, team=team, role=role, **values)


def plan(*rows, known=(), create_teams=False):
    parsed = Parsed(rows=list(rows), labels={PeopleField.PHONE: "ĐT", PeopleField.TEAM: "Tổ CĐS"})
    return plan_roster(parsed, known, TEAMS, STARTS, ENDS, create_teams)


def standing(role="volunteer", team=TEAM, starts=STARTS, ends=None):
    return Standing(role, team, starts, ends)


def person(**more):
    return Known(**{name: getattr(LAN, name) for name in Known.__slots__} | more)


def codes(found):
    return [one.code for one in found]


def test_a_new_person_gets_a_role_in_the_team_from_the_first_day():
    made = plan(row(role="leader", position="Tổ trưởng"))
    [place] = made.places
    assert (place.role, place.team, place.title) == (Role.TEAM_LEADER, TEAM, "Tổ trưởng")
    assert (place.starts_on, place.ends_on) == (STARTS, None)
    assert len(made.added) == 1


def test_who_stands_in_the_team_on_the_last_day_is_left_alone():
    known = person(standings=(standing(),))
    made = plan(row(), known=[known])
    assert (made.added, made.places, made.filled, made.errors) == ([], [], [], [])


@pytest.mark.parametrize(
    ("held", "asked", "given"),
    [
        ("volunteer", "leader", 1),
        ("team_leader", "member", 0),
        ("team_leader", "leader", 0),
        ("volunteer", "member", 0),
    ],
)
def test_a_leader_stands_in_the_team_as_well(held, asked, given):
    made = plan(row(role=asked), known=[person(standings=(standing(held),))])
    assert len(made.places) == given


def test_another_team_is_another_place():
    made = plan(row(team="Tổ 2"), known=[person(standings=(standing(),))])
    assert [place.team for place in made.places] == [OTHER]


def test_who_left_comes_back_from_that_day_and_it_is_said():
    left = date(2025, 8, 20)
    made = plan(row(), known=[person(standings=(standing(ends=left),))])
    assert [place.starts_on for place in made.places] == [left]
    assert codes(made.notices) == [NoticeCode.BACK_AGAIN]


def test_a_role_of_a_later_campaign_is_met_where_it_starts():
    later = date(2026, 11, 1)
    made = plan(row(), known=[person(standings=(standing(starts=later),))])
    assert [(place.starts_on, place.ends_on) for place in made.places] == [(STARTS, later)]


def test_a_known_number_under_another_name_names_only_people_of_the_ward():
    made = plan(row(name="Trần Văn Ba"), known=[LAN])
    assert [(e.code, e.column_label, e.facts) for e in made.errors] == [
        (Code.OTHER_NAME, "ĐT", {"other_name": "Nguyễn Thị Lan"})
    ]
    made = plan(row(name="Trần Văn Ba"), known=[person(in_ward=False)])
    assert [(e.code, e.facts) for e in made.errors] == [(Code.OTHER_NAME_HIDDEN, {})]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nguyễn Thị Lan", "NGUYỄN THỊ LAN", True),
        ("Nguyễn Thị Lan", "Nguyen Thi Lan", True),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", False),
    ],
)
def test_names_are_the_same_but_for_case_or_all_marks(one, other, same):
    assert same_name(one, other) is same


def test_empty_details_are_filled_in_and_none_is_overwritten():
    made = plan(row(email="lan@example.vn", gender="female", birth_year=1999), known=[person(birth_year=1990)])
    assert made.filled[0].fills == {"gender": "female", "email": "lan@example.vn"}


@pytest.mark.parametrize("more", [{"in_ward": False}, {"modest": False}])
def test_accounts_of_other_wards_or_with_power_are_never_filled_in(more):
    assert plan(row(email="lan@example.vn", birth_year=1999), known=[person(**more)]).filled == []


def test_an_address_that_somebody_else_has_is_left_out():
    other = Known(2, "Lê Bình", "0912000002", "chung@example.vn", None, None)
    made = plan(row(email="chung@example.vn"), known=[other])
    assert codes(made.notices) == [NoticeCode.EMAIL_TAKEN]
    assert made.added[0].detail("email") is None
    made = plan(row(email="chung@example.vn"), known=[other, LAN])
    assert (made.added, made.filled, codes(made.notices)) == ([], [], [NoticeCode.EMAIL_TAKEN])


def test_without_a_phone_the_address_tells_who_it_is():
    known = person(phone=None, email="lan@example.vn", standings=(standing(),))
    assert plan(row(phone=None, email="lan@example.vn"), known=[known]).added == []
    made = plan(row(phone=None, email="lan@example.vn", name="Trần Văn Ba"), known=[known])
    assert codes(made.errors) == [Code.OTHER_NAME]


def test_a_second_number_of_somebody_known_is_left_out():
    made = plan(row(phone="0912000009", email="lan@example.vn"), known=[person(email="lan@example.vn")])
    assert (made.added, codes(made.notices)) == ([], [NoticeCode.PHONE_LEFT])


def test_two_rows_of_one_new_person_are_one_account_with_two_places():
    made = plan(row(2), row(3, email="lan@example.vn", team="Tổ 2"))
    assert len(made.added) == 1
    assert made.added[0].detail("email") == "lan@example.vn"
    assert [place.team for place in made.places] == [TEAM, OTHER]


def test_unknown_teams_are_errors_until_they_are_allowed():
    made = plan(row(team="Tổ 9"), row(3, phone="0912000002", name="Lê Bình", team="TO 9"))
    assert [(e.row_no, e.column_label, e.code) for e in made.errors] == [
        (2, "Tổ CĐS", Code.TEAM_UNKNOWN),
        (3, "Tổ CĐS", Code.TEAM_UNKNOWN),
    ]
    made = plan(row(team="Tổ 9"), row(3, phone="0912000002", name="Lê Bình", team="TO 9"), create_teams=True)
    assert (made.errors, made.new_teams) == ([], {"tô\u0309 9": "Tổ 9"})


def test_a_wrong_column_does_not_make_a_thousand_teams():
    rows = [row(n, phone=f"09120{n:05}", team=f"Tổ x{n}") for n in range(2, MOST_NEW_TEAMS + 4)]
    assert codes(plan(*rows, create_teams=True).errors) == [Code.TEAMS_TOO_MANY]


@pytest.mark.parametrize(
    ("years", "team", "told"),
    [((None, None), OTHER, True), ((1990, None), OTHER, True), ((1990, 1991), OTHER, False), ((1, 2), TEAM, False)],
)
def test_a_known_name_under_another_phone_in_another_team_is_told(years, team, told):
    """Asked about only where the year or the team speaks for it; new without a word where the year speaks against."""
    there = person(birth_year=years[0], standings=(standing(team=team),))
    found = plan(row(phone="0912000009", birth_year=years[1]), known=[there])
    assert len(found.added) == 1
    assert [one.code for one in found.notices] == [NoticeCode.NAMESAKE_ELSEWHERE] * told


def test_a_closed_account_is_told():
    assert codes(plan(row(), known=[person(closed=True)]).notices) == [NoticeCode.ACCOUNT_CLOSED]
