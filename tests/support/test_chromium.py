"""The browser starts, speaks Vietnamese and lives in Việt Nam."""

import pytest

pytestmark = pytest.mark.browser


def test_language_and_time_zone_of_the_browser(page):
    page.set_content("<p lang='vi'>Gõ cửa từng nhà, hướng dẫn từng người</p>")
    assert page.evaluate("navigator.language") == "vi-VN"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") in (
        "Asia/Ho_Chi_Minh",
        "Asia/Saigon",
    )
    assert page.get_by_text("hướng dẫn").is_visible()
