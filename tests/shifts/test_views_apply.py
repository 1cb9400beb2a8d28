"""The pages of the shift plan: what would change, applying it, exceptions."""

import re

import pytest

from app.core.db import db
from app.shifts.models import PlanException, Shift, ShiftTemplate
from app.signups.actions import sign_up
from tests.shifts.makers import make_shifts

PLAN, PREVIEW = "/shifts/plan", "/shifts/plan/preview"
NEW, TEMPLATES, EXCEPTIONS = f"{PLAN}/templates/new", f"{PLAN}/templates", f"{PLAN}/exceptions"
DAYS = {"first": "2025-08-15", "last": "2025-08-16", "prune": "y"}


def apply(client, query, **more):
    shown = client.get(PREVIEW, query_string=query).text
    seen = re.search(r'name="seen" value="(\w+)"', shown).group(1)
    return client.post(PLAN, data=query | {"seen": seen} | more)


def test_applying_what_was_previewed(as_, cast, made, count_sql, rows):
    hoa, query = as_(cast.hoa), DAYS | {"template": list(made)}
    assert 'name="seen"' in hoa.get(PREVIEW).text, "the first look is at all templates"
    answer = apply(hoa, query)
    assert (answer.status_code, answer.location) == (303, "/shifts?day=2025-08-15")
    assert len(rows(Shift.id)) == 6
    again = hoa.get(PREVIEW, query_string=query).text
    assert 'name="seen"' not in again
    with count_sql() as s:
        assert hoa.post(PLAN, data=query | {"seen": "x" * 32}).status_code == 303, "applied once is enough"
    assert len(s) <= 7
    assert len(rows(Shift.id)) == 6


def test_applying_new_shifts_takes_seven_statements_however_many(as_, cast, made, count_sql, rows):
    hoa = as_(cast.hoa)
    for last, count in (("2025-08-15", 3), ("2025-09-13", 90)):
        with count_sql() as s:
            assert (
                hoa.post(PLAN, data={"first": "2025-08-15", "last": last, "template": list(made)}).status_code == 303
            )
        assert len(s) <= 7
        assert len(rows(Shift.id)) == count


def test_an_outdated_preview_is_shown_again(as_, cast, made):
    answer = apply(as_(cast.hoa), DAYS | {"template": list(made)}, seen="x" * 32)
    assert answer.status_code == 409
    assert 'name="seen"' in answer.text


@pytest.mark.parametrize(
    "wrong",
    ["first=2024-01-01", "first=0001-01-01", "last=9999-12-31", "last=x", "last=2025-08-01", "template=x"],
)
def test_wrong_questions(as_, cast, made, wrong):
    name, value = wrong.split("=")
    query = DAYS | {"template": list(made)} | {name: value}
    hoa = as_(cast.hoa)
    for answer in (hoa.get(PREVIEW, query_string=query), hoa.post(PLAN, data=query)):
        assert answer.status_code == 422
        assert 'id="errors"' in answer.text


def test_what_people_are_on_is_listed_as_left_alone(as_, app, cast, rows):
    with app.app_context():
        shift = make_shifts(cast, cast.point1, most=5)[0]
        sign_up(cast.lan.id, shift)
        db.session.remove()
    hoa = as_(cast.hoa)
    (template,) = rows(ShiftTemplate.id)[0]
    hoa.post(f"{TEMPLATES}/{template}/retire")
    page = hoa.get(PREVIEW).text
    assert f'<a href="/shifts/{shift}">' in page and "15/8 · Chiều 14:00–\u206017:00" in page


def test_exceptions_on_screen(as_, cast, made, count_sql, rows):
    hoa, one, two = as_(cast.hoa), cast.point1.id, cast.point2.id
    good = [
        {"kind": "closed", "first": "2/9/2025", "note": "Quốc khánh"},
        {"kind": "extra", "first": "2025-08-17", "template": made[0], "point": one},
        {"kind": "moved", "first": "2025-08-18", "last": "2025-08-24", "point": one, "to_point": two},
    ]
    for data in good:
        with count_sql() as s:
            assert hoa.post(EXCEPTIONS, data=data).status_code == 303
        assert len(s) <= 7
        assert hoa.post(EXCEPTIONS, data=data).status_code == 422, "a second time"
    page = hoa.get(EXCEPTIONS).text
    assert "Quốc khánh" in page and "T2 18/8 – CN 24/8" in page
    wrong = [
        {"kind": "x", "first": "2025-08-17"},
        {"kind": "closed", "first": ""},
        {"kind": "closed", "first": "2025-12-31"},
        {"kind": "closed", "first": "2025-08-17", "last": "2025-08-16"},
        {"kind": "closed", "first": "2025-08-17", "point": cast.other_point.id},
        {"kind": "closed", "first": "2025-08-17", "point": "9" * 20},
        {"kind": "extra", "first": "2025-08-17"},
        {"kind": "extra", "first": "2025-08-17", "template": made[1], "point": two},
        {"kind": "moved", "first": "2025-08-17"},
        {"kind": "moved", "first": "2025-08-17", "point": one},
        {"kind": "moved", "first": "2025-08-17", "point": one, "to_point": one},
        {"kind": "moved", "first": "2025-08-17", "point": one, "to_point": cast.other_point.id},
    ]
    for data in wrong:
        assert hoa.post(EXCEPTIONS, data=data).status_code == 422, data
    (first,), *_others = rows(PlanException.id)
    remove = f"{EXCEPTIONS}/{first}/remove"
    assert as_(cast.phuc).post(remove).status_code == 404
    assert as_(cast.lan).post(remove).status_code == 403
    assert hoa.post(remove).status_code == 303
    assert hoa.post(remove).status_code == 404
    assert len(rows(PlanException.id)) == 2
