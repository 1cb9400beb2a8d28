"""Panels that ask why, as they come back with an error: on top of the page, the field under the cursor."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_walk import SECRETARY
from tests.support.panels import WRONG

pytestmark = pytest.mark.browser


def test_a_wrong_reason_brings_the_panel_back(page, enter, site_url):
    enter(page, SECRETARY)
    page.goto(f"{site_url}/approvals")
    page.locator("table.bulk a.row-link").first.click()
    page.locator("details.confirm summary").first.click()
    page.locator("dialog:modal textarea").fill(WRONG)
    page.locator("dialog:modal button[type=submit]").click()
    field = page.locator("dialog:modal textarea")
    assert field.input_value() == WRONG
    assert field.evaluate("e => e === document.activeElement")
    assert page.locator("dialog:modal .error").is_visible()
    assert page.locator("dialog:modal").count() == 1
    page.keyboard.press("Escape")
    # A dialog tells that it was closed a moment after it was.
    expect(page.locator("dialog:modal")).to_have_count(0)
    expect(page.locator("details.confirm[open]")).to_have_count(0)
