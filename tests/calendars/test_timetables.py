"""Timetables: who is where in a week, for whoever may see names, and as numbers for everybody else."""

from datetime import date
from html.parser import HTMLParser

import pytest

from app.core.db import action, db
from app.people.models import Grant
from app.shifts.actions import cancel
from app.shifts.models import Shift
from tests.calendars.conftest import seat
from tests.conftest import on_sqlite
from tests.shifts.makers import AFTERNOON, MORNING_SLOT, make_shifts

FIRST, LAST = date(2025, 7, 31), date(2025, 9, 13)


@pytest.fixture
def shifts(app, cast) -> list[int]:
    """Mornings and afternoons of 14 and 15 August at both points; Lan sits in the first, with Bình."""
    with app.app_context():
        days = {"first": date(2025, 8, 14), "last": date(2025, 8, 15)}
        ids = make_shifts(cast, cast.point1, cast.point2, slots=(MORNING_SLOT, AFTERNOON), most=3, least=2, **days)
        first = db.session.query(Shift.id).filter_by(point_id=cast.point1.id).order_by(Shift.day, Shift.starts_at)
        ids = [i for (i,) in first]
        seat(ids[0], cast.lan.id, cast.binh.id)
        seat(ids[1], cast.lan.id)
        db.session.remove()
    return ids


class Cells(HTMLParser):
    """What stands in the cells of the first table, headings included, row by row."""

    def __init__(self, page: str):
        super().__init__()
        self.found = []
        self.feed(page[page.index("<table") : page.index("</table>")])

    def handle_starttag(self, tag, attrs):
        if tag in ("td", "th"):
            self.found.append([])

    def handle_data(self, data):
        if self.found:
            self.found[-1] += data.split()


def cells(page: str) -> list[str]:
    return [" ".join(words) for words in Cells(page).found]


def test_a_points_week_shows_who_sits_where(cast, as_, shifts):
    page = as_(cast.hoa).get(f"/timetables/point/{cast.point1.id}").text
    assert "Tuần 3/7: từ 11/8/2025 đến 17/8/2025" in page
    assert "Nhà văn hóa số 1" in page
    assert "45 ngày đêm hỗ trợ hoạt động chuyển đổi số" in page
    table = cells(page)
    morning = table.index("Sáng 08:00–\u206011:30")
    assert table[morning + 4 : morning + 6] == [
        "Lê Thanh Bình Nguyễn Thị Thu Lan 2/3 còn 1 chỗ",
        "0/3 cần thêm ít nhất 2",
    ]
    afternoon = table.index("Chiều 14:00–\u206017:00")
    assert table[afternoon + 4] == "Nguyễn Thị Thu Lan 1/3 cần thêm ít nhất 1"
    assert morning < afternoon


@pytest.mark.parametrize("who, sees", [("hoa", True), ("minh", True), ("son", True), ("tu", True), ("lan", False)])
@pytest.mark.parametrize("kind", ["point", "team"])
@on_sqlite
def test_names_are_for_leaders_and_staff(cast, as_, shifts, who, sees, kind):
    thing = cast.point1 if kind == "point" else cast.team2
    page = as_(getattr(cast, who)).get(f"/timetables/{kind}/{thing.id}").text
    assert ("Lê Thanh Bình" in page) is sees


def test_a_volunteer_sees_numbers_and_the_own_shift(cast, as_, shifts):
    page = as_(cast.lan).get(f"/timetables/point/{cast.point1.id}").text
    assert "2/3 ca của bạn" in cells(page)
    assert "Bình" not in page


def test_a_teams_week_shows_its_own_people_alone(cast, as_, shifts):
    page = as_(cast.minh).get(f"/timetables/team/{cast.team1.id}").text
    table = cells(page)
    row = table.index("Điểm lưu động số 1")
    assert table[row + 4] == "Sáng 08:00–\u206011:30 Nguyễn Thị Thu Lan Chiều 14:00–\u206017:00 Nguyễn Thị Thu Lan"
    assert "Điểm lưu động số 2" not in table
    assert "Bình" not in page


