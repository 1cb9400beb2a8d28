"""What the page of a shift tells those who go there: who leads, whom to call, the way, a calendar entry."""

import re

import pytest
from icalendar import Calendar

from app.core.db import db, write_tx
from app.places.actions import change_point
from app.places.models import Point
from app.signups.actions import confirm, sign_up
from tests.cast import ENDS, STARTS
from tests.shifts.makers import EVENING, make_shifts

PHONE, SHOWN = "0951234567", "0951 234 567"


@pytest.fixture
def shift(app, cast):
    with app.app_context():
        found = make_shifts(cast, cast.point1, slots=(EVENING,), most=3)[0]
        with write_tx():
            point = db.session.get(Point, cast.point1.id)
            change_point(point, point.name, point.address, cast.hoa.id, phone=PHONE)
        sign_up(cast.lan.id, found)
        sign_up(cast.minh.id, found)
        db.session.remove()
    return found


def test_the_number_is_there_for_those_on_it_and_for_staff_and_for_nobody_else(as_, cast, shift):
    for person, sees in ((cast.lan, True), (cast.minh, True), (cast.hoa, True), (cast.binh, False)):
        page = as_(person).get(f"/shifts/{shift}").text
        assert (SHOWN in page) is sees, person.name
    assert SHOWN not in as_(cast.binh).get("/shifts?day=2025-08-15").text


def test_the_lead_is_named_and_their_own_number_is_not_shown_to_volunteers(as_, cast, shift):
    page = as_(cast.lan).get(f"/shifts/{shift}").text
    assert re.search(rf"Phụ trách ca</dt>\s*<dd>{cast.minh.name}", page)
    assert "0950000002" not in page and "0950 000 002" not in page
    assert "0950 000 002" in as_(cast.hoa).get(f"/shifts/{shift}").text, "who manages people reads numbers anyway"


def test_without_a_number_it_is_said_whom_to_ask(app, as_, cast):
    with app.app_context():
        shift = make_shifts(cast, cast.point2, slots=(EVENING,))[0]
        sign_up(cast.lan.id, shift)
        db.session.remove()
    assert "điểm này chưa có số" in as_(cast.lan).get(f"/shifts/{shift}").text


def test_the_way_leads_to_a_map_and_tells_nothing_about_who_asks(as_, cast, shift):
    page = as_(cast.lan).get(f"/shifts/{shift}").text
    link = re.search(r'<a href="(https://www.google.com/maps/search/[^"]+)"([^>]*)>', page)
    assert "Nh%C3%A0+v%C4%83n+h%C3%B3a+s%E1%BB%91+1" in link[1]
    assert 'target="_blank"' in link[2] and 'rel="noopener noreferrer"' in link[2]
    assert str(cast.lan.id) not in re.sub(r"%[0-9A-F]{2}", "", link[1]).replace("api=1", "").replace("+1", "")


def test_one_shift_as_a_calendar_file(as_, cast, shift):
    lan = as_(cast.lan)
    address = f"/shifts/{shift}/calendar.ics"
    assert address in lan.get(f"/shifts/{shift}").text
    answer = lan.get(address)
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    calendar = Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    assert "METHOD" not in calendar and "X-WR-CALNAME" not in calendar
    assert "Nhà văn hóa số 1" in event["LOCATION"]
    assert as_(cast.binh).get(address).status_code == 404, "only one's own"
    assert as_(cast.dung).get(address).status_code == 404, "nor of another ward"
    lan.post(f"/shifts/{shift}/leave")
    gone = lan.get(address)
    assert gone.status_code == 200 and b"STATUS:CANCELLED" in gone.data


def test_a_point_that_moves_is_a_new_revision_of_the_entry(app, as_, cast, shift):
    lan, address = as_(cast.lan), f"/shifts/{shift}/calendar.ics"

    def number():
        return Calendar.from_ical(lan.get(address).data).walk("VEVENT")[0]["SEQUENCE"]

    before = number()
    with app.app_context(), write_tx():
        point = db.session.get(Point, cast.point1.id)
        change_point(point, point.name, "Nhà văn hóa mới", cast.hoa.id)
    assert number() == before + 1


