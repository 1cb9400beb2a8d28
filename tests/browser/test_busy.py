"""One submit at a time, and no button held up by what a page fetches by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_walk import LAN

pytestmark = pytest.mark.browser


def test_what_my_shifts_fetch_does_not_hold_up_their_buttons(page, enter, site_url):
    enter(page, LAN)
    with page.expect_response("**/my/asks"):
        page.goto(site_url + "/my/shifts")
    expect(page.locator("#asks[hx-get]")).to_have_count(0)
    expect(page.locator("main form[data-busy]")).to_have_count(0)
    leave = page.locator("button[formaction$='/leave']").first
    address = leave.get_attribute("formaction")
    leave.click()
    expect(page.locator("#toasts .toast")).to_be_visible()
    expect(page.locator(f"button[formaction='{address}']")).to_have_count(0)
