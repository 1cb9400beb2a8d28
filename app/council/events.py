"""What happens in a council's session. Subjects are sessions (of settings: the round); ``after`` holds ids and plain
values. Votes are told as "so many votes on this ballot by this member", never with what was voted."""

from dataclasses import dataclass
from datetime import datetime

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CouncilSettingsChanged(Event):
    action = "council.settings_changed"


@dataclass(frozen=True, kw_only=True)
class Summons(Event):
    """``meets_at``, ``place`` and ``users`` (who belongs to it now) are for those who tell people of it, and not part
    of the trail."""

    meets_at: datetime | None = None
    place: str = ""
    users: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SessionCalled(Summons):
    action = "council.called"


@dataclass(frozen=True, kw_only=True)
class SessionChanged(Summons):
    """Another day, place or other people."""

    action = "council.changed"


@dataclass(frozen=True, kw_only=True)
class AttendanceTaken(Event):
    action = "council.attendance_taken"


@dataclass(frozen=True, kw_only=True)
class DutyPassed(Event):
    action = "council.duty_passed"


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event):
    action = "council.opened"


@dataclass(frozen=True, kw_only=True)
class ItemAdded(Event):
    action = "council.item_added"


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(Event):
    """The grounds stay in the session: they may speak of a family."""

    action = "council.conflict_declared"


@dataclass(frozen=True, kw_only=True)
class ConflictAnswered(Event):
    action = "council.conflict_answered"


@dataclass(frozen=True, kw_only=True)
class BallotOpened(Event):
    action = "council.ballot_opened"


@dataclass(frozen=True, kw_only=True)
class VotesCast(Event):
    action = "council.voted"


@dataclass(frozen=True, kw_only=True)
class BallotClosed(Event):
    action = "council.ballot_closed"


@dataclass(frozen=True, kw_only=True)
class DepartureExplained(Event):
    action = "council.departure_explained"


@dataclass(frozen=True, kw_only=True)
class DiscussionWritten(Event):
    action = "council.discussion_written"


@dataclass(frozen=True, kw_only=True)
class SessionClosed(Event):
    action = "council.closed"


@dataclass(frozen=True, kw_only=True)
class SessionFailed(Event):
    action = "council.failed"
