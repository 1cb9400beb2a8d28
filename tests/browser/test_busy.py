"""One submit at a time, no button held up by what a page fetches by itself, none left over when its rows are gone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_walk import LAN, SECRETARY

pytestmark = pytest.mark.browser


def test_what_a_page_fetches_by_itself_does_not_hold_up_its_buttons(page, enter, site_url):
    enter(page, LAN)
    with page.expect_response("**/my/asks"):
        page.goto(site_url + "/")
    expect(page.locator("main form[data-busy]")).to_have_count(0)
    page.locator("#requests button").first.click()
    expect(page.locator("#toasts .toast")).to_be_visible()


def test_the_bar_of_picked_rows_goes_with_the_last_of_them(page, enter, site_url):
    page.set_viewport_size(PHONE)
    enter(page, SECRETARY)
    page.goto(site_url + "/approvals")
    page.locator("[data-all]").check()
    page.locator(".actionbar button[value=approved]").click()
    expect(page.locator("form[data-bulk]")).to_have_count(0)
    expect(page.locator(".actionbar")).to_have_count(0)
    expect(page.locator("nav.nav")).to_be_visible()
