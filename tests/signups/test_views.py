"""The board, a shift's page, one's own shifts: as pages, as parts, without scripts, for strangers."""

import re
from datetime import time

import pytest

from app.core.db import db
from app.signups.actions import sign_up
from app.signups.queries import people_on
from tests.cast import ENDS, STARTS
from tests.conftest import on_sqlite
from tests.shifts.makers import AFTERNOON, EVENING, MORNING_SLOT, Part, make_shifts

DAY = "/shifts?day=2025-08-15"


@pytest.fixture
def shift(app, cast):
    with app.app_context():
        return make_shifts(cast, cast.point1, slots=(EVENING,), most=1)[0]


@pytest.fixture
def states(app):
    def of(shift_id):
        with app.app_context():
            found = [(row.user_id, row.state) for row in people_on(shift_id)]
            db.session.remove()
        return found

    return of


@pytest.fixture
def seat(app):
    def take(person, shift_id, **more):
        with app.app_context():
            sign_up(person.id, shift_id, **more)
            db.session.remove()

    return take


def test_the_board_shows_a_day_with_a_button(as_, cast, shift, count_sql):
    for person in (cast.lan, cast.hoa, cast.son):
        client = as_(person)
        with count_sql() as s:
            answer = client.get(DAY)
        assert answer.status_code == 200
        assert len(s) <= 5
        assert cast.point1.name in answer.text
        assert (f"/shifts/{shift}/sign-up" in answer.text) is (person is not cast.son)


def test_the_number_of_statements_does_not_grow(app, as_, cast, seat, count_sql):
    with app.app_context():
        shifts = make_shifts(cast, cast.point1, cast.point2, slots=(MORNING_SLOT, AFTERNOON, EVENING))
    lan = as_(cast.lan)
    with count_sql() as few:
        lan.get(DAY)
    for shift_id in shifts[::2]:
        seat(cast.lan, shift_id)
        seat(cast.binh, shift_id)
    for url in (DAY, "/shifts?day=all", "/my/shifts", f"/shifts/{shifts[0]}"):
        with count_sql() as s:
            assert lan.get(url).status_code == 200
        assert len(s) <= 5, url
    with count_sql() as many:
        lan.get(DAY)
    assert len(many) == len(few)


def test_the_whole_campaign_stands_on_one_page(app, as_, cast, count_sql):
    with app.app_context():
        slots = (MORNING_SLOT, AFTERNOON, EVENING)
        make_shifts(cast, cast.point1, cast.point2, slots=slots, first=STARTS, last=ENDS)
    hoa = as_(cast.hoa)
    with count_sql() as s:
        answer = hoa.get("/shifts?day=all")
    assert len(re.findall('<a href="/shifts/[0-9]', answer.text)) == 270
    assert len(s) <= 5
    one = as_(cast.lan).get(f"/shifts?day=all&point={cast.point1.id}").text
    assert len(re.findall('<a href="/shifts/[0-9]', one)) == 135
    for point in (cast.point1, cast.point2):
        chosen = f'href="/shifts?day=all&amp;point={point.id}"'
        assert f"{chosen}>" in answer.text
        assert f'{chosen} aria-current="true">' in hoa.get(f"/shifts?day=all&point={point.id}").text


def test_duties_of_the_lines_take_no_columns_of_the_whole_campaign(app, as_, cast):
    with app.app_context():
        (duty,) = make_shifts(cast, cast.point1, kind="on_call")
        (plain,) = set(make_shifts(cast, cast.point2)) - {duty}
    text = as_(cast.lan).get("/shifts?day=all").text
    assert f'href="/shifts/{plain}"' in text
    assert f'href="/shifts/{duty}"' not in text
    assert 'href="/lines"' in text


def test_a_day_that_is_none_of_the_campaign_is_not_there(as_, cast):
    lan = as_(cast.lan)
    for day in ("2024-01-01", "0001-01-01", "9999-12-31", "x", "31/2/2025", "2025-08-15" * 10_000):
        assert lan.get("/shifts", query_string={"day": day}).status_code == 404
    for point in ("x", "-1", "9" * 40, "²"):
        assert lan.get("/shifts", query_string={"point": point}).status_code == 404
    assert lan.get("/shifts?day=2025-08-15&point=999999").status_code == 200
    assert lan.get("/shifts", query_string={"day": "a\0b"}).status_code == 400


def test_after_the_campaign_its_last_day_is_shown(as_, cast, at):
    with at("2026-01-01T08:00"):
        assert "13/9/2025" in as_(cast.lan).get("/shifts").text


def test_taking_and_leaving_a_seat_without_scripts(as_, cast, shift, states, count_sql):
    lan = as_(cast.lan)
    with count_sql() as s:
        answer = lan.post(f"/shifts/{shift}/sign-up", data={"next": DAY})
    assert (answer.status_code, answer.location) == (303, DAY)
    assert len(s) <= 7
    assert states(shift) == [(cast.lan.id, "seated")]
    with count_sql() as s:
        mine = lan.get("/my/shifts").text
    assert cast.point1.name in mine
    assert len(s) <= 5
    with count_sql() as s:
        answer = lan.post(f"/shifts/{shift}/leave", data={"next": "https://evil.example/"})
    assert (answer.status_code, answer.location) == (303, f"/shifts/{shift}")
    assert len(s) <= 7
    assert states(shift) == []


