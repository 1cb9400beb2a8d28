"""What follows from the marks of one person in one shift. Marks are only ever added; the last word counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from app.core.clock import LOCAL, instant

PRESENT, LATE, EXCUSED, NO_SHOW, OUT = "present", "late", "excused", "no_show", "out"
# Nobody has said anything yet.
EXPECTED = "expected"
ARRIVED = (PRESENT, LATE)
CODE, HAND, RULE = "code", "hand", "rule"
# Which of the two buttons of a code was pressed.
IN = "in"

# How long after the shift's end a code of its time may still come in: the phone had no network.
OPEN_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Times:
    """A shift's times and its campaign's minutes around them; instants in UTC, intervals half-open."""

    starts_at: datetime
    ends_at: datetime
    before: int
    late_after: int
    out_after: int

    @property
    def opens(self) -> datetime:
        """From then on the code is shown."""
        return self.starts_at - timedelta(minutes=self.before)

    @property
    def late_from(self) -> datetime:
        """Who comes after this instant is late; who comes at it is not."""
        return self.starts_at + timedelta(minutes=self.late_after)

    @property
    def settles(self) -> datetime:
        """From then on no code is shown any more, and the rule has spoken about who said nothing."""
        return self.ends_at + timedelta(minutes=self.out_after)

    @property
    def shut(self) -> datetime:
        """From then on no code of this shift is taken any more."""
        return max(self.ends_at + OPEN_FOR, self.settles)

    def instant_at(self, at: time) -> datetime:
        """When it is this time of day, local, around the shift: a duty over midnight has it on the next day."""
        found = instant(self.opens.astimezone(LOCAL).date(), at)
        return found if found >= self.opens else found + timedelta(days=1)

    def open_at(self, moment: datetime) -> bool:
        return self.opens <= moment < self.settles


@dataclass(frozen=True, slots=True)
class Mark:
    """One row: ``at`` is the instant that it speaks of, ``made_at`` when it was written."""

    kind: str
    at: datetime
    how: str
    made_at: datetime | None = None
    by: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Where somebody stands in a shift.

    ``came`` and ``went`` are None where they are not known (yet), ``forgot``: the leaving was set by the rule.
    ``how`` is that of the last word on coming, "" where there is none. ``minutes`` are those inside of the shift,
    None as long as the person is there.
    """

    state: str = EXPECTED
    came: datetime | None = None
    went: datetime | None = None
    forgot: bool = False
    how: str = ""
    minutes: int | None = None

    @property
    def arrived(self) -> bool:
        return self.state in ARRIVED

    @property
    def there(self) -> bool:
        """Came, and has not gone."""
        return self.arrived and self.went is None

    @property
    def said_gone(self) -> bool:
        """The leaving was told by somebody, not set by the rule."""
        return self.went is not None and not self.forgot


def arrival_at(at: datetime, times: Times) -> str:
    return LATE if at > times.late_from else PRESENT


def attendance_of(marks: Sequence[Mark], times: Times, now: datetime, taken: bool) -> Attendance:
    """What the marks (in the order of their ids) come to at this moment.

    ``taken``: attendance was taken in this shift, some mark of somebody is there. Then whoever said nothing until the
    time for checking out is over did not come; and whoever came and did not check out was there until the end. Both
    hold from that instant on, whether or not they have been written down.
    """
    arrival = next((mark for mark in reversed(marks) if mark.kind != OUT), None)
    leaving = next((mark for mark in reversed(marks) if mark.kind == OUT), None)
    settled = now >= times.settles
    if arrival is None:
        if taken and settled:
            return Attendance(NO_SHOW, how=RULE, minutes=0)
        return Attendance()
    if arrival.kind not in ARRIVED:
        return Attendance(arrival.kind, how=arrival.how, minutes=0)
    if leaving is None and settled:
        leaving = Mark(OUT, times.ends_at, RULE)
    if leaving is None:
        return Attendance(arrival.kind, arrival.at, how=arrival.how)
    went = max(leaving.at, arrival.at)
    minutes = _minutes(max(arrival.at, times.starts_at), min(went, times.ends_at))
    return Attendance(arrival.kind, arrival.at, went, leaving.how == RULE, arrival.how, minutes)


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds()) // 60)
