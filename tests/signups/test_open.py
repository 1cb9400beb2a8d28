"""What one can take now, the most needed first."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from app.core.clock import LOCAL
from app.core.db import db, write_tx
from app.shifts.models import Shift
from app.signups.rules import need, usual_point
from tests.shifts.makers import AFTERNOON, EVENING, TOMORROW, make_shifts

NOW = datetime(2025, 8, 14, 9, tzinfo=LOCAL)


@dataclass(frozen=True)
class Turn:
    id: int
    hours: int
    missing: int = 0
    point_id: int = 1
    min_heads: int = 2
    seats_held: int = 0

    @property
    def seats_taken(self):
        return self.min_heads - self.missing

    @property
    def starts_at(self):
        return NOW + timedelta(hours=self.hours)

    @property
    def day(self) -> date:
        return self.starts_at.date()


def test_too_few_and_soon_comes_first_then_too_few_then_the_usual_point():
    soon, later = Turn(1, 30, missing=1), Turn(2, 90, missing=2)
    fine, usual = Turn(3, 5), Turn(4, 9, point_id=7)
    tomorrow = Turn(5, 28, point_id=7)
    found = sorted([fine, later, tomorrow, soon, usual], key=lambda turn: need(turn, NOW, 7))
    assert [turn.id for turn in found] == [1, 2, 4, 3, 5]


def test_the_usual_point_is_where_one_has_been_most():
    assert usual_point([3, 5, 5, 3, 5]) == 5
    assert usual_point([3, 5]) == 3
    assert usual_point([]) is None


@pytest.fixture
def shifts(app, cast):
    with app.app_context():
        return make_shifts(cast, cast.point1, cast.point2, slots=(AFTERNOON, EVENING), most=2)


def test_the_list_shows_what_one_can_take_and_nothing_else(as_, cast, shifts, count_sql):
    lan = as_(cast.lan)
    with count_sql() as statements:
        shown = lan.get("/shifts/open")
    assert len(statements) <= 5
    assert shown.text.count('formaction="/shifts/') == 4
    assert lan.post(f"/shifts/{shifts[0]}/sign-up", data={"next": "/shifts/open"}).status_code == 303
    assert lan.get("/shifts/open").text.count('formaction="/shifts/') == 2, "neither hers nor what overlaps with it"


def test_filters_stay_in_the_address(as_, cast, shifts):
    lan = as_(cast.lan)
    assert lan.get(f"/shifts/open?point={cast.point1.id}").text.count("formaction=") == 2
    assert lan.get("/shifts/open?slot=Tối").text.count("formaction=") == 2
    assert lan.get(f"/shifts/open?slot=Tối&point={cast.point1.id}&on={TOMORROW}").text.count("formaction=") == 1
    assert "Bỏ bớt điều kiện" in lan.get("/shifts/open?on=2025-08-30").text
    assert lan.get("/shifts/open?point=abc&on=x&slot=" + "x" * 300).status_code == 200


def test_a_tap_in_the_list_draws_the_list_again(as_, cast, shifts, part, count_sql):
    lan, ids = as_(cast.lan), ",".join(map(str, reversed(shifts)))
    with count_sql() as statements:
        answer = lan.post(f"/shifts/{shifts[0]}/sign-up", headers=part("open"), data={"shown": ids})
    assert len(statements) <= 7
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="open"')
    assert re.findall(r'id="shift-(\d+)"', answer.text) == ids.split(","), "all stay where they were"
    assert answer.text.count("formaction=") == 2, "the evening's can still be taken"
    assert f'href="/shifts/{shifts[0]}/leave"' in answer.text
    assert answer.text.count("trùng giờ") == 1, "the other point at the same time"
    assert f"Bạn đã nhận ca T6 15/8, 14:00–\u206017:00, {cast.point1.name}" in answer.text


def test_what_is_said_to_be_shown_is_of_the_campaign_or_nothing(app, as_, cast, shifts, part):
    starts = NOW + timedelta(days=1)
    with app.app_context(), write_tx():
        there = {"ward_id": cast.kien_hung.id, "campaign_id": cast.other_campaign.id, "point_id": cast.other_point.id}
        times = {"day": starts.date(), "starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        shift = Shift(**there, **times, slot="Sáng", min_heads=1, max_heads=2, leads=0)
        db.session.add(shift)
        db.session.flush()
        elsewhere = shift.id
    sent = {"shown": f"{elsewhere},{shifts[2]},x,-1,99999999999," + "7," * 900}
    answer = as_(cast.lan).post(f"/shifts/{shifts[0]}/sign-up", headers=part("open"), data=sent)
    assert answer.status_code == 200
    assert re.findall(r'id="shift-(\d+)"', answer.text) == [str(shifts[2]), str(shifts[0])]


def test_who_may_see_it(as_, anonymous, cast, shifts):
    assert as_(cast.tu).get("/shifts/open").status_code == 403
    assert anonymous.get("/shifts/open").status_code == 303
    assert as_(cast.dung).get("/shifts/open").text.count("formaction=") == 0, "another ward's shifts are not there"