def test_with_scripts_the_day_or_the_shift_is_drawn_again(as_, cast, shift, states, part, count_sql):
    lan, url = as_(cast.lan), f"/shifts/{shift}/sign-up"
    with count_sql() as s:
        answer = lan.post(url, data={"day": "2025-08-15"}, headers=part("board"))
    assert answer.status_code == 200
    assert 'id="board"' in answer.text
    assert "<html" not in answer.text
    assert "toast" in answer.text
    assert len(s) <= 7
    answer = lan.post(f"/shifts/{shift}/leave", headers=part("shift"))
    assert 'id="shift"' in answer.text
    assert "<html" not in answer.text
    for target, page in (("board", DAY), ("shift", f"/shifts/{shift}")):
        block = lan.get(page, headers=part(target)).text
        assert block.strip()[:20] in lan.get(page).text


def test_a_full_shift_offers_its_line(as_, cast, shift, seat, states):
    seat(cast.binh, shift)
    lan, url = as_(cast.lan), f"/shifts/{shift}/sign-up"
    assert 'name="wait" value="1"' in lan.get(DAY).text
    assert 'name="wait" value="1"' in lan.get(f"/shifts/{shift}").text
    assert lan.post(url).status_code == 409
    assert states(shift) == [(cast.binh.id, "seated")]
    assert lan.post(url, data={"wait": "1"}).status_code == 303
    assert states(shift)[1] == (cast.lan.id, "waiting")
    assert "1" in lan.get("/my/shifts").text
    assert as_(cast.binh).post(f"/shifts/{shift}/leave").status_code == 303
    assert states(shift) == [(cast.lan.id, "waiting")]
    for page in ("/my/shifts", f"/shifts/{shift}"):
        assert "Không nhận" in lan.get(page).text, "a seat is kept"
    assert lan.post(url).status_code == 303
    assert states(shift) == [(cast.lan.id, "seated")]


def test_why_one_is_busy_stands_once_above_the_cards_of_its_slot(app, as_, cast, seat):
    late = Part("Chiều muộn", time(16), time(18))
    with app.app_context():
        (one,) = make_shifts(cast)
        _one, *others = make_shifts(cast, cast.point1, cast.point2, slots=(AFTERNOON, late, EVENING))
    seat(cast.lan, one)
    lan, other = as_(cast.lan), others[0]
    shown = lan.get(DAY).text
    assert shown.count(f"14:00–\u206017:00 ở {cast.point1.name}") == 2, "once a slot"
    assert shown.count('<span class="badge plain">trùng giờ</span>') == 3, "on each card"
    # A card with a button speaks of its address twice: with scripts and without.
    assert shown.count("/sign-up") == 2 * 2
    assert f"14:00–\u206017:00 ở {cast.point1.name}" in lan.get(f"/shifts/{other}").text
    answer = lan.post(f"/shifts/{other}/sign-up")
    assert answer.status_code == 409
    assert f"14:00–\u206017:00 ở {cast.point1.name}" in answer.text


def test_slots_that_are_over_are_folded_until_the_whole_day_is(app, as_, cast, at):
    with app.app_context():
        make_shifts(cast, cast.point1, slots=(MORNING_SLOT, EVENING))
    folded = "1 ca trong ngày đã xong"
    with at("2025-08-15T07:59"):
        assert folded not in as_(cast.lan).get(DAY).text
    with at("2025-08-15T13:00"):
        before, _, rest = as_(cast.lan).get(DAY).text.partition(folded)
        over, _, coming = rest.partition("</details>")
        assert "08:00–\u206011:30" in over and "08:00–\u206011:30" not in before + coming
        assert "19:00–\u206021:00" in coming
    with at("2025-08-15T21:00"):
        assert folded not in as_(cast.lan).get(DAY).text


def test_a_shift_that_is_over_calls_for_nobody(app, as_, cast, at):
    with app.app_context():
        shift = make_shifts(cast, cast.point1, slots=(AFTERNOON,), most=3)[0]
    lan = as_(cast.lan)
    for url in (DAY, f"/shifts/{shift}"):
        with at("2025-08-15T16:59"):
            assert "còn 3 chỗ" in lan.get(url).text or "thiếu" in lan.get(url).text
        with at("2025-08-15T17:00"):
            shown = lan.get(url).text
            assert "<span>0/3</span>" in shown
            assert "còn 3 chỗ" not in shown and 'class="short"' not in shown


