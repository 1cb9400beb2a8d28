"""Approving, returning, rejecting, reversing. Each decision is a row with who, when and why."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import insert, select, true, update

from app.contributions.events import DECIDED
from app.contributions.models import BulkApproval, BulkApprovalLog, Decision, Log
from app.contributions.queries import in_team
from app.contributions.rules import (
    APPROVED,
    REJECTED,
    RETURNED,
    REVERSED,
    BulkAnswer,
    DecideAnswer,
    mark_of,
    may_decide,
)
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce_all
from app.core.reasons import Refused

VERDICTS = (APPROVED, RETURNED, REJECTED)


@dataclass(frozen=True)
class Result:
    """What a decision on many did: the ids decided, and (id, why not) for the others. ``before``: these very records
    were approved by the same person in act ``bulk_id`` already, and nothing was done now."""

    done: list[int]
    skipped: list[tuple[int, DecideAnswer]]
    bulk_id: int | None = None
    before: bool = False

    @property
    def reasons(self) -> list[tuple[DecideAnswer, int]]:
        """Why records were skipped, and how many for each reason."""
        return Counter(reason for _, reason in self.skipped).most_common()


@action
def decide(log_id: int, verdict: str, reason: str, by: int, within=None) -> Log:
    """Decide on one record that waits. Raises Refused(DecideAnswer): the second of two deciders gets one."""
    if verdict not in VERDICTS:
        raise ValueError(f"not a verdict: {verdict}")
    return _one(log_id, verdict, reason, by, within)


@action
def reverse(log_id: int, reason: str, by: int, within=None) -> Log:
    """Take an approval back, with a reason; the record no longer counts and stays to be read."""
    return _one(log_id, REVERSED, reason, by, within)


@action
def decide_many(ids, verdict: str, reason: str, by: int, within=None, seen: str | None = None) -> Result:
    """Decide on many at once, in one transaction: those that can't be decided are named and left as they are. An
    approval is kept as one act, which can be undone as one (``undo_many``).

    ``seen`` is the mark of the records as they were looked at (rules.mark_of): where one of those that can be decided
    stands otherwise by now, Refused(BulkAnswer.CHANGED); the same question answered once more finds the act that it
    made. ``within`` is the condition that keeps to what the person
    may reach; an id outside of it refuses the whole.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"not a verdict: {verdict}")
    ids = set(ids)
    rows = take_logs(ids, by, within)
    if len(rows) < len(ids):
        raise Refused(DecideAnswer.GONE)
    able, skipped = [], []
    for row in rows:
        answer = ask_decision(row, verdict, reason, by)
        if answer is DecideAnswer.YES:
            able.append(row.Log)
        else:
            skipped.append((row.Log.id, answer))
    if seen is not None and not able and (made := _act_of(ids, by)):
        return Result([], [], made, before=True)
    if seen is not None and mark_of(able) != seen:
        raise Refused(BulkAnswer.CHANGED)
    write_decisions(able, verdict, reason, by)
    return Result([log.id for log in able], skipped, _keep_act(able, by) if verdict == APPROVED and able else None)


def _act_of(ids: set[int], by: int) -> int | None:
    """The act in which this person approved all of these records and no other."""
    one = select(BulkApprovalLog.bulk_id).where(BulkApprovalLog.log_id == min(ids, default=0)).scalar_subquery()
    rows = db.session.execute(
        select(BulkApproval.id, BulkApprovalLog.log_id)
        .join(BulkApprovalLog, BulkApprovalLog.bulk_id == BulkApproval.id)
        .where(BulkApproval.id == one, BulkApproval.by == by)
    ).all()
    return rows[0].id if rows and {row.log_id for row in rows} == ids else None


def _keep_act(logs: list[Log], by: int) -> int:
    first = logs[0]
    act = insert(BulkApproval).values(ward_id=first.ward_id, campaign_id=first.campaign_id, by=by, at=now())
    bulk_id = db.session.scalar(act.returning(BulkApproval.id))
    rows = [{"bulk_id": bulk_id, "log_id": log.id, "ward_id": log.ward_id} for log in logs]
    db.session.execute(insert(BulkApprovalLog), rows)
    return bulk_id


def _one(log_id: int, verdict: str, reason: str, by: int, within) -> Log:
    rows = take_logs([log_id], by, within)
    if not rows:
        raise Refused(DecideAnswer.GONE)
    answer = ask_decision(rows[0], verdict, reason, by)
    if answer is not DecideAnswer.YES:
        raise Refused(answer)
    write_decisions([rows[0].Log], verdict, reason, by)
    return rows[0].Log


def take_logs(ids, by: int, within) -> list:
    """The logs, locked in the order of their ids, each with whether the decider stands in its team."""
    query = (
        select(Log, in_team(by).label("in_team"))
        .where(Log.id.in_(ids), true() if within is None else within)
        .order_by(Log.id)
        .with_for_update(of=Log)
        .execution_options(populate_existing=True)
    )
    return list(db.session.execute(query).all())


def ask_decision(row, verdict: str, reason: str, by: int) -> DecideAnswer:
    """The rule's answer about a row of ``take_logs``."""
    log = row.Log
    answer = may_decide(by, log.user_id, log.filed_by, log.state, row.in_team, reversing=verdict == REVERSED)
    if answer is DecideAnswer.YES and verdict != APPROVED and not reason:
        return DecideAnswer.NO_REASON
    return answer


def write_decisions(logs: list[Log], verdict: str, reason: str, by: int) -> None:
    """Inside a verb: the verdict on these locked records, and what is told of it."""
    if not logs:
        return
    moment, before = now(), {log.id: log.state for log in logs}
    ids = list(before)
    db.session.execute(
        update(Log).where(Log.id.in_(ids)).values(state=verdict).execution_options(synchronize_session="evaluate")
    )
    db.session.execute(
        insert(Decision),
        [
            {"ward_id": log.ward_id, "log_id": log.id, "verdict": verdict, "by": by, "at": moment, "reason": reason}
            for log in logs
        ],
    )
    event = DECIDED[verdict]
    announce_all(
        [
            event(
                ward_id=log.ward_id,
                subject_id=log.id,
                by=by,
                before={"state": before[log.id]},
                after={"state": verdict, "user": log.user_id, "team": log.team_id},
                reason=reason,
            )
            for log in logs
        ]
    )
