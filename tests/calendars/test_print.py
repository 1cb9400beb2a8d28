"""Timetables on paper, by the browser that prints them: so many sheets, nothing cut off."""

import re
from datetime import date, timedelta
from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.core.db import action, db
from app.people.actions import add_person
from app.shifts.models import Shift
from tests.calendars.conftest import seat
from tests.shifts.makers import AFTERNOON, EVENING, MORNING_SLOT, make_shifts

pytestmark = pytest.mark.browser

MONDAY = date(2025, 8, 11)
LONG = ("Công Tằng Tôn Nữ Hoàng Phương", "Nguyễn Hoàng Trường Giang", "Trần Lê Bảo Quyên", "Phạm Đình Thái Ngân")
ORIGIN = "http://site.test"
# A4 laid on its side, in points, as PDF has it.
LANDSCAPE = (842, 595)


@pytest.fixture
def engine_name():
    return "sqlite"


@action
def many_people(count: int) -> list[int]:
    return [add_person(LONG[n % 4], by=None, phone=f"09530000{n:02d}").id for n in range(count)]


def plan(app, cast, first: date, last: date, heads: int) -> None:
    """Three slots a day at point 1, each with so many people, whose names are long."""
    with app.app_context():
        slots = (MORNING_SLOT, AFTERNOON, EVENING)
        make_shifts(cast, cast.point1, slots=slots, first=first, last=last, most=heads)
        people = many_people(heads)
        for (shift_id,) in db.session.query(Shift.id).all():
            seat(shift_id, *people)
        db.session.remove()


@pytest.fixture
def show(app, page):
    """``show(client, path)``: the page of a test's own client in the browser, its style with it."""

    def open_it(client, path: str):
        files = app.test_client()

        def answer(route):
            got = files.get(urlsplit(route.request.url).path)
            route.fulfill(status=got.status_code, body=got.data, content_type=got.content_type)

        html = client.get(path).data
        page.route(f"{ORIGIN}/**", answer)
        page.route(f"{ORIGIN}/sheet", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(f"{ORIGIN}/sheet")
        return page

    return open_it


def sheets(page) -> list[tuple[int, int]]:
    """Width and height of each sheet of paper, in points."""
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_a_busy_week_fits_one_sheet(app, cast, as_, show):
    """Three slots on seven days with six people each, whose names take two lines."""
    plan(app, cast, MONDAY, MONDAY + timedelta(days=6), heads=6)
    page = show(as_(cast.hoa), f"/timetables/point/{cast.point1.id}")
    assert page.locator(".timetable li").count() == 3 * 7 * 6
    assert sheets(page) == [LANDSCAPE]


def test_a_week_of_everybody_takes_a_second_sheet_and_repeats_the_days(app, cast, as_, show):
    """The control: what is too much for a sheet is not cut off."""
    plan(app, cast, MONDAY, MONDAY + timedelta(days=6), heads=14)
    assert len(sheets(show(as_(cast.hoa), f"/timetables/point/{cast.point1.id}"))) > 1


@pytest.mark.parametrize("kind", ["point", "team"])
def test_a_campaign_of_45_days_takes_a_sheet_a_week(app, cast, as_, show, kind):
    plan(app, cast, date(2025, 7, 31), date(2025, 9, 13), heads=4)
    thing = cast.point1 if kind == "point" else cast.team1
    assert sheets(show(as_(cast.hoa), f"/timetables/{kind}/{thing.id}?week=all")) == [LANDSCAPE] * 7


def test_names_wrap_inside_their_cells_and_the_page_never_scrolls_sideways(app, cast, as_, show):
    plan(app, cast, MONDAY, MONDAY + timedelta(days=6), heads=4)
    page = show(as_(cast.hoa), f"/timetables/point/{cast.point1.id}")
    for media, (width, height) in product(("screen", "print"), ((360, 740), (1280, 800))):
        page.emulate_media(media=media)
        page.set_viewport_size({"width": width, "height": height})
        if media == "screen":
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        over = page.locator(".timetable td").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth).length"
        )
        if media == "screen" or width > 1000:
            assert over == 0, (media, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", ["lan", "hoa"])
def test_the_sheet_on_screen_has_no_barrier(app, cast, as_, show, who, scheme):
    plan(app, cast, MONDAY, MONDAY + timedelta(days=6), heads=2)
    page = show(as_(getattr(cast, who)), f"/timetables/point/{cast.point1.id}")
    page.emulate_media(color_scheme=scheme)
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    assert Axe().run(page, options=rules).response["violations"] == []
