"""What the pages of the ledger say, and small steps that they share."""

from flask import abort, request
from flask_babel import gettext as _
from flask_login import current_user

from app.contributions.actions import Result
from app.contributions.models import DRAFT, Log
from app.contributions.rules import APPROVED, REJECTED, RETURNED, REVERSED, SENT, SKIPPED, DecideAnswer
from app.core.policy import Permission
from app.core.reasons import Refused
from app.core.text import N_
from app.core.words import moment

KINDS = {SENT: "wait", APPROVED: "good", RETURNED: "warn", REJECTED: "bad", REVERSED: "bad", DRAFT: "draft"}
WORDS = {
    SENT: N_("Sent for approval"),
    APPROVED: N_("Approved"),
    RETURNED: N_("Returned"),
    REJECTED: N_("Rejected"),
    REVERSED: N_("Reversed"),
    DRAFT: N_("Begun"),
}


def steps(row, decisions) -> list[dict]:
    """What happened to a record, the last thing first. A record sent as it was made has its first step in itself."""
    log = row.Log
    sent_at_once = log.state != DRAFT and (not decisions or decisions[0].verdict != SENT or log.sent_at is None)
    first = SENT if sent_at_once else DRAFT
    made = {
        "kind": KINDS[first],
        "word": _(WORDS[first]) if row.filer else _("Entered from paper"),
        "who": row.filer,
        "at": moment(log.created_at),
        "reason": "",
    }
    later = [
        {
            "kind": KINDS[one.verdict],
            "word": _(WORDS[one.verdict]),
            "who": one.name,
            "at": moment(one.at),
            "reason": one.reason,
        }
        for one in decisions
    ]
    return [made, *later][::-1]


def told(result: Result, verdict: str) -> str:
    """ "12 approved, 1 skipped because it is your own"."""
    if result.before:
        return _("You have approved these records already; nothing was approved twice.")
    n = len(result.done)
    sentence = {
        APPROVED: _("%(n)s approved", n=n),
        RETURNED: _("%(n)s returned", n=n),
        REJECTED: _("%(n)s rejected", n=n),
    }[verdict]
    return ", ".join([sentence, *_skipped(result)]) + "."


def told_undone(result: Result) -> str:
    """ "5 approvals undone. These records are waiting again." and what was left as it is."""
    sentence = _("%(n)s approvals undone. These records are waiting again.", n=len(result.done))
    left = ", ".join(_skipped(result))
    return f"{sentence} {left[0].upper()}{left[1:]}." if left else sentence


def _skipped(result: Result) -> list[str]:
    return [
        _("%(n)s skipped because %(why)s", n=count, why=_(SKIPPED.get(reason, reason.value)))
        for reason, count in result.reasons
    ]


def gone_or(refused: Refused) -> Refused:
    """A record outside of one's reach is a 404; any other refusal is raised on."""
    if refused.reason is DecideAnswer.GONE:
        abort(404)
    return refused


def in_reach():
    """The condition that keeps to what the visitor may decide on."""
    return current_user.reach(Permission.LOG_APPROVE).where(Log.ward_id) & (Log.state != DRAFT)


def page_number() -> int:
    """The page asked for, from 1; far pages are simply empty."""
    return min(max(request.args.get("page", 1, type=int), 1), 10_000)


def id_asked(name: str) -> int | None:
    """An id in the address's query, if the database could hold it."""
    found = request.args.get(name, type=int)
    return found if found is not None and 0 <= found < 2**31 else None
