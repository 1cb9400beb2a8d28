"""Who hears what: all traffic between rooms that no import shows, one line per event."""

from app.audit.actions import write_down
from app.core.events import Event, listen

TABLE = {
    Event: [write_down],  # every event becomes one entry of the trail
}


def connect() -> None:
    listen(TABLE)
