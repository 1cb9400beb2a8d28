"""The one place that asks for the time, so that a test or a demo can fix it."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)
_setting: dict[str, str] = {"today": ""}


def configure(today: str) -> None:
    """Fix the day ("2026-11-22": its hours run on) or the moment ("2026-11-22T07:30"), both local time."""
    if today:
        datetime.fromisoformat(today)
    _setting["today"] = today


@cache
def _parsed(text: str) -> datetime:
    """A moment in UTC, or a day without a zone."""
    asked = datetime.fromisoformat(text)
    return asked.replace(tzinfo=asked.tzinfo or LOCAL).astimezone(UTC) if "T" in text else asked


def now() -> datetime:
    """The present instant in UTC, never naive."""
    fixed = _moment.get()
    if fixed is not None:
        return fixed
    real = datetime.now(UTC)
    if not _setting["today"]:
        return real
    asked = _parsed(_setting["today"])
    if asked.tzinfo:
        return asked
    return datetime.combine(asked.date(), real.astimezone(LOCAL).time(), LOCAL).astimezone(UTC)


def today() -> date:
    """The present day in Vietnam."""
    return now().astimezone(LOCAL).date()


def instant(day: date, at: time) -> datetime:
    """The UTC instant of a local day and time."""
    return datetime.combine(day, at, LOCAL).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The half-open interval of instants that make up a local day."""
    return instant(day, time.min), instant(day + timedelta(days=1), time.min)


@contextmanager
def at(moment: datetime):
    """Within this block the time stands still at ``moment`` (aware)."""
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def real_time():
    """Within this block the clock runs again, or stands where the setting puts it."""
    token = _moment.set(None)
    try:
        yield
    finally:
        _moment.reset(token)
