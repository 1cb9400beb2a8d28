"""A journal's records: all of them or none."""

from dataclasses import dataclass, field

from app.campaigns.models import Campaign
from app.contributions.actions import Fault, RowsRefused, faults_in, record_many
from app.contributions.rules import SubmitAnswer
from app.core.again import asked_again
from app.core.clock import today
from app.core.db import action, lock
from app.core.events import announce
from app.core.policy import Permission, reach
from app.core.reasons import Refused
from app.exchange.events import ImportApplied
from app.exchange.queries import ground_of
from app.exchange.rules import Code, JournalPlan, LogField, Notice, Parsed, Question, RowError, plan_journal
from app.people.queries import held_by

from .refusal import ImportAnswer, refuse_open, refuse_wrong

# Where the reader of a list should look, and where the site's own sentence speaks to the person.
FIELDS = {SubmitAnswer.DAY_FULL: LogField.MINUTES, SubmitAnswer.MINUTES: LogField.MINUTES}
SENTENCES = {SubmitAnswer.DAY_FULL: Code.DAY_FULL}


@dataclass(frozen=True)
class LogsResult:
    """``added`` records are new, ``approved`` of them count at once, ``known`` were there."""

    added: int
    known: int
    approved: int
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"added": self.added, "known": self.known, "approved": self.approved}


def plan_logs(campaign: Campaign, parsed: Parsed, approved_by: int | None = None) -> JournalPlan:
    """What an import would write, or why it can't."""
    plan = _matched(campaign, parsed, approved_by)
    if not plan.errors:
        plan.errors = [_told(parsed, plan, fault) for fault in faults_in(plan.new)]
    return plan


def _matched(campaign: Campaign, parsed: Parsed, approved_by: int | None) -> JournalPlan:
    """The same without what the ledger itself may have against it."""
    days = [row.day for row in parsed.rows]
    return plan_journal(parsed, ground_of(campaign, days), today(), approved_by)


def _told(parsed: Parsed, plan: JournalPlan, fault: Fault) -> RowError:
    code, what = SENTENCES.get(fault.reason, fault.reason), FIELDS.get(fault.reason, LogField.DAY)
    return parsed.error(plan.rows[fault.index].row_no, what, code, **fault.facts)


def _check_approver(campaign: Campaign, approver_id: int, by: int | None) -> None:
    if approver_id == by:
        raise Refused(ImportAnswer.SECOND)
    if not reach(held_by(approver_id, today()), Permission.LOG_APPROVE).covers(campaign.ward_id):
        raise Refused(ImportAnswer.NO_APPROVER)


def preview_logs(
    campaign: Campaign, parsed: Parsed, by: int | None = None, approved_by: int | None = None
) -> LogsResult:
    """What ``import_logs`` would do; writes nothing. Raises RowsWrong, Refused."""
    if approved_by is not None:
        _check_approver(campaign, approved_by, by)
    plan = plan_logs(campaign, parsed, approved_by)
    refuse_wrong(plan.errors)
    return _result(plan, approved_by)


def _result(plan: JournalPlan, approved_by: int | None) -> LogsResult:
    added = len(plan.new)
    return LogsResult(added, plan.known, added if approved_by is not None else 0, plan.notices, plan.questions)


@asked_again
@action
def import_logs(campaign: Campaign, parsed: Parsed, by: int | None, approved_by: int | None = None) -> LogsResult:
    """Put the records of a journal into the ledger, where they wait for somebody else than ``by`` to approve them.
    By command (``by`` None) a secretary who vouches for the paper can be named, ``approved_by``: then they count at
    once. Rows that are there already stay, so that doing it twice changes nothing.
    Raises RowsWrong with every error, Refused where ``approved_by`` may not approve here or is ``by``."""
    lock(campaign)
    if approved_by is not None:
        _check_approver(campaign, approved_by, by)
    plan = _matched(campaign, parsed, approved_by)
    refuse_wrong(plan.errors)
    refuse_open(plan.questions)
    try:
        if plan.new:
            record_many(plan.new, by, approved_by)
    except RowsRefused as refused:
        refuse_wrong([_told(parsed, plan, fault) for fault in refused.faults])
    result = _result(plan, approved_by)
    if result.added:
        after = {"what": "logs", **result.counts}
        announce(ImportApplied(ward_id=campaign.ward_id, subject_id=campaign.id, by=by, after=after))
    return result
