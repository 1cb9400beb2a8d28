"""Taking and giving seats with a finger and with the keyboard: nothing moves under either."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_walk import LAN, SECRETARY

pytestmark = pytest.mark.browser


def seats(page, site_url) -> int:
    page.goto(site_url + "/my/shifts")
    return page.locator("h2:text-is('Sắp tới') ~ ul > li").count()


@pytest.mark.parametrize("wait", [250, 600, 1200, 2500])
def test_a_second_tap_at_the_same_place_takes_no_other_shift(page, enter, site_url, wait):
    page.set_viewport_size(PHONE)
    enter(page, LAN)
    before = seats(page, site_url)
    page.goto(site_url + "/shifts/open")
    row = page.locator("#open li").nth(1)
    top, height = row.bounding_box()["y"], page.locator("#open ul").bounding_box()["height"]
    box = row.locator("button").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*middle)
    page.wait_for_timeout(wait)
    page.mouse.click(*middle)
    expect(page.locator("#toasts .toast")).to_have_count(1)
    page.wait_for_timeout(500)
    expect(row.locator(".badge.good")).to_be_visible()
    assert abs(row.bounding_box()["y"] - top) <= 1
    assert abs(page.locator("#open ul").bounding_box()["height"] - height) <= 1
    assert seats(page, site_url) == before + 1


def test_the_board_keeps_the_row_under_the_finger_as_well(page, enter, site_url):
    page.set_viewport_size(PHONE)
    enter(page, LAN)
    before = seats(page, site_url)
    page.goto(site_url + "/shifts?day=2026-11-25")
    button = page.locator("#board button:has-text('Nhận ca')").nth(2)
    button.scroll_into_view_if_needed()
    row = page.locator(f"#{button.locator('xpath=ancestor::li').get_attribute('id')}")
    top, box = row.bounding_box()["y"], button.bounding_box()
    for _tap in range(2):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(400)
    expect(row.locator(".badge.good")).to_be_visible()
    assert abs(row.bounding_box()["y"] - top) <= 1
    assert seats(page, site_url) == before + 1


def test_after_a_tap_by_keyboard_the_focus_stays_in_the_row(page, enter, site_url):
    enter(page, LAN)
    for address, part in (("/shifts/open", "#open"), ("/shifts?day=2026-11-25", "#board")):
        page.goto(site_url + address)
        button = page.locator(f"{part} button:has-text('Nhận ca')").first
        row = button.locator("xpath=ancestor::li").get_attribute("id")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#{row} .badge.good")).to_be_visible()
        assert page.evaluate("document.activeElement.closest('li')?.id") == row


def test_fifteen_tabs_lead_to_the_first_seat(page, enter, site_url):
    page.set_viewport_size(LAPTOP)
    for login in (LAN, SECRETARY):
        enter(page, login)
        page.goto(site_url + "/shifts?day=2026-11-25")
        for _tabs in range(15):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('skip')"):
                page.keyboard.press("Enter")
            if page.evaluate("/Nhận ca/.test(document.activeElement.textContent)"):
                break
        else:
            pytest.fail("no seat within 15 tabs")
        page.context.clear_cookies()


def test_fifteen_tabs_lead_a_volunteer_there_on_a_phone_past_the_skip_links(page, enter, site_url):
    page.set_viewport_size(PHONE)
    enter(page, LAN)
    page.goto(site_url + "/shifts?day=2026-11-25")
    for _tabs in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("/Nhận ca/.test(document.activeElement.textContent)"):
            return
    pytest.fail("no seat within 15 tabs")


def test_without_scripts_no_control_stands_there_that_needs_them(browser, site_url, enter):
    context = browser.new_context(java_script_enabled=False)
    page = enter(context.new_page(), SECRETARY)
    found = 0
    for address in ("/logs/new", "/approvals", "/shifts", "/coverage", "/me/calendar", "/timetables", "/people"):
        page.goto(site_url + address)
        controls = page.locator(".js-only")
        found += controls.count()
        for n in range(controls.count()):
            assert not controls.nth(n).is_visible(), f"{address}: {controls.nth(n).inner_text()}"
    assert found >= 3
    context.close()


def test_every_class_that_draws_a_box_loses_to_the_one_for_scripts(browser, site_url):
    """Whatever else such an element is: every class of the style sheet is tried on it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_url + "/sign-in")
    shown = page.evaluate(
        """() => {
          document.documentElement.classList.remove("js");
          const rules = (list) => [...list].flatMap((r) => [r, ...rules(r.cssRules || [])]);
          const all = [...document.styleSheets].flatMap((s) => rules(s.cssRules));
          const text = all.map((r) => r.selectorText || "").join(" ");
          const names = new Set([...text.matchAll(/\\.([a-z][\\w-]*)/g)].map((m) => m[1]));
          const bad = [];
          for (const name of names) {
            const e = document.createElement("button");
            e.className = "js-only " + name;
            document.querySelector("main").append(e);
            if (getComputedStyle(e).display !== "none") bad.push(name);
            e.remove();
          }
          return [names.size, bad];
        }"""
    )
    assert shown[0] > 100
    assert shown[1] == []
    context.close()


def test_coverage_stands_on_four_screens_of_a_phone_with_its_legend_in_view(page, enter, site_url):
    page.set_viewport_size(PHONE)
    enter(page, SECRETARY)
    page.goto(site_url + "/coverage")
    assert page.evaluate("document.documentElement.scrollHeight") <= 4 * PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    legend = page.locator(".legend.words")
    page.locator(".coverage tbody tr").last.scroll_into_view_if_needed()
    assert 0 <= legend.bounding_box()["y"] <= PHONE["height"], "it stays in view while the table is read"
    loud = page.locator(".coverage td:not(.far) .lack:not(.ok)").first
    quiet = page.locator(".coverage td.far:not(.later) .lack:not(.ok)").first
    background = "(e) => getComputedStyle(e).backgroundColor"
    assert loud.evaluate(background) != quiet.evaluate(background)
    assert quiet.evaluate(background) == "rgba(0, 0, 0, 0)"
