"""What happens in a council's session. Subjects are sessions (of settings: the round); ``after`` holds ids and plain
values. Votes are told as "so many votes on this ballot by this member", never with what was voted."""

from dataclasses import dataclass
from datetime import date, datetime

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CouncilSettingsChanged(Event):
    """``users`` (who is told, since the list was locked) and ``at`` are for those who tell, and not part of the
    trail."""

    action = "council.settings_changed"
    users: tuple[int, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ProcedureAsked(Event):
    """That a locked round be decided without a session; subjects are rounds. ``users`` (who can agree) is for those
    who tell, and not part of the trail."""

    action = "council.procedure_asked"
    users: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProcedureAnswered(Event):
    """Agreed to, declined, or taken back by whoever asked."""

    action = "council.procedure_answered"


@dataclass(frozen=True, kw_only=True)
class Summons(Event):
    """``meets_at``, ``place``, ``users`` (who belongs to it now) and ``round_id`` are for those who tell people of
    it, and not part of the trail."""

    round_id: int = 0
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
class AttendanceConfirmed(Event):
    """By the member, or by a second person beside whoever noted it."""

    action = "council.attendance_confirmed"


@dataclass(frozen=True, kw_only=True)
class OpinionEntered(Event):
    """From a paper of an absent member's. ``dated`` and ``version`` (of the session) are for those who tell the
    member, and not part of the trail."""

    action = "council.opinion_entered"
    dated: date | None = None
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class OpinionWithdrawn(Event):
    """Its member objected, or came."""

    action = "council.opinion_withdrawn"


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
    """``round_id`` is for those who tell people of it, and not part of the trail."""

    round_id: int = 0
    action = "council.closed"


@dataclass(frozen=True, kw_only=True)
class SessionFailed(Event):
    """``round_id`` and ``number`` (of the session) are for those who tell people of it, and not part of the trail."""

    round_id: int = 0
    number: int = 0
    action = "council.failed"