def test_who_was_in_the_team_on_the_day_counts(app, cast, as_, shifts):
    @action
    def moves():
        db.session.query(Grant).filter_by(user_id=cast.lan.id).update({"ends_on": date(2025, 8, 14)})

    with app.app_context():
        moves()
        db.session.remove()
    assert "Tuần này chưa ai trong tổ nhận ca." in as_(cast.hoa).get(f"/timetables/team/{cast.team1.id}").text


def test_a_cancelled_shift_is_said_to_be(app, cast, as_, shifts):
    with app.app_context():
        cancel(db.session.get(Shift, shifts[0]), "Mưa", by=None)
        db.session.remove()
    table = cells(as_(cast.hoa).get(f"/timetables/point/{cast.point1.id}").text)
    assert table[table.index("Sáng 08:00–\u206011:30") + 4] == "đã hủy"


def test_45_days_are_paged_by_weeks(cast, as_, shifts):
    hoa, address = as_(cast.hoa), f"/timetables/point/{cast.point1.id}"
    assert "Tuần 1/7: từ 31/7/2025 đến 3/8/2025" in hoa.get(f"{address}?week=2025-07-28").text
    last = hoa.get(f"{address}?week=2025-09-10").text
    assert "Tuần 7/7: từ 8/9/2025 đến 13/9/2025" in last
    assert "Tuần này điểm không có ca trực." in last
    assert 'rel="next"' not in last
    assert f"{address}?campaign=cua-nam-2025&amp;week=2025-09-01" in last
    everything = hoa.get(f"{address}?week=all").text
    assert everything.count('<section class="timetable">') == 7
    for wrong in ("2025-07-27", "2025-09-15", "nonsense", "9999999999999999999999999"):
        assert hoa.get(f"{address}?week={wrong}").status_code == 404


def test_another_wards_things_do_not_exist(cast, as_):
    for who in (cast.dung, cast.phuc):
        for kind, thing in (("point", cast.point1), ("team", cast.team1)):
            assert as_(who).get(f"/timetables/{kind}/{thing.id}").status_code == 404
    assert as_(cast.phuc).get(f"/timetables/team/{cast.other_team.id}").status_code == 200
    assert as_(cast.quan).get(f"/timetables/point/{cast.other_point.id}").status_code == 200


def test_the_reader_of_several_wards_sees_the_sheets_own_campaign(cast, as_, shifts):
    page = as_(cast.quan, cast.other_campaign.id).get(f"/timetables/point/{cast.point1.id}").text
    assert "phường Cửa Nam" in page
    assert "phường Kiến Hưng" not in page
    assert as_(cast.quan).get(f"/timetables/point/{cast.point1.id}?campaign=kien-hung-2025").status_code == 404


def test_the_list_leads_to_all_of_them(cast, as_, shifts):
    page = as_(cast.lan).get("/timetables").text
    for kind, thing in (("point", cast.point1), ("point", cast.point2), ("team", cast.team1), ("team", cast.team2)):
        assert f'href="/timetables/{kind}/{thing.id}?campaign=cua-nam-2025"' in page
    assert 'href="/timetables"' in as_(cast.hoa).get("/shifts").text
    assert 'href="/timetables"' in as_(cast.lan).get("/shifts?day=all").text


@pytest.mark.parametrize("kind", ["point", "team"])
def test_the_statements_do_not_grow_with_the_weeks(app, cast, as_, shifts, count_sql, kind):
    thing = cast.point1 if kind == "point" else cast.team1
    hoa, address = as_(cast.hoa), f"/timetables/{kind}/{thing.id}"
    hoa.get(address)
    with count_sql() as few:
        hoa.get(address)
    with app.app_context():
        ids = make_shifts(cast, cast.point1, slots=(MORNING_SLOT, AFTERNOON), first=FIRST, last=LAST, most=3)
        for shift_id in set(ids) - set(shifts):
            seat(shift_id, cast.minh.id)
        db.session.remove()
    with count_sql() as many:
        assert hoa.get(f"{address}?week=all").text.count("Trần Văn Minh") > 80
    assert len(few) == len(many) <= 5
