"""How days, times, numbers and reasons are said on screen."""

from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup

from .clock import LOCAL
from .i18n import language
from .reasons import Reason

WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "vi": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def long_day(day: date) -> str:
    """ "Thứ Năm, 14/8/2025"."""
    return f"{WEEKDAYS[language()][day.weekday()]}, {day.day}/{day.month}/{day.year}"


def short_day(day: date) -> str:
    """ "T5 14/8"."""
    return f"{SHORT_WEEKDAYS[language()][day.weekday()]} {day.day}/{day.month}"


def plain_day(day: date) -> str:
    """ "14/8/2025"."""
    return f"{day.day}/{day.month}/{day.year}"


@lru_cache(maxsize=4096)
def hours(starts: datetime, ends: datetime) -> str:
    """ "08:00-11:30", local time of two instants."""
    return f"{starts.astimezone(LOCAL):%H:%M}-{ends.astimezone(LOCAL):%H:%M}"


def moment(instant: datetime) -> str:
    """ "14/8/2025 08:05", local time."""
    local = instant.astimezone(LOCAL)
    return f"{local.day}/{local.month}/{local.year} {local:%H:%M}"


def number(value) -> str:
    """ "1.680" in Vietnamese, "1,680" in English; Fractions and Decimals with at most two places, half up."""
    if isinstance(value, int):
        text, rest = f"{value:,}", ""
    else:
        cents = (abs(Fraction(value)) * 100 + Fraction(1, 2)).__floor__()
        sign = "-" if value < 0 and cents else ""
        text, rest = f"{sign}{cents // 100:,}", f"{cents % 100:02d}".rstrip("0")
    if language() == "vi":
        text = text.replace(",", ".")
        return f"{text},{rest}" if rest else text
    return f"{text}.{rest}" if rest else text


def points(value) -> str:
    """Points, always with two places: "12,50"."""
    cents = (abs(Fraction(value)) * 100 + Fraction(1, 2)).__floor__()
    sign = "-" if value < 0 and cents else ""
    whole = f"{sign}{cents // 100:,}"
    if language() == "vi":
        return f"{whole.replace(',', '.')},{cents % 100:02d}"
    return f"{whole}.{cents % 100:02d}"


def minutes(value: int) -> str:
    """ "3 giờ 30 phút"."""
    whole, rest = divmod(value, 60)
    if not whole:
        return _("%(n)s min", n=rest)
    if not rest:
        return _("%(n)s h", n=whole)
    return _("%(h)s h %(m)s min", h=whole, m=rest)


def say(reason: Reason, **facts) -> str:
    """The sentence of a reason in the reader's language."""
    return _(reason.value, **facts) if facts else _(reason.value)


@lru_cache(maxsize=4096)
def _kept(language: str, template: str, macro: str, values: tuple) -> Markup:
    return get_template_attribute(template, macro)(*values)


def kept(template: str, macro: str, *values) -> Markup:
    """A macro's HTML, drawn once for the same values in the same language and kept.

    For pieces that many see alike, or one sees often. The macro may depend on nothing but its (hashable) values.
    """
    return _kept(language(), template, macro, values)


def init_app(app) -> None:
    app.jinja_env.globals.update(say=say, kept=kept)
    app.jinja_env.filters.update(
        long_day=long_day,
        short_day=short_day,
        plain_day=plain_day,
        moment=moment,
        number=number,
        points=points,
        minutes=minutes,
    )
    app.jinja_env.globals["hours"] = hours
