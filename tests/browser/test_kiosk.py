"""The screen at a point: it goes on by itself for hours, and after the network was gone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from app.core import clock
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_quality import RULES
from tests.browser.test_walk import SECRETARY

pytestmark = pytest.mark.browser

DAY = "2026-11-22"


@pytest.fixture
def kiosk(page, enter, site_url):
    """The address of the screen of a point where a shift is open now."""
    enter(page, SECRETARY)
    page.goto(f"{site_url}/attendance")
    morning = page.locator("section", has_text="08:00–\u206011:30").first
    page.goto(site_url + morning.locator('a[href^="/shifts/"]').get_attribute("href"))
    return site_url + page.locator('a[href^="/points/"]').get_attribute("href")


def test_it_changes_every_minute_and_survives_a_gap_and_a_fault(page, kiosk):
    page.clock.install()
    page.goto(kiosk)
    digits, told = page.locator(".digits").first, page.locator("time")
    expect(digits).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    expect(told).to_have_text("09:00")
    first = digits.inner_text()

    clock.configure(f"{DAY}T09:01")
    page.clock.run_for(16_000)
    expect(told).to_have_text("09:01")
    expect(digits).not_to_have_text(first)

    page.context.set_offline(True)
    clock.configure(f"{DAY}T09:02")
    page.clock.run_for(120_000)
    expect(told).to_have_text("09:01")
    expect(digits).to_be_visible()

    page.context.set_offline(False)
    page.route("**/kiosk", lambda route: route.fulfill(status=500, body="broken"))
    page.clock.run_for(60_000)
    expect(told).to_have_text("09:01")
    page.unroute("**/kiosk")
    page.clock.run_for(16_000)
    expect(told).to_have_text("09:02")

    # Hours later: the next shift's code, or when it will be shown.
    clock.configure(f"{DAY}T12:45")
    page.clock.run_for(16_000)
    expect(told).to_have_text("12:45")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_it_can_be_read_by_everybody_and_fits(page, kiosk, size):
    page.set_viewport_size(size)
    page.goto(kiosk)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    box = page.locator(".digits").first.bounding_box()
    assert box["y"] + box["height"] <= size["height"], "the digits are seen without scrolling"
    assert page.locator(".digits").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 48
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_without_scripts_it_loads_itself_anew(page, kiosk, browser):
    context = browser.new_context(java_script_enabled=False, viewport=LAPTOP)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(kiosk)
    assert plain.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]").count() == 1
    clock.configure(f"{DAY}T09:05")
    plain.get_by_role("link", name=re.compile("mã mới")).click()
    expect(plain.locator("time")).to_have_text("09:05")
    context.close()
