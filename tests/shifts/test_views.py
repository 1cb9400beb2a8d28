"""The pages of the shift plan: templates."""

import re

import pytest

from app.core.db import db
from app.shifts.models import ShiftTemplate
from tests.conftest import on_sqlite
from tests.shifts.makers import make_line

PLAN, PREVIEW = "/shifts/plan", "/shifts/plan/preview"
NEW, TEMPLATES, EXCEPTIONS = f"{PLAN}/templates/new", f"{PLAN}/templates", f"{PLAN}/exceptions"
DAYS = {"first": "2025-08-15", "last": "2025-08-16", "prune": "y"}


def form(cast, **more):
    return {
        "point": [cast.point1.id, cast.point2.id],
        "when": "own",
        "name": "Đêm",
        "starts": "22:00",
        "ends": "6h",
        "every": "240",
        "weekday": [0, 1, 2, 3, 4],
        "min_heads": 1,
        "max_heads": 3,
        "leads": 1,
        "kind": "point",
        "lead_seats": 0,
        "skill": 0,
        "opens_days": "",
        "first": "",
        "last": "",
    } | more


def test_pages_of_a_planner_write_nothing(as_, app, cast, made, count_sql):
    hoa = as_(cast.hoa)
    for url in (PLAN, NEW, f"{NEW}?point={cast.point2.id}", f"{TEMPLATES}/{made[0]}", EXCEPTIONS, PREVIEW):
        with count_sql() as s:
            assert hoa.get(url).status_code == 200, url
        assert len(s) <= 5, url
        assert not any(one.startswith(("INSERT", "UPDATE", "DELETE")) for one in s), url


def test_who_may_plan(as_, cast, anonymous, made):
    for url in (PLAN, NEW, f"{TEMPLATES}/{made[0]}", EXCEPTIONS, PREVIEW):
        assert as_(cast.lan).get(url).status_code == 403
        assert as_(cast.mai).get(url).status_code == 403
        assert anonymous.get(url).status_code == 303
        assert as_(cast.an).get(url).status_code == 200
    phuc, lan = as_(cast.phuc), as_(cast.lan)
    for url in (f"{TEMPLATES}/{made[0]}", f"{TEMPLATES}/{made[0]}/retire", f"{TEMPLATES}/{made[0]}/bring-back"):
        assert phuc.post(url, data=form(cast)).status_code == 404
        assert lan.post(url, data=form(cast)).status_code == 403
    assert phuc.get(f"{TEMPLATES}/{made[0]}").status_code == 404
    assert phuc.post(f"{PLAN}?campaign={cast.campaign.name}", data=DAYS).status_code == 404
    assert lan.post(PLAN, data=DAYS).status_code == 403


def test_an_empty_plan_starts_from_the_slots(as_, cast, count_sql, rows):
    hoa = as_(cast.hoa)
    assert f'action="{PLAN}/start?campaign={cast.campaign.name}"' in hoa.get(PLAN).text
    assert "/shifts/plan" in hoa.get(PREVIEW).text
    with count_sql() as s:
        assert hoa.post(f"{PLAN}/start").status_code == 303
    assert len(s) <= 7
    page = hoa.get(PLAN).text
    assert page.count("Chiều") == 2, "a template stands under each of its points"
    assert len(rows(ShiftTemplate.id)) == 3


def test_adding_a_template_of_several_points(as_, cast, count_sql, rows):
    hoa = as_(cast.hoa)
    with count_sql() as s:
        answer = hoa.post(TEMPLATES, data=form(cast))
    assert (answer.status_code, answer.location) == (303, PLAN)
    assert len(s) <= 7
    ((starts, ends, mask),) = rows(ShiftTemplate.starts, ShiftTemplate.ends, ShiftTemplate.weekdays)
    assert (starts.hour, ends.hour, mask) == (22, 6, 0b11111)
    assert "22:00–\u206006:00 hôm sau" in hoa.get(PLAN).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"point": []},
        {"point": ["x"]},
        {"point": ["99999999999999999999"]},
        {"when": "999999"},
        {"when": "99999999999999999999"},
        {"when": "round"},
        {"name": ""},
        {"name": "số 012345678901"},
        {"starts": ""},
        {"ends": "25:00"},
        {"weekday": []},
        {"weekday": [9]},
        {"max_heads": 0},
        {"min_heads": 9},
        {"lead_seats": 4},
        {"kind": "x"},
        {"skill": 99},
        {"skill": "99999999999999999999"},
        {"opens_days": 999},
        {"first": "2024-01-01"},
        {"last": "x"},
    ],
)
@on_sqlite
def test_wrong_templates(as_, cast, made, wrong, rows):
    hoa = as_(cast.hoa)
    for url in (TEMPLATES, f"{TEMPLATES}/{made[0]}"):
        answer = hoa.post(url, data=form(cast, **wrong))
        assert answer.status_code == 422
        assert 'id="errors"' in answer.text
    assert len(rows(ShiftTemplate.id)) == 2


def test_points_of_another_ward_cannot_be_planned(as_, cast):
    assert as_(cast.hoa).post(TEMPLATES, data=form(cast, point=[cast.other_point.id])).status_code == 422


def test_a_line_is_minded_round_the_clock(as_, app, cast):
    with app.app_context():
        line = make_line(cast)
        db.session.remove()
    hoa = as_(cast.hoa)
    assert hoa.post(TEMPLATES, data=form(cast, point=[line.id], when="round", starts="06:00")).status_code == 303
    assert "mỗi 4 giờ, từ 06:00 · mọi ngày" in hoa.get(PLAN).text


def test_changing_retiring_and_bringing_back(as_, cast, made, count_sql, rows):
    hoa, url = as_(cast.hoa), f"{TEMPLATES}/{made[0]}"
    with count_sql() as s:
        assert hoa.post(url, data=form(cast, point=[cast.point2.id], max_heads=7)).status_code == 303
    assert len(s) <= 7
    assert rows(ShiftTemplate.max_heads, id=made[0]) == [(7,)]
    assert hoa.post(f"{url}/retire").status_code == 303
    assert f'action="{url}/bring-back"' in hoa.get(url).text
    assert hoa.post(url, data=form(cast)).status_code == 422
    assert hoa.post(f"{url}/bring-back").status_code == 303
    assert rows(ShiftTemplate.retired_at, id=made[0]) == [(None,)]


def test_a_line_begins_round_the_clock_and_takes_no_slot(app, as_, cast):
    with app.app_context():
        line = make_line(cast).id
        db.session.remove()
    hoa = as_(cast.hoa)
    page = hoa.get(f"/shifts/plan/templates/new?point={line}").text
    assert re.search(r'<option selected value="round">', page)
    slot = re.search(r'<option value="(\d+)">', page[page.index('name="when"') :])[1]
    sizes = {"min_heads": 1, "max_heads": 2, "leads": 0, "lead_seats": 0, "kind": "point", "every": 240, "skill": 0}
    data = sizes | {"point": line, "weekday": list(range(7))}
    refused = hoa.post("/shifts/plan/templates", data=data | {"when": slot})
    assert refused.status_code == 422
    assert "đường trực ngày đêm" in refused.text
    fine = data | {"when": "round", "name": "Trực", "starts": "06:00"}
    assert hoa.post("/shifts/plan/templates", data=fine).status_code == 303
