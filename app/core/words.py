"""How days, times, numbers and reasons are said on screen: one formatter for each, in the reader's language.

A range is written with an en dash: "08:00–11:30", "14/8/2025 – 14/9/2025". The State's papers keep the hyphen of
their forms (``papers/wording``).
"""

import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

from flask import get_template_attribute
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from . import clock
from .clock import LOCAL
from .i18n import grouped, language
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


# Keeps a range of times on one line: browsers break a line after a dash, also between two figures.
JOINER = "\u2060"

_later: ContextVar[bool] = ContextVar("later", default=False)


@contextmanager
def read_later():
    """Within this block words are meant for a letter: it is read on another day, so no day is called today, and
    outside of a browser, so no times are joined."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


def clock_time(instant: datetime | None) -> str:
    """ "08:05", local time; "" for None."""
    return f"{instant.astimezone(LOCAL):%H:%M}" if instant else ""


@lru_cache(maxsize=4096)
def _range(starts: datetime, ends: datetime, joiner: str) -> str:
    return f"{clock_time(starts)}–{joiner}{clock_time(ends)}"


def hours(starts: datetime, ends: datetime) -> str:
    """ "08:00–11:30", local time of two instants, never broken over two lines."""
    return _range(starts, ends, "" if _later.get() else JOINER)


def time_range(starts: time, ends: time) -> str:
    """ "08:00–11:30", of two times of the day."""
    return f"{starts:%H:%M}–{JOINER}{ends:%H:%M}"


def slot_name(slot: str, starts: datetime) -> str:
    """The name of a shift beside which its hours stand: "Trực 18:00" (a duty round the clock) is "Trực" there."""
    return slot.removesuffix(clock_time(starts)).rstrip() or slot


def slot_hours(slot: str, starts: datetime, ends: datetime, between: str = ", ") -> str:
    """ "Sáng, 08:00–11:30"."""
    return f"{slot_name(slot, starts)}{between}{hours(starts, ends)}"


def day_range(first: date, last: date) -> str:
    """ "14/8/2025 – 14/9/2025", or the one day."""
    return plain_day(first) if first == last else f"{plain_day(first)} – {plain_day(last)}"


def which_shift(turn) -> str:
    """ "T5 14/8, 08:00-11:30, Điểm 3": enough to tell a shift (``starts_at``, ``ends_at``, ``point``) from others."""
    day = turn.starts_at.astimezone(LOCAL).date()
    return f"{short_day(day)}, {hours(turn.starts_at, turn.ends_at)}, {turn.point}"


def moment(instant: datetime) -> str:
    """ "14/8/2025 08:05", local time: for what is on record."""
    local = instant.astimezone(LOCAL)
    return f"{local.day}/{local.month}/{local.year} {local:%H:%M}"


def when(instant: datetime) -> str:
    """ "20:10 hôm nay", "08:00 ngày mai", "08:00 ngày 14/8/2025": for deadlines and for what has just happened."""
    local, at = instant.astimezone(LOCAL), clock_time(instant)
    days = (local.date() - clock.today()).days
    if not _later.get():
        if days == 0:
            return _("%(time)s today", time=at)
        if days == 1:
            return _("%(time)s tomorrow", time=at)
        if days == -1:
            return _("%(time)s yesterday", time=at)
    return _("%(time)s on %(day)s", time=at, day=plain_day(local.date()))


def near_day(day: date) -> str:
    """ "hôm nay", "ngày mai", "hôm qua", else "T5 14/8"."""
    names = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    return names.get((day - clock.today()).days) or short_day(day)


def ago(instant: datetime) -> str:
    """ "5 phút trước", "1 giờ trước", "3 ngày trước"; from a week on, and for what is still to come, ``when``."""
    passed = clock.now() - instant
    if passed < timedelta(0) or passed >= timedelta(days=7):
        return when(instant)
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        n = passed // timedelta(minutes=1)
        return ngettext("%(num)d minute ago", "%(num)d minutes ago", n)
    if passed < timedelta(days=1):
        n = passed // timedelta(hours=1)
        return ngettext("%(num)d hour ago", "%(num)d hours ago", n)
    return ngettext("%(num)d day ago", "%(num)d days ago", passed // timedelta(days=1))


def ago_element(instant: datetime) -> Markup:
    """``ago`` as a ``<time>`` that bears the instant for programs and the full moment for who points at it."""
    local = instant.astimezone(LOCAL).isoformat(timespec="seconds")
    return Markup('<time datetime="{}" title="{}">{}</time>').format(local, moment(instant), ago(instant))


def phone(number: str | None) -> str:
    """A phone number in groups: "0912 345 678", a landline "024 3825 3536"; what is no such number as it is."""
    text = number or ""
    if re.fullmatch(r"0[35789]\d{8}", text):
        return f"{text[:4]} {text[4:7]} {text[7:]}"
    if re.fullmatch(r"02[48]\d{8}", text):
        return f"{text[:3]} {text[3:7]} {text[7:]}"
    if re.fullmatch(r"02\d{9}", text):
        return f"{text[:4]} {text[4:7]} {text[7:]}"
    return text


def phone_link(number: str | None, name: str = "") -> Markup:
    """The number as a link that calls it; ``name``: whom, for who hears the page."""
    said = phone(number)
    if not said:
        return Markup("")
    whom = Markup(' aria-label="{}"').format(_("Call %(name)s: %(phone)s", name=name, phone=said)) if name else ""
    return Markup('<a class="nowrap" href="tel:{}"{}>{}</a>').format(number, whom, said)


def share(value) -> str:
    """A share of one in per cent: Fraction(2, 3) is "66,67%"."""
    return f"{number(Fraction(value) * 100)}%"


def number(value) -> str:
    """ "1.680" in Vietnamese, "1,680" in English; Fractions and Decimals with at most two places, half up."""
    if isinstance(value, int):
        return grouped(value)
    cents = (abs(Fraction(value)) * 100 + Fraction(1, 2)).__floor__()
    sign = "-" if value < 0 and cents else ""
    text, rest = f"{sign}{grouped(cents // 100)}", f"{cents % 100:02d}".rstrip("0")
    return f"{text}{',' if language() == 'vi' else '.'}{rest}" if rest else text


def points(value) -> str:
    """Points, always with two places: "12,50"."""
    cents = (abs(Fraction(value)) * 100 + Fraction(1, 2)).__floor__()
    sign = "-" if value < 0 and cents else ""
    return f"{sign}{grouped(cents // 100)}{',' if language() == 'vi' else '.'}{cents % 100:02d}"


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
        when=when,
        near_day=near_day,
        ago=ago_element,
        clock_time=clock_time,
        phone=phone,
        share=share,
        number=number,
        points=points,
        minutes=minutes,
    )
    app.jinja_env.globals.update(
        hours=hours,
        time_range=time_range,
        slot_name=slot_name,
        slot_hours=slot_hours,
        day_range=day_range,
        phone_link=phone_link,
    )
