"""Handing over and exchanging, as it is seen and tapped."""

import re

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.core.policy import Role
from app.people.actions import grant_role
from app.people.models import User
from app.signups.actions import sign_up
from app.signups.models import SignUp
from app.swaps.actions import offer_seat
from app.swaps.models import SwapOffer
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts


@pytest.fixture
def made(app, cast):
    """(the afternoon that Lan has, the evening that Bình has, Bình's seat), one seat each."""
    with app.app_context():
        one, other = make_shifts(cast, slots=(AFTERNOON, EVENING), most=1)
        sign_up(cast.lan.id, one)
        sign_up(cast.binh.id, other)
        seat = db.session.scalar(select(SignUp.id).where(SignUp.user_id == cast.binh.id))
        db.session.remove()
    return one, other, seat


@pytest.fixture
def offered(app, cast, made):
    """Offers a seat of Lan's: to somebody, to everyone (None), or in exchange for Bình's."""

    def offer(to=None, swap=False):
        with app.app_context():
            found = offer_seat(cast.lan.id, made[0], to and to.id, made[2] if swap else None)
            db.session.remove()
        return found

    return offer


def holders(app, *shifts):
    with app.app_context():
        found = db.session.execute(
            select(SignUp.shift_id, SignUp.user_id).where(SignUp.shift_id.in_(shifts), SignUp.state == "seated")
        ).all()
        db.session.remove()
    return dict(map(tuple, found))


def test_from_ones_shift_to_somebody_elses(app, cast, as_, made, count_sql):
    one, _, _ = made
    lan = as_(cast.lan)
    assert f"/shifts/{one}/hand-over" in lan.get(f"/shifts/{one}").text
    assert f"/shifts/{one}/hand-over" in lan.get("/my/shifts").text
    with count_sql() as sent:
        page = lan.get(f"/shifts/{one}/hand-over").text
    assert len(sent) <= 5
    assert cast.minh.name in page and cast.binh.name in page, "of the team, and on a shift of the campaign"
    assert cast.hoa.name not in page, "her name stands nowhere that Lan may read"
    answer = lan.post(f"/shifts/{one}/hand-over", data={"person": cast.minh.id})
    assert (answer.status_code, answer.location) == (303, f"/shifts/{one}/hand-over")
    assert cast.minh.name in lan.get(f"/shifts/{one}/hand-over").text
    minh = as_(cast.minh)
    with count_sql() as sent:
        page = minh.get("/my/shifts").text
    assert len(sent) <= 6
    assert "Chờ trả lời" in page and cast.lan.name in page
    assert minh.post("/swaps/1/accept", data={"next": "/my/shifts"}).location == "/my/shifts"
    assert holders(app, one) == {one: cast.minh.id}


def test_who_can_not_is_not_offered_and_told_why(app, cast, as_, made, offered, count_sql):
    one, other, _ = made
    offered(cast.binh)
    with app.app_context():
        (third,) = set(make_shifts(cast, cast.point2, slots=(AFTERNOON,), most=1)) - {one, other}
        sign_up(cast.binh.id, third)
        db.session.remove()
    binh = as_(cast.binh)
    with count_sql() as sent:
        page = binh.get("/my/shifts").text
    assert len(sent) <= 6
    assert "disabled" in page and cast.point2.name in page
    answer = binh.post("/swaps/1/accept")
    assert answer.status_code == 409 and cast.point2.name in answer.text
    assert holders(app, one) == {one: cast.lan.id}


def test_an_exchange_is_proposed_from_a_list_of_those_that_work(app, cast, as_, made, count_sql):
    one, other, seat = made
    lan = as_(cast.lan)
    with count_sql() as sent:
        page = lan.get(f"/shifts/{one}/swap").text
    assert len(sent) <= 5
    label = re.search(rf'<option value="({cast.binh.name} · [^"]*\d+/8[^"]*)">', page)[1]
    assert re.search(r'<input[^>]* name="seat" value=""', page), "nobody is proposed unless chosen"
    refused = lan.post(f"/shifts/{one}/swap", data={"seat": "binh"})
    assert refused.status_code == 422 and f'type="radio" name="seat" value="{seat}">' in refused.text
    assert "checked" not in refused.text, "nor then"
    with count_sql() as sent:
        assert lan.post(f"/shifts/{one}/swap", data={"seat": label}).status_code == 303
    assert len(sent) <= 12
    assert "Chờ trả lời" in as_(cast.binh).get("/my/shifts").text
    assert as_(cast.binh).post("/swaps/1/accept").status_code == 303
    assert holders(app, one, other) == {one: cast.binh.id, other: cast.lan.id}


def test_an_offer_to_everyone_stands_on_the_board_of_the_day(app, cast, as_, made, offered, count_sql):
    one, _, _ = made
    offered()
    minh = as_(cast.minh)
    assert f"/shifts/{one}/hand-over" in minh.get("/shifts?day=2025-08-15").text
    assert f"/shifts/{one}/hand-over" in minh.get(f"/shifts/{one}").text
    assert f"/shifts/{one}/hand-over" not in as_(cast.lan).get("/shifts?day=2025-08-15").text
    with count_sql() as sent:
        page = minh.get(f"/shifts/{one}/hand-over").text
    assert len(sent) <= 5
    assert "/swaps/1/accept" in page and "/swaps/1/decline" not in page
    assert minh.post("/swaps/1/accept").status_code == 303
    assert holders(app, one) == {one: cast.minh.id}
    assert f"/shifts/{one}/hand-over" not in as_(cast.binh).get("/shifts?day=2025-08-15").text


