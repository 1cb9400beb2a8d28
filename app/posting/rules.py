"""Rules of posting a list: for how long, who answers what is objected, and what waits meanwhile."""

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.core.clock import LOCAL, instant
from app.core.reasons import Reason
from app.core.text import N_

NONE, WARD, PUBLIC = "none", "ward", "public"
SCOPES = (NONE, WARD, PUBLIC)
SCOPE_WORDS = {
    NONE: N_("The list is not posted"),
    WARD: N_("Inside the ward: whoever signs in"),
    PUBLIC: N_("In public: everybody"),
}
UPHELD, PARTLY, UNFOUNDED = "upheld", "partly", "unfounded"
VERDICTS = (UPHELD, PARTLY, UNFOUNDED)
VERDICT_WORDS = {
    UPHELD: N_("The objection is right"),
    PARTLY: N_("It is right in part"),
    UNFOUNDED: N_("It is not right"),
}
USUAL_DAYS, MOST_DAYS = 5, 60
# So many of one round that wait for their answer; beyond that no more are taken.
MOST_WAITING = 100
MOST_TEXT = 2000


class PostingAnswer(Reason):
    YES = N_("You can do that.")
    NO_ROUND = N_("There is no award round for this campaign yet. Open one first.")
    NOT_LOCKED = N_("The list is not locked yet. A list is posted once it no longer changes.")
    DECIDED = N_("The leader has decided on this round. Its list is not posted any more.")
    IN_SESSION = N_("The council is in session or has ended it. The list can't be posted any more.")
    NO_REASON = N_("This list was posted already. Write why it is posted again: it is printed and kept.")
    SHORTER = N_("The list is posted until %(day)s already. A new posting can't end before that.")
    NOBODY = N_("Nobody is on the list. There is nothing to post.")
    NOT_POSTED = N_("This ward posts its lists first. Post the list; the council and the decision come after that.")
    RUNNING = N_("The list is posted until the end of %(day)s. The council and the decision wait until then.")
    OPEN = N_("%(count)s objections wait for their answer. The council and the decision wait for it.")
    OVER = N_("The time for objections ended with %(day)s. Speak to the ward's office.")
    NOT_ON_LIST = N_("This name is not on the posted list.")
    TOO_MANY = N_("Too many objections wait for their answer. Come back later, or speak to the ward's office.")
    NOT_OWNER = N_("Only whoever has this objection writes its answer. Take it over first.")
    CONCERNED = N_("This objection is about you or your team, or it is your own. Somebody else answers it.")
    NO_HOLDER = N_("Choose somebody of the council or its office who is not concerned.")
    NO_ANSWER = N_("There is no answer yet that could be confirmed.")
    MOVED = N_("The answer was written again since you opened this page. Read it again.")
    NOT_ALONE = N_("You wrote this answer. A second person confirms it.")
    ANSWERED = N_("This objection is answered. The answer stays as it is.")
    NEW_NAME = N_("This candidate was not on the list that was posted, so nobody could object. Nobody can be added.")


@dataclass(frozen=True, slots=True)
class Stands:
    """How far a round is with its posting. `rule`: the ward's rule for this list; `scope`: how it was posted last,
    None where it was not; `ends_at`: the first instant after the last day; `waiting`: objections without a confirmed
    answer, of `objections`."""

    rule: str = NONE
    scope: str | None = None
    posted_at: datetime | None = None
    ends_at: datetime | None = None
    waiting: int = 0
    objections: int = 0

    @property
    def last_day(self) -> date | None:
        return last_day(self.ends_at) if self.ends_at else None

    def running(self, now: datetime) -> bool:
        return self.ends_at is not None and now < self.ends_at


def ends_at(posted_on: date, days: int) -> datetime:
    """The first instant after the last day: the day of the posting is not counted."""
    return instant(posted_on + timedelta(days=days + 1), time(0))


def last_day(ends: datetime) -> date:
    return (ends - timedelta(microseconds=1)).astimezone(LOCAL).date()


def may_go_on(stands: Stands, now: datetime) -> tuple[PostingAnswer, dict]:
    """Whether the council's session or the decision can go on, with the facts of the answer."""
    if stands.scope is None:
        return (PostingAnswer.YES if stands.rule == NONE else PostingAnswer.NOT_POSTED), {}
    if stands.running(now):
        return PostingAnswer.RUNNING, {"day": stands.last_day}
    if stands.waiting:
        return PostingAnswer.OPEN, {"count": stands.waiting}
    return PostingAnswer.YES, {}


def may_post(locked: bool, decided: bool, reason: str, stands: Stands, ends: datetime) -> tuple[PostingAnswer, dict]:
    if not locked:
        return PostingAnswer.NOT_LOCKED, {}
    if decided:
        return PostingAnswer.DECIDED, {}
    if stands.ends_at is not None:
        if not reason:
            return PostingAnswer.NO_REASON, {}
        if ends < stands.ends_at:
            return PostingAnswer.SHORTER, {"day": stands.last_day}
    return PostingAnswer.YES, {}


def may_object(stands: Stands, nomination_id: int | None, listed: Collection[int], now: datetime):
    if not stands.running(now):
        return PostingAnswer.OVER, {"day": stands.last_day}
    if nomination_id is not None and nomination_id not in listed:
        return PostingAnswer.NOT_ON_LIST, {}
    return (PostingAnswer.TOO_MANY if stands.waiting >= MOST_WAITING else PostingAnswer.YES), {}


def may_answer(by: int, owner: int, concerned: Collection[int], confirmed: bool) -> PostingAnswer:
    if confirmed:
        return PostingAnswer.ANSWERED
    if by in concerned:
        return PostingAnswer.CONCERNED
    return PostingAnswer.YES if by == owner else PostingAnswer.NOT_OWNER


def may_confirm(by: int, answered_by: int | None, concerned: Collection[int], confirmed: bool) -> PostingAnswer:
    if confirmed:
        return PostingAnswer.ANSWERED
    if answered_by is None:
        return PostingAnswer.NO_ANSWER
    if by in concerned:
        return PostingAnswer.CONCERNED
    return PostingAnswer.NOT_ALONE if by == answered_by else PostingAnswer.YES


def new_code() -> str:
    """What whoever objects keeps: with it the answer is read, without it nobody is known."""
    return secrets.token_urlsafe(12)


def is_code(text: str) -> bool:
    """Whether this could be such a code."""
    return re.fullmatch(r"[\w-]{16}", text, re.ASCII) is not None


def code_sum(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
