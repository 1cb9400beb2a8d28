"""A team's seats, as they are seen and tapped."""

from datetime import timedelta

import pytest

from app.claims.actions import claim
from app.core.db import db
from app.shifts.models import Shift
from app.signups.actions import sign_up
from tests.claims.test_actions import AFTER
from tests.shifts.makers import AFTERNOON, make_shifts


@pytest.fixture
def shift(app, cast):
    with app.app_context():
        found = make_shifts(cast, slots=(AFTERNOON,), first=AFTER, most=5)[-1]
        db.session.remove()
    return found


@pytest.fixture
def claimed(app, cast, shift):
    """Three seats for team 01."""
    with app.app_context():
        found = claim(cast.team1.id, shift, 3, cast.minh.id)
        db.session.remove()
    return found


def row(app, shift):
    with app.app_context():
        found = db.session.get(Shift, shift)
        db.session.remove()
    return found


def test_a_leader_takes_seats_and_names_people(app, cast, as_, shift, count_sql):
    minh = as_(cast.minh)
    assert f"/shifts/{shift}/claims" in minh.get(f"/shifts/{shift}").text
    with count_sql() as sent:
        page = minh.get(f"/shifts/{shift}/claims").text
    assert len(sent) <= 5
    assert cast.team1.name in page and cast.team2.name not in page
    answer = minh.post(f"/shifts/{shift}/claims", data={"team": cast.team1.id, "seats": "3"})
    assert (answer.status_code, answer.location) == (303, "/claims/1")
    with count_sql() as sent:
        page = minh.get("/claims/1").text
    assert len(sent) <= 5
    assert cast.lan.name in page and cast.binh.name not in page
    assert minh.post("/claims/1/names", data={"person": cast.lan.id}).location == "/claims/1"
    page = minh.get("/claims/1").text
    assert "1/3" in page
    assert (row(app, shift).seats_taken, row(app, shift).seats_held) == (1, 2)
    with count_sql() as sent:
        assert "1/3" in minh.get("/claims").text
    assert len(sent) <= 5
    assert "/claims" in minh.get("/my/shifts").text
    assert "1/3" in as_(cast.binh).get(f"/shifts/{shift}").text


def test_the_reason_stands_beside_the_name(app, cast, as_, shift, claimed):
    with app.app_context():
        (other,) = set(make_shifts(cast, cast.point2, slots=(AFTERNOON,), first=AFTER)) - {shift}
        sign_up(cast.lan.id, other)
        db.session.remove()
    minh = as_(cast.minh)
    page = minh.get(f"/claims/{claimed}").text
    assert "đang có ca 14:00–\u206017:00" in page and "disabled" in page
    answer = minh.post(f"/claims/{claimed}/names", data={"person": cast.lan.id})
    assert answer.status_code == 409 and cast.point2.name in answer.text
    assert row(app, shift).seats_taken == 0


def test_seats_are_given_back(app, cast, as_, shift, claimed):
    minh = as_(cast.minh)
    assert minh.post(f"/claims/{claimed}/back", data={"seats": "2"}).status_code == 303
    assert (row(app, shift).seats_held, row(app, shift).team_seats) == (1, 1)
    assert minh.post(f"/claims/{claimed}/back", data={"seats": "2"}).status_code == 409


def test_after_the_deadline_pages_say_so_at_once(app, cast, as_, shift, claimed, at):
    minh, binh = as_(cast.minh), as_(cast.binh)
    with app.app_context():
        claim(cast.team1.id, shift, 2, cast.minh.id)
        db.session.remove()
    with at("2025-08-16T13:59:59"):
        assert f"/shifts/{shift}/sign-up" in binh.get(f"/shifts/{shift}").text
        assert 'name="wait"' in binh.get(f"/shifts/{shift}").text
        assert 'name="wait"' in binh.get("/shifts?day=2025-08-17").text
    with at("2025-08-16T14:00:00"):
        assert 'name="wait"' not in binh.get(f"/shifts/{shift}").text
        assert 'name="wait"' not in binh.get("/shifts?day=2025-08-17").text
        assert f"/shifts/{shift}/sign-up" in binh.get("/shifts?day=2025-08-17").text
        page = minh.get(f"/claims/{claimed}").text
        assert "Chỗ chưa có tên nay dành cho mọi người" in page and "/names" not in page
        assert minh.post(f"/claims/{claimed}/names", data={"person": cast.lan.id}).status_code == 409
        assert binh.post(f"/shifts/{shift}/sign-up").status_code == 303
    assert (row(app, shift).seats_taken, row(app, shift).seats_held) == (1, 0)


def test_strangers_find_nothing_and_volunteers_may_not(app, cast, as_, shift, claimed):
    for client, status in ((as_(cast.phuc), 404), (as_(cast.lan), 403), (as_(cast.dung), 403), (as_(cast.son), 403)):
        assert client.get(f"/claims/{claimed}").status_code == status
        assert client.get(f"/shifts/{shift}/claims").status_code == status
        assert client.post(f"/claims/{claimed}/names", data={"person": cast.lan.id}).status_code == status
        assert client.post(f"/claims/{claimed}/back", data={"seats": 1}).status_code == status
        data = {"team": cast.team1.id, "seats": 1}
        assert client.post(f"/shifts/{shift}/claims", data=data).status_code == status
    assert f"/shifts/{shift}/claims" not in as_(cast.lan).get(f"/shifts/{shift}").text
    assert (row(app, shift).seats_held, row(app, shift).team_seats) == (3, 3)


def test_a_leader_takes_nothing_for_another_team(app, cast, as_, shift):
    minh = as_(cast.minh)
    for team in (cast.team2.id, cast.other_team.id, 2_000_000_000):
        assert minh.post(f"/shifts/{shift}/claims", data={"team": team, "seats": 1}).status_code == 404
    hoa = as_(cast.hoa)
    assert hoa.post(f"/shifts/{shift}/claims", data={"team": cast.other_team.id, "seats": 1}).status_code == 404
    assert hoa.post(f"/shifts/{shift}/claims", data={"team": cast.team2.id, "seats": 1}).status_code == 303


def test_a_wrong_number_is_told_beside_the_field(app, cast, as_, shift):
    minh = as_(cast.minh)
    for seats, status in (("", 422), ("0", 422), ("-1", 422), ("x", 422), ("99", 422), ("6", 422)):
        answer = minh.post(f"/shifts/{shift}/claims", data={"team": cast.team1.id, "seats": seats})
        assert answer.status_code == status, seats
    assert "Chỉ còn 5 chỗ cho tổ" in answer.text
    assert minh.post(f"/shifts/{shift}/claims", data={"team": "x", "seats": 1}).status_code == 422
    assert minh.post("/claims/1/names", data={"person": "x"}).status_code == 422
    assert row(app, shift).team_seats == 0


def test_past_the_deadline_no_button_leads_to_a_refusal(cast, as_, shift, at):
    minh, link = as_(cast.minh), f'href="/shifts/{shift}/claims"'
    day = AFTER - timedelta(days=1)
    with at(f"{day}T13:59"):
        assert link in minh.get(f"/shifts/{shift}").text
    with at(f"{day}T14:00"):
        assert link not in minh.get(f"/shifts/{shift}").text
