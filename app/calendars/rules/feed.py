"""What of somebody's shifts stands in their calendar, and as what."""

from datetime import datetime, timedelta
from enum import Enum

# Shifts that are over stay in the calendar so long, and so long it tells of a seat that is gone: programs ask once
# an hour to once a day, and take away what they are told is cancelled.
KEPT_PAST = timedelta(days=60)
TOLD_FOR = timedelta(days=30)


class State(Enum):
    """What a person has in a shift; the value is the status of its calendar entry (RFC 5545, 3.8.1.11)."""

    SEATED = ("CONFIRMED", 1)
    OFFERED = ("TENTATIVE", 2)
    WAITING = ("TENTATIVE", 3)
    GONE = ("CANCELLED", 4)
    CALLED_OFF = ("CANCELLED", 5)

    @property
    def status(self) -> str:
        return self.value[0]


def state_of(state: str, offered_until: datetime | None, cancelled: bool, now: datetime) -> State:
    """``state`` is the sign-up's; an offer counts until its deadline, whether or not somebody has ended it."""
    if cancelled:
        return State.CALLED_OFF
    if state == "left":
        return State.GONE
    if state == "seated":
        return State.SEATED
    return State.OFFERED if offered_until is not None and offered_until > now else State.WAITING


def shown(state: State, ever_seated: bool, gone_at: datetime | None, with_line: bool, since: datetime) -> bool:
    """Whether it stands in the calendar: what is gone only if it went after ``since``, and places in line (what came
    of them included) only if they are asked for."""
    if state is State.SEATED:
        return True
    if not ever_seated and not with_line:
        return False
    return state.status != "CANCELLED" or (gone_at is not None and gone_at >= since)


def sequence_of(shift_version: int, entries: int) -> int:
    """The number of the entry's revision: grows with each change of the shift and of the person's place in it.

    ``entries``: how often the trail tells of that place, and of a change of its point: programs take a new address
    only with a higher number (RFC 5546, 2.1.4).
    """
    return shift_version + max(0, entries - 1)
