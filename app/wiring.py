"""Who hears what: all traffic between rooms that no import shows, one line per event."""

from app.audit.actions import write_down
from app.core.events import Event, listen
from app.shifts.events import ShiftCancelled, ShiftChanged
from app.signups.actions import end_sign_ups, fill_line

TABLE = {
    Event: [write_down],  # every event becomes one entry of the trail
    ShiftCancelled: [end_sign_ups],  # whoever was on it or in line is free again
    ShiftChanged: [fill_line],  # more seats: the first in line take them
}


def connect() -> None:
    listen(TABLE)
