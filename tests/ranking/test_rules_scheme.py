import json
from fractions import Fraction

import pytest

from app.ranking.rules import Flaw, Scheme, SchemeError


def put(data, path, value):
    *parents, last = path.split(".")
    for name in parents:
        data = data[name]
    data[last] = value


def take(data, path):
    *parents, last = path.split(".")
    for name in parents:
        data = data[name]
    del data[last]


def flaw_of(data):
    with pytest.raises(SchemeError) as caught:
        Scheme.from_json(data)
    return caught.value.field, caught.value.reason


def test_amounts_become_exact_fractions(scheme):
    assert scheme.points_per_unit["local_app"] == Fraction(1, 2)
    assert scheme.points_per_hour == 1
    assert scheme.daily_cap_per_person == 60
    assert scheme.collective.weight_total == Fraction(1, 2)


def test_a_scheme_written_out_is_the_json_it_came_from(scheme, scheme_json):
    assert scheme.to_json() == scheme_json


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("daily_cap_per_person", None),
        ("daily_cap_per_person", 60),
        ("points_per_unit.local_app", "0.125"),
        ("points_per_hour", "1000000"),
        ("points_per_unit", {}),
        ("vulnerable_groups", []),
        ("collective.weight_total", "0.000001"),
        ("collective.order", ["per_head"]),
    ],
)
def test_every_valid_scheme_survives_a_round_trip_through_json_text(scheme_json, path, value):
    put(scheme_json, path, value)
    scheme = Scheme.from_json(scheme_json)
    assert Scheme.from_json(json.loads(json.dumps(scheme.to_json()))) == scheme


def test_no_cap_is_written_as_null(scheme_json):
    scheme_json["daily_cap_per_person"] = None
    scheme = Scheme.from_json(scheme_json)
    assert scheme.daily_cap_per_person is None
    assert scheme.to_json()["daily_cap_per_person"] is None


@pytest.mark.parametrize(
    "path", ["ties", "arithmetic", "collective.score", "collective.per_head", "collective.total"]
)
def test_texts_for_display_may_be_left_out(scheme_json, path):
    take(scheme_json, path)
    assert Scheme.from_json(scheme_json)


@pytest.mark.parametrize(
    "path",
    [
        "name",
        "version",
        "points_per_unit",
        "points_per_hour",
        "extra_points_per_vulnerable_turn",
        "vulnerable_groups",
        "daily_cap_per_person",
        "individual",
        "individual.eligible",
        "individual.eligible.min_active_days",
        "individual.eligible.not_on_hold",
        "individual.order",
        "collective",
        "collective.weight_total",
        "collective.weight_per_head",
        "collective.eligible.active_on_last_day",
        "collective.eligible.min_members",
        "collective.order",
    ],
)
def test_a_missing_field_is_named(scheme_json, path):
    take(scheme_json, path)
    assert flaw_of(scheme_json) == (path, Flaw.MISSING)


