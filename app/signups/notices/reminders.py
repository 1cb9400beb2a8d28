"""Reminders: the day before and two hours before a shift, each told once."""

from datetime import timedelta

from app.core.clock import now
from app.core.db import action
from app.core.events import Event
from app.messages.actions import take_back, tell
from app.messages.minute import every_minute
from app.signups.queries import due_reminders

from .kinds import told

# What is told, and from when until when before the start. A seat taken later than that is reminded of by the next.
REMINDERS = (
    ("reminder.day", timedelta(hours=24), timedelta(hours=2)),
    ("reminder.soon", timedelta(hours=2), timedelta(0)),
)


@every_minute
@action
def remind() -> int:
    """Tell everybody whose shift is near and who has not said yet that they come; returns how many were told."""
    count = 0
    for name, since, until in REMINDERS:
        rows = due_reminders(name, now(), since, until)
        count += tell([told(name, str(row.sign_up_id), row.user_id, row, row.ward_id) for row in rows])
    return count


def reminder_is_over(events: list[Event]) -> tuple:
    """Whoever said that they come, or is no longer on the shift, is not asked any more."""
    take_back([f"{name}:{event.subject_id}" for event in events for name, _since, _until in REMINDERS])
    return ()