def test_another_ward_and_ids_out_of_range_are_not_there(as_, cast, shift):
    dung = as_(cast.dung)
    for number in (shift, 2**31, 2**63, 2**70, 0):
        assert dung.get(f"/shifts/{number}").status_code == 404
        for verb in ("sign-up", "leave"):
            assert dung.post(f"/shifts/{number}/{verb}").status_code == 404
    phuc = as_(cast.phuc)
    for verb in ("size", "cancel", "people", f"people/{cast.lan.id}/off"):
        assert phuc.post(f"/shifts/{shift}/{verb}", data={"reason": "x"}).status_code == 404


def test_who_holds_no_seats_takes_none(as_, cast, shift, anonymous):
    assert as_(cast.son).post(f"/shifts/{shift}/sign-up").status_code == 403
    assert as_(cast.son).get("/my/shifts").status_code == 403
    assert as_(cast.lan).post(f"/shifts/{shift}/cancel", data={"reason": "x"}).status_code == 403
    for url in (DAY, "/my/shifts", f"/shifts/{shift}"):
        assert anonymous.get(url).status_code == 303
    assert anonymous.post(f"/shifts/{shift}/sign-up").status_code == 303


def test_names_are_shown_and_phones_never(as_, cast, shift, seat):
    seat(cast.binh, shift)
    shown = as_(cast.lan).get(f"/shifts/{shift}").text
    assert cast.binh.name in shown
    assert "0950000003" not in shown
    assert "0950000003" not in as_(cast.hoa).get(f"/shifts/{shift}").text


def test_planners_change_the_size_and_put_people_on_and_off(as_, cast, shift, states, count_sql):
    hoa, url = as_(cast.hoa), f"/shifts/{shift}"
    with count_sql() as s:
        assert cast.lan.name in hoa.get(url).text
    assert len(s) <= 5
    assert hoa.post(f"{url}/people", data={"person": cast.lan.id, "reason": "Thay Bình"}).status_code == 303
    assert hoa.post(f"{url}/people", data={"person": cast.binh.id, "reason": "x"}).status_code == 422
    assert hoa.post(f"{url}/size", data={"min_heads": 1, "max_heads": 2, "leads": 0}).status_code == 303
    assert hoa.post(f"{url}/people", data={"person": cast.binh.id, "reason": "x"}).status_code == 303
    assert hoa.post(f"{url}/size", data={"min_heads": 1, "max_heads": 1, "leads": 0}).status_code == 422
    assert hoa.post(f"{url}/people/{cast.lan.id}/off", data={"reason": ""}).status_code == 422
    assert hoa.post(f"{url}/people/{cast.lan.id}/off", data={"reason": "Bận"}).status_code == 303
    assert hoa.post(f"{url}/people/{cast.lan.id}/off", data={"reason": "Bận"}).status_code == 409
    assert states(shift) == [(cast.binh.id, "seated")]


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("people", {"person": "x", "reason": "x"}),
        ("people", {"person": "9" * 30, "reason": "x"}),
        ("people", {"reason": "x"}),
        ("people", {"person": "4", "reason": "x"}),
        ("people", {"person": "1", "reason": "a\0b"}),
        ("people", {"person": "1", "reason": "x" * 100_000}),
        ("size", {"min_heads": "x", "max_heads": "", "leads": "-1"}),
        ("size", {"min_heads": "5", "max_heads": "2", "leads": "0"}),
        ("size", {"min_heads": "1", "max_heads": "9" * 30, "leads": "0"}),
        ("cancel", {"reason": ""}),
        ("cancel", {"reason": "số 001099012345"}),
    ],
)
@on_sqlite
def test_wrong_entries_of_planners(as_, cast, shift, verb, data):
    answer = as_(cast.hoa).post(f"/shifts/{shift}/{verb}", data=data)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text


def test_a_cancelled_shift_tells_those_who_were_on_it(as_, cast, shift, seat, states):
    seat(cast.lan, shift)
    hoa = as_(cast.hoa)
    assert hoa.post(f"/shifts/{shift}/cancel", data={"reason": "Mưa bão"}).status_code == 303
    assert hoa.post(f"/shifts/{shift}/cancel", data={"reason": "Mưa bão"}).status_code == 409
    assert states(shift) == []
    lan = as_(cast.lan)
    for url in (DAY, f"/shifts/{shift}", "/my/shifts"):
        assert lan.get(url).status_code == 200
    assert "Mưa bão" in lan.get("/my/shifts").text
    assert lan.post(f"/shifts/{shift}/sign-up").status_code == 409


def test_one_s_own_shifts_before_and_after(app, as_, cast, seat, at):
    with app.app_context():
        one, other = make_shifts(cast, slots=(AFTERNOON, EVENING), most=1)
    seat(cast.lan, one)
    seat(cast.binh, other)
    seat(cast.lan, other, wait=True)
    shown = as_(cast.lan).get("/my/shifts").text
    assert f"/shifts/{one}/leave" in shown
    assert f"/shifts/{other}/leave" in shown
    with at("2025-08-20T08:00"):
        later = as_(cast.lan).get("/my/shifts").text
    assert f"/shifts/{one}" in later
    assert "/leave" not in later
    assert "/shifts" in as_(cast.minh).get("/my/shifts").text
