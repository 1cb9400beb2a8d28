"""Undoing a bulk approval: each of its records is reversed, and the same record waits again."""

from sqlalchemy import insert, select

from app.contributions.events import LogSent
from app.contributions.models import APPROVED, REVERSED, SENT, BulkApproval, BulkApprovalLog, Log, LogItem
from app.contributions.rules import BulkAnswer, DecideAnswer, may_undo
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce_all
from app.core.reasons import Refused

from .change import standing
from .decide import Result, ask_decision, take_logs, write_decisions
from .writing import content, figures, insert_for, on_conflict_skip


@asked_again
@action
def undo_many(bulk_id: int, reason: str, by: int, within) -> Result:
    """Take back what this person approved in one act, as far as the rules of a reversal allow: each record that is
    still approved is reversed with the reason, and a copy of it waits in its place, so that nobody has to write it
    anew. The copies are sent by whoever undoes it, and tell the same. Records that were reversed since stay so.

    Raises Refused: BulkAnswer, or DecideAnswer.GONE outside of ``within``, NO_REASON.
    """
    act = db.session.get(BulkApproval, bulk_id, with_for_update=True, populate_existing=True)
    ids = list(db.session.scalars(select(BulkApprovalLog.log_id).where(BulkApprovalLog.bulk_id == bulk_id)))
    rows = take_logs(ids, by, within) if act else []
    if not rows:
        raise Refused(DecideAnswer.GONE)
    standing_ones = [row for row in rows if row.Log.state == APPROVED]
    answer, facts = may_undo(by, act.by, act.at, now(), len(standing_ones))
    if answer is not BulkAnswer.YES:
        raise Refused(answer, **facts)
    if not reason:
        raise Refused(DecideAnswer.NO_REASON)
    answers = {row.Log.id: ask_decision(row, REVERSED, reason, by) for row in standing_ones}
    able = [row.Log for row in standing_ones if answers[row.Log.id] is DecideAnswer.YES]
    write_decisions(able, REVERSED, reason, by)
    _send_again(able, by)
    skipped = [(log_id, why) for log_id, why in answers.items() if why is not DecideAnswer.YES]
    return Result([log.id for log in able], skipped)


def _send_again(logs: list[Log], by: int) -> None:
    if not logs:
        return
    items = _items([log.id for log in logs])
    table, moment = Log.__table__, now()
    copies = {}
    for log in logs:
        new = standing(log, items.get(log.id, {}))
        row = {**content(new), "client_ref": f"again:{log.id}", "attended_minutes": log.attended_minutes}
        # Its place in the queue is the one that it had.
        copies[row["client_ref"]] = new, {**row, "state": SENT, "created_at": moment, "sent_at": log.sent_at}
    statement = on_conflict_skip(insert_for(db.session)(table)).returning(table.c.client_ref, table.c.id)
    ids = dict(db.session.execute(statement, [row for _new, row in copies.values()]).all())
    counted = [
        {"log_id": ids[ref], "kind_id": kind_id, "ward_id": new.ward_id, "quantity": n}
        for ref, (new, _row) in copies.items()
        if ref in ids
        for kind_id, n in new.counts.items()
    ]
    if counted:
        db.session.execute(insert(LogItem), counted)
    announce_all(
        [
            LogSent(ward_id=new.ward_id, subject_id=ids[ref], by=by, after=figures(new))
            for ref, (new, _row) in copies.items()
            if ref in ids
        ]
    )


def _items(log_ids: list[int]) -> dict[int, dict[int, int]]:
    query = select(LogItem.log_id, LogItem.kind_id, LogItem.quantity).where(LogItem.log_id.in_(log_ids))
    found: dict[int, dict[int, int]] = {}
    for log_id, kind_id, quantity in db.session.execute(query):
        found.setdefault(log_id, {})[kind_id] = quantity
    return found
