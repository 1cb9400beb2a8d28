"""The record on a phone: its quick steps, a double tap, a session that ended, drafts."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_walk import LAN as VOLUNTEER

pytestmark = pytest.mark.browser

NEW = "/logs/new?shift=0"


@pytest.fixture
def rows(tmp_path):
    """The newest records as (state, minutes, note)."""

    def read(count):
        with sqlite3.connect(tmp_path / "demo" / "gocua.sqlite") as file:
            return file.execute("SELECT state, minutes, note FROM logs ORDER BY id DESC LIMIT ?", (count,)).fetchall()

    return read


def _people(page, n):
    page.locator("input[name^=count-]").first.fill(str(n))


def test_the_quick_steps_reach_the_ledger_and_a_double_tap_writes_once(page, enter, site_url, rows):
    page.set_viewport_size(PHONE)
    enter(page, VOLUNTEER)
    page.goto(site_url + NEW)
    before = rows(1)
    for text in ("30 phút", "1 giờ", "2 giờ"):
        page.get_by_role("button", name=f"+ {text}", exact=True).click()
    expect(page.locator("input[name=minutes]")).to_have_value("210")
    _people(page, 3)
    page.locator("textarea[name=note]").fill("Hai lần bấm")
    page.locator("form.section button.primary").dblclick()
    page.wait_for_url(re.compile(r"/logs$"))
    assert rows(1) == [("sent", 210, "Hai lần bấm")] and rows(2)[1:] == before


def test_every_step_button_of_the_form_finds_its_number(page, enter, site_url):
    enter(page, VOLUNTEER)
    page.goto(site_url + NEW)
    buttons = page.locator("form.section button[data-step]")
    assert buttons.count() > 12
    for n in range(buttons.count()):
        button = buttons.nth(n)
        if button.get_attribute("data-step").startswith("-"):
            continue
        sums = "f => [...f.querySelectorAll('input[inputmode=numeric]')].reduce((n, i) => n + (+i.value || 0), 0)"
        before = page.locator("form.section").evaluate(sums)
        button.click()
        assert page.locator("form.section").evaluate(sums) == before + float(button.get_attribute("data-step"))


def test_the_send_button_is_within_reach_of_the_thumb(page, enter, site_url):
    page.set_viewport_size(PHONE)
    enter(page, VOLUNTEER)
    page.goto(site_url + NEW)
    box = page.locator("form.section button.primary").bounding_box()
    assert box["y"] > PHONE["height"] / 2 and box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_what_was_written_when_the_session_ended_stands_there_after_signing_in(page, enter, site_url, rows):
    enter(page, VOLUNTEER)
    page.goto(site_url + NEW)
    before = rows(1)
    page.locator("input[name=minutes]").fill("95")
    _people(page, 4)
    page.locator("textarea[name=note]").fill("Bà cụ hẹn thứ Sáu <nhà số 5>")
    page.context.clear_cookies()
    page.locator("form.section button.primary").click()
    page.locator("[name=password]").wait_for()
    page.fill("[name=login]", VOLUNTEER)
    page.fill("[name=password]", "gocua-demo")
    page.locator("form:has([name=password]) button.primary").click()
    expect(page.locator("textarea[name=note]")).to_have_value("Bà cụ hẹn thứ Sáu <nhà số 5>")
    expect(page.locator("input[name=minutes]")).to_have_value("95")
    assert rows(1) == before, "nothing goes out by itself"
    page.locator("form.section button.primary").click()
    page.wait_for_url(re.compile(r"/logs$"))
    assert rows(1) == [("sent", 95, "Bà cụ hẹn thứ Sáu <nhà số 5>")]


def test_two_drafts_are_named_before_an_empty_form(page, enter, site_url):
    enter(page, VOLUNTEER)
    page.goto(site_url + "/logs?state=draft")
    there = page.locator("a[href$='/edit']").count()
    for n in (1, 2):
        page.goto(site_url + NEW)
        page.locator("input[name=minutes]").fill(str(n))
        page.locator("button[name=draft]").click()
        page.wait_for_url(re.compile(r"/logs$"))
    page.goto(site_url + "/logs/new")
    expect(page.locator("h1")).to_contain_text(f"{there + 2} nhật ký nháp")
    assert page.locator("main a[href$='/edit']").count() == there + 2
    page.locator("main a[href$='/edit']").first.click()
    expect(page.locator("input[name=minutes]")).to_have_value("2")
