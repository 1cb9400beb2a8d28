"""The page on which shifts are planned."""

import re

import pytest

from app.campaigns.queries import slots_of
from app.signups.actions import sign_up
from tests.shifts.makers import make_shifts

URL = "/shifts/plan"
QUERY = "first=2025-08-15&last=2025-08-16&min_heads=1&max_heads=3&leads=1&prune=y&weekday=4&weekday=5"


@pytest.fixture
def query(app, cast):
    with app.app_context():
        slots = "".join(f"&slot={slot.id}" for slot in slots_of(cast.campaign.id))
    return f"{QUERY}&point={cast.point1.id}&point={cast.point2.id}{slots}"


def test_choosing_and_the_preview_are_pages_that_write_nothing(as_, cast, query, count_sql):
    hoa = as_(cast.hoa)
    assert hoa.get(URL).status_code == 200
    with count_sql() as s:
        answer = hoa.get(f"{URL}?{query}")
    assert answer.status_code == 200
    assert 'id="preview"' in answer.text
    assert len(s) <= 5
    assert not any(one.startswith(("INSERT", "UPDATE", "DELETE")) for one in s)


def _apply(client, query, **more):
    shown = client.get(f"{URL}?{query}").text
    seen = re.search(r'name="seen" value="(\w+)"', shown).group(1)
    data = [pair.split("=") for pair in query.split("&")] + [("seen", more.get("seen", seen))]
    fields = {}
    for name, value in data:
        fields.setdefault(name, []).append(value)
    return client.post(URL, data=fields)


def test_applying_what_was_previewed(as_, cast, query):
    hoa = as_(cast.hoa)
    answer = _apply(hoa, query)
    assert (answer.status_code, answer.location) == (303, "/shifts?day=2025-08-15")
    assert "12" in hoa.get(answer.location).text
    again = hoa.get(f"{URL}?{query}").text
    assert 'name="seen"' not in again


def test_an_outdated_preview_is_shown_again(as_, cast, query):
    answer = _apply(as_(cast.hoa), query, seen="x" * 32)
    assert answer.status_code == 409
    assert 'name="seen"' in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        "first=2024-01-01",
        "first=0001-01-01",
        "last=9999-12-31",
        "last=x",
        "first=",
        "max_heads=0",
        "min_heads=-3",
        "leads=99999999999999999999",
        "point=0",
        "point=99999999999999999999999",
        "point=x",
        "slot=0",
        "weekday=9",
        "min_heads=9",
    ],
)
def test_wrong_choices(as_, cast, query, wrong):
    name = wrong.partition("=")[0]
    rest = "&".join(pair for pair in query.split("&") if not pair.startswith(f"{name}="))
    answer = as_(cast.hoa).get(f"{URL}?{wrong}&{rest}")
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text


def test_points_of_another_ward_cannot_be_planned(as_, cast, query):
    assert as_(cast.hoa).get(f"{URL}?{query}&point={cast.other_point.id}").status_code == 422


def test_planning_is_for_planners(as_, cast, anonymous):
    assert as_(cast.lan).get(URL).status_code == 403
    assert as_(cast.lan).post(URL).status_code == 403
    assert as_(cast.mai).get(URL).status_code == 403
    assert anonymous.get(URL).status_code == 303
    assert as_(cast.an).get(URL).status_code == 200


def test_what_people_are_on_is_listed_as_left_alone(as_, app, cast, query):
    with app.app_context():
        shift = make_shifts(cast, cast.point1, most=5)[0]
        sign_up(cast.lan.id, shift)
    assert "15/8 · Chiều 14:00-17:00" in as_(cast.hoa).get(f"{URL}?{query}").text