@pytest.mark.parametrize(
    ("value", "flaw"),
    [
        (0.5, Flaw.FLOAT),
        (float("nan"), Flaw.FLOAT),
        (float("inf"), Flaw.FLOAT),
        ("-1", Flaw.NEGATIVE),
        ("-0.5", Flaw.NEGATIVE),
        (-1, Flaw.NEGATIVE),
        ("1000000.5", Flaw.TOO_LARGE),
        (10**30, Flaw.TOO_LARGE),
        ("9" * 40, Flaw.TOO_LARGE),
        ("9" * 100_000, Flaw.TOO_LONG),
        ("0" * 100_000, Flaw.TOO_LONG),
        ("0.1234567", Flaw.TOO_FINE),
        ("", Flaw.NOT_A_DECIMAL),
        ("-", Flaw.NOT_A_DECIMAL),
        ("--1", Flaw.NOT_A_DECIMAL),
        ("+1", Flaw.NOT_A_DECIMAL),
        (" 1", Flaw.NOT_A_DECIMAL),
        ("1\n", Flaw.NOT_A_DECIMAL),
        ("1,5", Flaw.NOT_A_DECIMAL),
        ("1.", Flaw.NOT_A_DECIMAL),
        (".5", Flaw.NOT_A_DECIMAL),
        ("1/2", Flaw.NOT_A_DECIMAL),
        ("1e3", Flaw.NOT_A_DECIMAL),
        ("1_000", Flaw.NOT_A_DECIMAL),
        ("NaN", Flaw.NOT_A_DECIMAL),
        ("Infinity", Flaw.NOT_A_DECIMAL),
        ("\N{ARABIC-INDIC DIGIT ONE}", Flaw.NOT_A_DECIMAL),
        ("1\x00", Flaw.NOT_A_DECIMAL),
        (True, Flaw.NOT_A_DECIMAL),
        (None, Flaw.NOT_A_DECIMAL),
        ([], Flaw.NOT_A_DECIMAL),
    ],
)
@pytest.mark.parametrize("path", ["points_per_hour", "points_per_unit.support_turn", "collective.weight_per_head"])
def test_an_amount_that_is_no_sensible_decimal_is_refused(scheme_json, path, value, flaw):
    put(scheme_json, path, value)
    assert flaw_of(scheme_json) == (path, flaw)


@pytest.mark.parametrize(
    ("path", "value", "flaw"),
    [
        ("name", 5, Flaw.NOT_A_TEXT),
        ("name", "a\x00b", Flaw.NOT_A_TEXT),
        ("name", "\ud800", Flaw.NOT_A_TEXT),
        ("ties", "x" * 501, Flaw.TOO_LONG),
        ("version", "1", Flaw.NOT_A_WHOLE_NUMBER),
        ("version", 1.0, Flaw.FLOAT),
        ("version", True, Flaw.NOT_A_WHOLE_NUMBER),
        ("version", 0, Flaw.TOO_SMALL),
        ("version", -1, Flaw.NEGATIVE),
        ("version", 10**9, Flaw.TOO_LARGE),
        ("points_per_unit", [], Flaw.NOT_AN_OBJECT),
        ("points_per_unit", {"Support turn": "1"}, Flaw.BAD_CODE),
        ("points_per_unit", {"a" * 41: "1"}, Flaw.BAD_CODE),
        ("points_per_unit", {f"k{n}": "1" for n in range(201)}, Flaw.TOO_LONG),
        ("vulnerable_groups", "elderly", Flaw.NOT_A_LIST),
        ("vulnerable_groups", ["students"], Flaw.UNKNOWN_GROUP),
        ("vulnerable_groups", [["elderly"]], Flaw.UNKNOWN_GROUP),
        ("vulnerable_groups", ["elderly", "elderly"], Flaw.REPEATED),
        ("individual", None, Flaw.NOT_AN_OBJECT),
        ("individual.order", ["score"], Flaw.UNKNOWN_ORDER),
        ("individual.order", ["points", "points"], Flaw.REPEATED),
        ("individual.order", [], Flaw.MISSING),
        ("individual.eligible.min_active_days", 367, Flaw.TOO_LARGE),
        ("individual.eligible.not_on_hold", 1, Flaw.NOT_A_FLAG),
        ("collective.order", ["points"], Flaw.UNKNOWN_ORDER),
        ("collective.eligible.min_members", -1, Flaw.NEGATIVE),
        ("collective.eligible.active_on_last_day", "true", Flaw.NOT_A_FLAG),
    ],
)
def test_any_other_wrong_field_is_named_with_its_reason(scheme_json, path, value, flaw):
    put(scheme_json, path, value)
    assert flaw_of(scheme_json) == (path, flaw)


@pytest.mark.parametrize("data", [None, [], "scheme", 1])
def test_something_that_is_no_object_is_no_scheme(data):
    assert flaw_of(data) == ("scheme", Flaw.NOT_AN_OBJECT)
