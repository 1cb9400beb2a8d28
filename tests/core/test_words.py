"""How days, times, numbers, phone numbers are said."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from flask_babel import gettext, ngettext

from app.core import clock, words
from app.core.i18n import speaking

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=clock.LOCAL)


@pytest.fixture(params=["vi", "en"])
def language(app, request):
    with app.test_request_context(), speaking(request.param), clock.at(NOON):
        yield request.param


def _said(language, vi, en):
    return vi if language == "vi" else en


@pytest.mark.parametrize(
    ("instant", "vi", "en"),
    [
        (datetime(2026, 11, 30, 0, 0, tzinfo=clock.LOCAL), "00:00 hôm nay", "00:00 today"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=clock.LOCAL), "23:59 hôm nay", "23:59 today"),
        (datetime(2026, 12, 1, 0, 0, tzinfo=clock.LOCAL), "00:00 ngày mai", "00:00 tomorrow"),
        (datetime(2026, 11, 29, 23, 59, tzinfo=clock.LOCAL), "23:59 hôm qua", "23:59 yesterday"),
        (datetime(2026, 12, 2, 8, 5, tzinfo=clock.LOCAL), "08:05 ngày 2/12/2026", "08:05 on 2/12/2026"),
        (datetime(2025, 11, 30, 12, 0, tzinfo=clock.LOCAL), "12:00 ngày 30/11/2025", "12:00 on 30/11/2025"),
        # Seven in the evening of the 30th in UTC is two in the morning of the 1st in Vietnam.
        (datetime(2026, 11, 30, 19, 0, tzinfo=UTC), "02:00 ngày mai", "02:00 tomorrow"),
    ],
)
def test_a_near_moment_is_said_by_its_day(language, instant, vi, en):
    assert words.when(instant) == _said(language, vi, en)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 11, 30), "hôm nay", "today"),
        (date(2026, 12, 1), "ngày mai", "tomorrow"),
        (date(2026, 11, 29), "hôm qua", "yesterday"),
        (date(2026, 12, 2), "T4 2/12", "Wed 2/12"),
    ],
)
def test_a_near_day_is_said_by_its_name(language, day, vi, en):
    assert words.near_day(day) == _said(language, vi, en)


def test_a_letter_never_says_today(language):
    with words.read_later():
        assert words.when(NOON) == _said(language, "12:00 ngày 30/11/2026", "12:00 on 30/11/2026")
        assert words.hours(NOON, NOON + timedelta(hours=1)) == "12:00–13:00"
    assert words.hours(NOON, NOON + timedelta(hours=1)) == "12:00–\u206013:00"


@pytest.mark.parametrize(
    ("passed", "vi", "en"),
    [
        (timedelta(0), "vừa xong", "just now"),
        (timedelta(seconds=59), "vừa xong", "just now"),
        (timedelta(minutes=1), "1 phút trước", "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 phút trước", "59 minutes ago"),
        (timedelta(hours=1), "1 giờ trước", "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 giờ trước", "23 hours ago"),
        (timedelta(days=1), "1 ngày trước", "1 day ago"),
        (timedelta(days=6, hours=23), "6 ngày trước", "6 days ago"),
        (timedelta(days=7), "12:00 ngày 23/11/2026", "12:00 on 23/11/2026"),
        (timedelta(hours=-2), "14:00 hôm nay", "14:00 today"),
    ],
)
def test_how_long_ago(language, passed, vi, en):
    assert words.ago(NOON - passed) == _said(language, vi, en)


def test_how_long_ago_bears_the_full_moment(language):
    assert words.ago_element(NOON - timedelta(hours=1)) == (
        '<time datetime="2026-11-30T11:00:00+07:00" title="30/11/2026 11:00">'
        f"{_said(language, '1 giờ trước', '1 hour ago')}</time>"
    )


def test_ranges_have_one_dash_and_stay_on_a_line():
    assert words.time_range(time(8), time(11, 30)) == "08:00–\u206011:30"
    assert words.day_range(date(2025, 8, 14), date(2025, 9, 14)) == "14/8/2025 – 14/9/2025"
    assert words.day_range(date(2025, 8, 14), date(2025, 8, 14)) == "14/8/2025"


@pytest.mark.parametrize(
    ("slot", "starts", "said"),
    [
        ("Sáng", "08:00", "Sáng"),
        ("Trực 18:00", "18:00", "Trực"),
        ("Trực 18:00", "19:00", "Trực 18:00"),
        ("18:00", "18:00", "18:00"),
    ],
)
def test_the_start_is_not_said_twice(slot, starts, said):
    at = datetime.combine(date(2026, 11, 30), time.fromisoformat(starts), clock.LOCAL)
    assert words.slot_name(slot, at) == said
    assert words.slot_hours(slot, at, at + timedelta(hours=1)).startswith(f"{said}, {starts}–")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0912345678", "0912 345 678"),
        ("0387654321", "0387 654 321"),
        ("02438253536", "024 3825 3536"),
        ("02033825353", "0203 382 5353"),
        ("1900", "1900"),
        ("+8491234", "+8491234"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_phone_number_is_read_in_groups(number, said):
    assert words.phone(number) == said


def test_a_phone_number_can_be_called(language):
    assert words.phone_link("0912345678") == '<a class="nowrap" href="tel:0912345678">0912 345 678</a>'
    link = words.phone_link("0912345678", '<b>"Lan"')
    assert "<b>" not in link and _said(language, "Gọi ", "Call ") + "&lt;b&gt;&#34;Lan&#34;: 0912 345 678" in link
    assert words.phone_link(None) == ""


def test_numbers_and_shares(language):
    assert words.number(1080) == _said(language, "1.080", "1,080")
    assert words.share(Fraction(2, 3)) == _said(language, "66,67%", "66.67%")
    assert words.share(1) == "100%"
    assert words.share(0) == "0%"


def test_counts_in_sentences_are_grouped_and_names_are_not(app, language):
    draw = app.jinja_env.from_string
    assert draw("{{ ngettext('%(num)d person', '%(num)d people', 1080) }}").render() == _said(
        language, "1.080 người", "1,080 people"
    )
    assert draw("{{ _('%(n)s records', n=12345) }}").render() == _said(language, "12.345 nhật ký", "12,345 records")
    assert draw("{{ _('Next free in %(year)s: %(n)s', year=2026, n=7) }}").render().count("2026") == 1
    assert gettext("%(n)s records", n=999) == _said(language, "999 nhật ký", "999 records")
    assert ngettext("%(num)d person", "%(num)d people", 1080) == _said(language, "1.080 người", "1,080 people")


def test_what_is_filled_into_a_sentence_of_a_page_is_escaped(app, language):
    drawn = app.jinja_env.from_string("{{ _('%(n)s records', n='<b>') }}").render()
    assert "<b>" not in drawn and "&lt;b&gt;" in drawn