def test_whoever_is_not_first_in_line_is_told_from_when(app, cast, as_, made, offered):
    one, _, _ = made
    with app.app_context():
        sign_up(cast.binh.id, one, wait=True)
        db.session.remove()
    offered()
    page = as_(cast.minh).get(f"/shifts/{one}/hand-over").text
    assert "disabled" in page and "11:00 hôm nay" in page
    answer = as_(cast.minh).post("/swaps/1/accept")
    assert answer.status_code == 409 and "11:00 hôm nay" in answer.text
    assert "disabled" not in as_(cast.binh).get(f"/shifts/{one}/hand-over").text


def test_declining_and_withdrawing(app, cast, as_, made, offered):
    one, _, _ = made
    first = offered(cast.minh)
    assert as_(cast.minh).post(f"/swaps/{first}/decline").status_code == 303
    second = offered(cast.minh)
    assert "Bạn đã đề nghị" in as_(cast.lan).get("/my/shifts").text
    assert as_(cast.lan).post(f"/swaps/{second}/withdraw").status_code == 303
    assert as_(cast.minh).post(f"/swaps/{second}/accept").status_code == 409
    assert holders(app, one) == {one: cast.lan.id}


def test_after_the_start_there_is_nothing_to_answer(app, cast, as_, made, offered, at):
    one, _, _ = made
    offer = offered(cast.minh)
    with at("2025-08-15T14:00:00"):
        assert "Chờ trả lời" not in as_(cast.minh).get("/my/shifts").text
        assert as_(cast.minh).post(f"/swaps/{offer}/accept").status_code == 409
        assert "hand-over" not in as_(cast.lan).get(f"/shifts/{one}").text
        assert as_(cast.lan).get(f"/shifts/{one}/hand-over").status_code == 200
    assert holders(app, one) == {one: cast.lan.id}


def test_strangers_and_others_find_nothing(app, cast, as_, made, offered):
    one, _, seat = made
    offer = offered(cast.minh)
    for client in (as_(cast.dung), as_(cast.binh)):
        for verb in ("accept", "decline", "withdraw"):
            assert client.post(f"/swaps/{offer}/{verb}").status_code == 404
    dung = as_(cast.dung)
    for path in ("hand-over", "swap"):
        assert dung.get(f"/shifts/{one}/{path}").status_code == 404
        assert dung.post(f"/shifts/{one}/{path}", data={"seat": seat}).status_code == 404
    assert as_(cast.phuc).get(f"/shifts/{one}/people/{cast.lan.id}/hand-over").status_code == 404
    assert as_(cast.lan).get(f"/shifts/{one}/people/{cast.lan.id}/hand-over").status_code == 403
    assert as_(cast.son).get(f"/shifts/{one}/hand-over").status_code == 403
    with app.app_context():
        assert db.session.get(SwapOffer, offer).state == "open"
        db.session.remove()


def test_nonsense_is_a_wrong_form(app, cast, as_, made):
    one, _, _ = made
    lan = as_(cast.lan)
    for data in ({"person": "x"}, {"person": "-1"}, {"person": "9" * 30}):
        assert lan.post(f"/shifts/{one}/hand-over", data=data).status_code == 422
    for data in ({}, {"seat": ""}, {"seat": "x"}):
        assert lan.post(f"/shifts/{one}/swap", data=data).status_code == 422
    assert lan.post(f"/shifts/{one}/hand-over", data={"person": cast.lan.id}).status_code == 409


def test_staff_pass_a_seat_on_with_a_reason(app, cast, as_, made, count_sql):
    one, other, seat = made
    hoa = as_(cast.hoa)
    url = f"/shifts/{one}/people/{cast.lan.id}/hand-over"
    assert url in hoa.get(f"/shifts/{one}").text
    with count_sql() as sent:
        page = hoa.get(url).text
    assert len(sent) <= 5
    assert cast.minh.name in page and cast.lan.name in page and f'<option value="{cast.binh.name} · ' in page
    assert hoa.post(url, data={"person": "Nguyễn Không Có", "reason": "x"}).status_code == 422
    assert hoa.post(url, data={"person": cast.minh.id}).status_code == 422
    assert hoa.post(url, data={"reason": "x"}).status_code == 422
    assert hoa.post(url, data={"person": cast.dung.id, "reason": "x"}).status_code == 422
    assert hoa.post(url, data={"seat": seat, "reason": "Đổi điểm"}).location == f"/shifts/{one}"
    assert holders(app, one, other) == {one: cast.binh.id, other: cast.lan.id}
    assert hoa.get(url).status_code == 404, "she is not on it any more"


def test_pages_cost_the_same_for_a_crowd(app, cast, as_, made, count_sql):
    one, _, _ = made
    with app.app_context():
        for number in range(30):
            user = User(name=f"Người {number}", sort_key="", search_key="", created_at=clock.now())
            db.session.add(user)
        db.session.commit()
        for user in db.session.query(User).filter(User.name.startswith("Người ")):
            grant_role(user, Role.VOLUNTEER, None, cast.cua_nam.id, cast.team1.id, starts_on=clock.today())
        others = set(make_shifts(cast, slots=(EVENING,), most=30)) - set(made[:2])
        db.session.remove()
    assert not others
    lan = as_(cast.lan)
    for path in ("hand-over", "swap"):
        with count_sql() as sent:
            assert lan.get(f"/shifts/{one}/{path}").status_code == 200
        assert len(sent) <= 5
