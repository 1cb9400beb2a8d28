"""A session as its rules see it, and what its chair may do in it. Everything is asked of one plain picture of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.council.rules.answers import CouncilAnswer
from app.council.rules.conflicts import ASKED, RECUSED
from app.council.rules.counting import needed, reached
from app.council.rules.settings import SIMPLE, Settings

CALLED, IN_SESSION, CLOSED, FAILED = "called", "open", "closed", "failed"
CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"
HERE, LEFT, ABSENT = "present", "left", "absent"
OBJECTION, CAME = "objection", "came"
DUTIES, WORDS = (CHAIR, SECRETARY, MEMBER), (HERE, LEFT, ABSENT)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the session; `word`: the last that was said of their attendance, "" where nothing was. `noted_by`:
    who said it, where it was somebody else (a user); `confirmed`: by the member or a second person."""

    member_id: int
    user_id: int
    duty: str = MEMBER
    word: str = ""
    noted_by: int | None = None
    confirmed: bool = True

    @property
    def here(self) -> bool:
        """Present, so that it counts."""
        return self.word == HERE and self.confirmed

    @property
    def waits(self) -> bool:
        """Noted as present by somebody else, and not confirmed yet."""
        return self.word == HERE and not self.confirmed


@dataclass(frozen=True)
class Meeting:
    """A session as its rules see it. `conflicts`: (member, item) -> the last word. `ballot`: the open one's id."""

    state: str
    settings: Settings
    seats: tuple[Seat, ...]
    conflicts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    ballot: int | None = None
    # The leader has decided on the round.
    decided: bool = False
    # The hour for which it was called has not come.
    early: bool = False

    @property
    def present(self) -> int:
        return sum(seat.here for seat in self.seats)

    @property
    def needed(self) -> int:
        return needed(self.settings.quorum_percent, len(self.seats))

    @property
    def quorum(self) -> bool:
        return reached(self.present, self.settings.quorum_percent, len(self.seats))

    @property
    def facts(self) -> dict[str, int]:
        return {
            "present": self.present,
            "members": len(self.seats),
            "needed": self.needed,
            "waiting": self.waiting,
        }

    @property
    def waiting(self) -> int:
        return sum(seat.waits for seat in self.seats)

    @property
    def no_quorum(self) -> CouncilAnswer:
        """What to say where there is no quorum: that some still wait to be confirmed, or that members are missing."""
        return CouncilAnswer.UNCONFIRMED if self.waiting else CouncilAnswer.NO_QUORUM

    @property
    def questions(self) -> int:
        return sum(word == ASKED for word in self.conflicts.values())

    def seat_of(self, user_id: int) -> Seat | None:
        return next((seat for seat in self.seats if seat.user_id == user_id), None)

    def chaired_by(self, user_id: int) -> bool:
        return any(seat.user_id == user_id and seat.duty == CHAIR for seat in self.seats)

    def staffed_by(self, user_id: int) -> bool:
        return any(seat.user_id == user_id and seat.duty in (CHAIR, SECRETARY) for seat in self.seats)

    def recused(self, items: Sequence[int]) -> set[int]:
        """Members who don't vote on a line about these items."""
        return {member for (member, item), word in self.conflicts.items() if word == RECUSED and item in items}


def may_open(meeting: Meeting, by: int) -> CouncilAnswer:
    """At the hour for which it was called, or earlier once everybody is there."""
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    if meeting.state != CALLED:
        return CouncilAnswer.NOT_CALLED
    if meeting.decided:
        return CouncilAnswer.DECIDED
    if meeting.settings.procedure == SIMPLE:
        return CouncilAnswer.SIMPLE
    if not meeting.quorum:
        return meeting.no_quorum
    if any(seat.duty in (CHAIR, SECRETARY) and not seat.here for seat in meeting.seats):
        return CouncilAnswer.CHAIR_AWAY
    if meeting.early and meeting.present < len(meeting.seats):
        return CouncilAnswer.TOO_EARLY
    return CouncilAnswer.YES


def may_run(meeting: Meeting, by: int) -> CouncilAnswer:
    """What only the chair of an open session does."""
    if not meeting.chaired_by(by):
        return CouncilAnswer.NOT_CHAIR
    if meeting.state in (CLOSED, FAILED):
        return CouncilAnswer.ENDED
    return CouncilAnswer.YES if meeting.state == IN_SESSION else CouncilAnswer.NOT_OPEN