def test_i_will_be_there_shows_on_the_shift_on_my_shifts_and_on_the_board_of_the_planner(app, as_, cast, shift):
    lan, hoa = as_(cast.lan), as_(cast.hoa)
    assert f'formaction="/shifts/{shift}/confirm"' in lan.get("/my/shifts").text
    assert f'action="/shifts/{shift}/confirm"' in lan.get(f"/shifts/{shift}").text
    assert "đã báo sẽ đến" not in hoa.get("/shifts?day=2025-08-15").text
    with app.app_context():
        confirm(cast.lan.id, shift)
        db.session.remove()
    for page in ("/my/shifts", f"/shifts/{shift}", "/"):
        shown = lan.get(page).text
        assert "Bạn đã báo sẽ đến" in shown, page
        assert f'/shifts/{shift}/confirm"' not in shown, page
    assert "1 người đã báo sẽ đến" in hoa.get("/shifts?day=2025-08-15").text
    assert "đã báo sẽ đến" not in as_(cast.binh).get("/shifts?day=2025-08-15").text.replace("Bạn đã", "")


def test_nobody_is_asked_long_before(as_, app, cast):
    with app.app_context():
        shift = make_shifts(cast, slots=(EVENING,), first=ENDS)[0]
        sign_up(cast.lan.id, shift)
        db.session.remove()
    assert f"/shifts/{shift}/confirm" not in as_(cast.lan).get("/my/shifts").text


def test_giving_up_a_seat_asks_first_and_says_what_happens(as_, cast, shift, count_sql):
    lan = as_(cast.lan)
    assert f'action="/shifts/{shift}/leave"' not in lan.get(f"/shifts/{shift}").text, "no tap leaves at once"
    assert f'formaction="/shifts/{shift}/leave"' not in lan.get("/my/shifts").text
    with count_sql() as sent:
        asked = lan.get(f"/shifts/{shift}/leave?next=/my/shifts")
    assert len(sent) <= 5
    assert "Rút khỏi ca này?" in asked.text and f'action="/shifts/{shift}/leave"' in asked.text
    assert f"/shifts/{shift}/hand-over" in asked.text
    assert "evil" not in lan.get(f"/shifts/{shift}/leave?next=https://evil.example/").text
    assert as_(cast.binh).get(f"/shifts/{shift}/leave").status_code == 303, "who has no seat sees the shift"
    assert as_(cast.dung).get(f"/shifts/{shift}/leave").status_code == 404


def test_the_whole_campaign_begins_today_and_the_days_before_are_folded(app, as_, cast):
    with app.app_context():
        make_shifts(cast, cast.point1, slots=(EVENING,), first=STARTS, last=ENDS)
    page = as_(cast.lan).get("/shifts?day=all").text
    days = re.findall(r'<caption><a href="/shifts\?day=([\d-]+)">', page)
    assert days[0] == "2025-08-14"
    assert days[-1] == "2025-08-13"
    assert len(days) == 45
    assert "14 ngày đã qua" in page


def test_the_page_of_another_wards_shift_speaks_of_that_ward(app, as_, cast):
    with app.app_context():
        shift = make_shifts(cast, slots=(EVENING,))[0]
        db.session.remove()
    quan = as_(cast.quan, campaign=cast.other_campaign.id)
    assert "phường Kiến Hưng" in _header(quan.get("/shifts").text)
    assert "phường Cửa Nam" in _header(quan.get(f"/shifts/{shift}").text)
    assert "phường Cửa Nam" in _header(quan.get(f"/campaigns/{cast.campaign.name}/points").text)
    assert "phường Kiến Hưng" in _header(quan.get("/shifts").text), "what was chosen stays chosen"


def _header(page: str) -> str:
    return re.search(r'<p class="where">.*?</p>', page, re.DOTALL)[0]
