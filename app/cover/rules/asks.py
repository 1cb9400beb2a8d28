"""Who may be asked to take a seat, in which order they are shown, and what became of an ask."""

from datetime import datetime, timedelta

from app.campaigns.rules.limits import Limits
from app.core.reasons import Reason
from app.signups.rules import SEATED, Answer, Person, free_seats, may_take, opening
from app.signups.rules.seats import Turn

from .answers import OF_A_PERSON, AskAnswer

# Asks of so long ago still count when it is somebody else's turn to be asked.
LATELY = timedelta(days=14)
MOST_AT_ONCE = 50
OPEN, YES, NO, SEATED_SINCE, IN_LINE, LEFT, LAPSED = "open", "yes", "no", "seated", "in_line", "left", "lapsed"


def closed_to_all(turn: Turn, limits: Limits, now: datetime) -> Reason | None:
    """Why nobody can be asked for this shift now; None where somebody may be."""
    if turn.cancelled_at is not None:
        return Answer.CANCELLED
    if turn.closed_at is not None:
        return Answer.CLOSED
    if turn.starts_at <= now:
        return Answer.STARTED
    opens = opening(turn, limits)
    if opens is not None and now < opens:
        return Answer.NOT_OPEN
    return AskAnswer.FULL if free_seats(turn, lead=True) <= 0 else None


def may_ask(
    turn: Turn,
    limits: Limits,
    person: Person,
    now: datetime,
    already: str | None = None,
    offered_until: datetime | None = None,
    last: str | None = None,
    by: int | None = None,
) -> Reason:
    """Whether this person may be asked for this shift (AskAnswer.YES), or why not.

    ``last`` is what became of the last ask ("open", "yes", "no"; None: never asked), ``by`` who asks. Whoever may be
    asked could take the seat at once: the rules are those of the sign-ups.
    """
    against = closed_to_all(turn, limits, now)
    if already == SEATED:
        return AskAnswer.ON_IT
    if against is not None:
        return against
    if person.id == by:
        return AskAnswer.YOURSELF
    if last == OPEN:
        return AskAnswer.ASKED
    if last == NO:
        return AskAnswer.SAID_NO
    answer = may_take(turn, limits, person, now, already, offered_until)
    return OF_A_PERSON.get(answer, answer)


def turn_of(asked: int, campaign_minutes: int, week_minutes: int) -> tuple[int, int, int]:
    """The order of those who can be asked: who was asked least lately first, then who has the least duty in the
    campaign, then in the shift's week."""
    return asked, campaign_minutes, week_minutes


def became(answer: str | None, already: str | None, turn: Turn, now: datetime) -> str:
    """What became of an ask: its answer and what followed, "open", or "lapsed" from the moment on at which the shift
    begins, is called off or has no free seat left."""
    if answer == NO:
        return NO
    if already == SEATED:
        return SEATED_SINCE
    if answer == YES:
        return LEFT if already is None else IN_LINE
    over = turn.cancelled_at is not None or turn.closed_at is not None or turn.starts_at <= now
    return LAPSED if over or free_seats(turn, lead=True) <= 0 else OPEN
