"""Rules of the ledger: what may be sent, who may decide, what deserves a second look."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core.reasons import Reason
from app.core.text import N_

from .bulk import UNDO_FOR, BulkAnswer, mark_of, may_undo
from .unusual import LONG_DAY_MINUTES, LONG_MINUTES, Doubt, Flag, doubt_about, unusual

__all__ = [
    "APPROVED",
    "DAY_MINUTES",
    "DRAFT",
    "EDITABLE",
    "GROUPS",
    "LONG_DAY_MINUTES",
    "LONG_MINUTES",
    "MOST_OF_A_KIND",
    "PEOPLE",
    "REJECTED",
    "RETURNED",
    "REVERSED",
    "SENT",
    "SKIPPED",
    "UNDO_FOR",
    "BulkAnswer",
    "DecideAnswer",
    "Doubt",
    "EditAnswer",
    "Flag",
    "KindRule",
    "NewLog",
    "SubmitAnswer",
    "Window",
    "doubt_about",
    "doubt_in",
    "fingerprint",
    "mark_of",
    "may_change",
    "may_decide",
    "may_submit",
    "may_throw_away",
    "may_undo",
    "may_withdraw",
    "unusual",
]

GROUPS = ("elderly", "disabled", "poor_household")
# Every scheme counts the people helped under this code; the vulnerable groups are among them.
PEOPLE = "support_turn"
DAY_MINUTES = 24 * 60
MOST_OF_A_KIND = 1000

DRAFT, SENT, APPROVED, RETURNED, REJECTED, REVERSED = (
    "draft",
    "sent",
    "approved",
    "returned",
    "rejected",
    "reversed",
)
EDITABLE = (DRAFT, RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLog:
    """What somebody wants to put into the ledger. ``user_id`` None: the team did it together.

    ``minutes`` 0 to 1440, ``groups`` by the names of GROUPS, ``counts`` by the id of the kind. ``client_ref`` is
    made by the form or derived from the sheet's row; it names this record once in the campaign.
    """

    campaign_id: int
    ward_id: int
    user_id: int | None
    team_id: int | None
    client_ref: str
    day: date
    minutes: int = 0
    groups: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[int, int] = field(default_factory=dict)
    filed_by: int | None = None
    shift_id: int | None = None
    point_id: int | None = None
    slot: str = ""
    note: str = ""


def fingerprint(log: NewLog) -> str:
    """A short name of what a record says: two with the same one say the same. Whose it is and its reference, which
    its form can't change, don't count, nor do figures of 0."""
    figures = (sorted((name, n) for name, n in part.items() if n) for part in (log.groups, log.counts))
    said = [log.day.isoformat(), log.minutes, *figures, log.note, log.shift_id, log.team_id]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class KindRule:
    """What the rules need to know of a kind; ``logged_by`` is both, individual or collective."""

    code: str
    logged_by: str = "both"
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """When a campaign takes records: its days, both ends counted, and the days of grace after the last one."""

    starts_on: date
    ends_on: date
    grace_days: int
    closed: bool
    kinds: Mapping[int, KindRule] = field(default_factory=dict, hash=False)

    @property
    def last_day_to_send(self) -> date:
        return self.ends_on + timedelta(days=self.grace_days)


class SubmitAnswer(Reason):
    YES = N_("This can be sent.")
    CLOSED = N_("The campaign is closed: nothing can be recorded any more.")
    BEFORE = N_("The campaign began on %(day)s. Choose a day from then on.")
    AFTER = N_("The campaign ended on %(day)s. Choose a day up to then.")
    FUTURE = N_("This day is still to come. Record it once it is done.")
    TOO_LATE = N_("Records could be sent until %(day)s. Ask your secretary to enter it from paper.")
    MINUTES = N_("Enter the time in minutes, from 0 to 1440.")
    QUANTITY = N_("Enter whole numbers from 0 to 1000.")
    UNKNOWN_KIND = N_("One of these services is not counted in this campaign.")
    ONLY_PERSON = N_("This service is recorded by each person, not for the team together.")
    ONLY_TEAM = N_("This service is recorded by the team leader for the whole team.")
    NOTHING = N_("Enter the time, the people helped or at least one service.")
    GROUPS = N_("There can't be more elderly, disabled or poor people than people helped.")
    DAY_FULL = N_("Your records of this day would add up to more than 24 hours.")
    NO_SHIFT = N_("You had no seat in this shift on that day. Choose another shift, or none.")
    NO_POINT = N_("This point does not belong to the campaign.")
    REPEATED = N_("This record is here twice.")
    NO_CAMPAIGN = N_("There is no such campaign.")
    OTHERS_REF = N_("Somebody else has already used this form. Open a new one.")
    OTHER_CONTENT = N_("This form has already been sent with other figures.")
    MOVED_ON = N_("This record was changed meanwhile.")


class EditAnswer(Reason):
    YES = N_("This can still be changed.")
    SENT = N_("This record is waiting for approval. It can be changed only if it is returned.")
    DECIDED = N_("Once decided, a record can't be changed. If it is wrong, ask your secretary to reverse it.")
    NOT_A_DRAFT = N_("Only a draft can be deleted.")
    WAS_SENT = N_("Once sent, a record stays: it can be changed, but not deleted.")
    NOT_WAITING = N_("Only a record that is waiting for approval can be taken back.")
    NOT_AUTHOR = N_("Only the person who wrote this record can take it back.")


class DecideAnswer(Reason):
    YES = N_("You can decide on this record.")
    OWN = N_("You can't decide on your own record. Another secretary has to do it.")
    FILED = N_("You entered this record, so somebody else has to decide on it: another secretary.")
    OWN_TEAM = N_("You are in this team. Somebody outside it has to decide on its record.")
    ALREADY_DECIDED = N_("Somebody has already decided on this record.")
    NOT_SENT = N_("This record has not been sent for approval.")
    NOT_APPROVED = N_("Only an approved record can be reversed.")
    NO_REASON = N_("Write the reason, so that the person knows what to do.")
    GONE = N_("There is no such record.")


# Short words for "1 skipped because ...".
SKIPPED = {
    DecideAnswer.OWN: N_("it is your own"),
    DecideAnswer.FILED: N_("you entered it yourself"),
    DecideAnswer.OWN_TEAM: N_("it is your own team's"),
    DecideAnswer.ALREADY_DECIDED: N_("somebody has already decided"),
    DecideAnswer.NOT_SENT: N_("it was not sent"),
}


def may_submit(
    log: NewLog, window: Window, today: date, other_minutes: int = 0, vouched: bool = False, finished: bool = True
) -> tuple[SubmitAnswer, dict]:
    """Whether this may enter the ledger, and the facts of the answer's sentence.

    ``other_minutes`` are those of the person's other records of that day that count or may come to count.
    ``vouched`` records come from paper and know no days of grace; a draft need not be ``finished``.
    """
    answer, facts = _day(log.day, window, today, vouched)
    if answer is not SubmitAnswer.YES:
        return answer, facts
    if not 0 <= log.minutes <= DAY_MINUTES:
        return SubmitAnswer.MINUTES, {}
    figures = (*log.counts.values(), *log.groups.values())
    if any(type(n) is not int or not 0 <= n <= MOST_OF_A_KIND for n in figures) or not set(log.groups) <= set(GROUPS):
        return SubmitAnswer.QUANTITY, {}
    for kind_id, quantity in log.counts.items():
        answer = _kind(window.kinds.get(kind_id), quantity, log.user_id is None)
        if answer is not SubmitAnswer.YES:
            return answer, {}
    return (_whole(log, window, other_minutes) if finished else SubmitAnswer.YES), {}


def _day(day: date, window: Window, today: date, vouched: bool) -> tuple[SubmitAnswer, dict]:
    if window.closed:
        return SubmitAnswer.CLOSED, {}
    if day < window.starts_on:
        return SubmitAnswer.BEFORE, {"day": window.starts_on}
    if day > window.ends_on:
        return SubmitAnswer.AFTER, {"day": window.ends_on}
    if day > today:
        return SubmitAnswer.FUTURE, {}
    if today > window.last_day_to_send and not vouched:
        return SubmitAnswer.TOO_LATE, {"day": window.last_day_to_send}
    return SubmitAnswer.YES, {}


def _kind(kind: KindRule | None, quantity: int, collective: bool) -> SubmitAnswer:
    if kind is None or (kind.retired and quantity):
        return SubmitAnswer.UNKNOWN_KIND
    if quantity and collective and kind.logged_by == "individual":
        return SubmitAnswer.ONLY_PERSON
    if quantity and not collective and kind.logged_by == "collective":
        return SubmitAnswer.ONLY_TEAM
    return SubmitAnswer.YES


def _whole(log: NewLog, window: Window, other_minutes: int) -> SubmitAnswer:
    if not log.minutes and not any(log.counts.values()):
        # Groups alone are caught below: they are among the people helped.
        return SubmitAnswer.GROUPS if any(log.groups.values()) else SubmitAnswer.NOTHING
    people = sum(n for kind_id, n in log.counts.items() if window.kinds[kind_id].code == PEOPLE)
    if any(n > people for n in log.groups.values()):
        return SubmitAnswer.GROUPS
    if log.user_id is not None and log.minutes + other_minutes > DAY_MINUTES:
        return SubmitAnswer.DAY_FULL
    return SubmitAnswer.YES


def doubt_in(log: NewLog, window: Window) -> Doubt | None:
    """What to ask about this record before it is sent."""
    people = sum(n for kind_id, n in log.counts.items() if window.kinds[kind_id].code == PEOPLE)
    return doubt_about(log.minutes, people, sum(log.counts.values()) - people, log.note)


def may_change(state: str) -> EditAnswer:
    """A draft or a returned record may be changed; what waits or is decided stays as it is."""
    if state in EDITABLE:
        return EditAnswer.YES
    return EditAnswer.SENT if state == SENT else EditAnswer.DECIDED


def may_withdraw(visitor_id: int, filed_by: int | None, state: str) -> EditAnswer:
    """Who wrote a record may take it back as long as nobody has decided on it."""
    if state != SENT:
        return EditAnswer.NOT_WAITING
    return EditAnswer.YES if visitor_id == filed_by else EditAnswer.NOT_AUTHOR


def may_throw_away(state: str, sent_once: bool) -> EditAnswer:
    if state != DRAFT:
        return EditAnswer.NOT_A_DRAFT
    return EditAnswer.WAS_SENT if sent_once else EditAnswer.YES


def may_decide(
    visitor_id: int,
    user_id: int | None,
    filed_by: int | None,
    state: str,
    in_team: bool = False,
    reversing: bool = False,
) -> DecideAnswer:
    """Whether this person may decide on this log.

    Nobody decides on a log whose person or filer they are, nor on a collective log of a team on whose roster they
    stand (``in_team``: on the log's day or now), whatever their roles.
    """
    if visitor_id == user_id:
        return DecideAnswer.OWN
    if visitor_id == filed_by:
        return DecideAnswer.FILED
    if user_id is None and in_team:
        return DecideAnswer.OWN_TEAM
    if reversing:
        return DecideAnswer.YES if state == APPROVED else DecideAnswer.NOT_APPROVED
    if state == SENT:
        return DecideAnswer.YES
    return DecideAnswer.NOT_SENT if state == DRAFT else DecideAnswer.ALREADY_DECIDED
