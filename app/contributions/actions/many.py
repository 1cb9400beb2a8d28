"""Many records at once, from paper: all of them or none."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from sqlalchemy import func, select, update

from app.contributions.events import LogApproved, LogSent
from app.contributions.models import Decision, Log, LogItem
from app.contributions.queries import desk_for
from app.contributions.queries.desk import ALIVE
from app.contributions.rules import APPROVED, SENT, DecideAnswer, NewLog, SubmitAnswer, may_decide, may_submit
from app.core.bulk import insert_rows
from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce_all
from app.core.reasons import Reason, Refused
from app.people.models import Grant
from app.people.queries import ROSTER_ROLES

from .writing import REF, content, figures, told

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: its place in the list, from 0, and the reason with its facts."""

    index: int
    reason: Reason
    facts: dict


class RowsRefused(Refused):
    """Some rows can't be recorded, so none was. ``faults`` names them, in order."""

    def __init__(self, faults: list[Fault]):
        super().__init__(faults[0].reason, **faults[0].facts)
        self.faults = faults


def faults_in(rows: Sequence[NewLog]) -> list[Fault]:
    """What would keep these rows out of the ledger; rows that are there already have no fault. Writes nothing."""
    return _faults(rows, _known_refs(rows))


@action
def record_many(rows: Sequence[NewLog], by: int | None, approved_by: int | None = None) -> int:
    """Record what paper says, sent, and approved at once where ``approved_by`` vouches for it: how many are new.

    All rows belong to one campaign. A row whose ``client_ref`` is there already is skipped, so that doing it twice
    changes nothing. No days of grace apply. Nobody vouches for what they brought in themselves, for a record of
    their own or their own team's: it is sent and waits for somebody else. Raises RowsRefused with every fault; then
    nothing is written.
    """
    rows = [row if row.filed_by is not None else replace(row, filed_by=by) for row in rows]
    known = _known_refs(rows)
    faults = _faults(rows, known)
    if faults:
        raise RowsRefused(faults)
    fresh = {row.client_ref: row for row in rows if row.client_ref not in known}
    if not fresh:
        return 0
    ids = _insert_logs(list(fresh.values()))
    written = [(log_id, fresh[ref]) for ref, log_id in ids.items()]
    _insert_items(written)
    announce_all(
        [LogSent(ward_id=row.ward_id, subject_id=log_id, by=by, after=figures(row)) for log_id, row in written]
    )
    if approved_by is not None:
        _approve(written, approved_by)
    return len(written)


def _known_refs(rows: Sequence[NewLog]) -> set[str]:
    if len({(row.campaign_id, row.ward_id) for row in rows}) > 1:
        raise ValueError("rows of one campaign at a time")
    refs, known = iter([row.client_ref for row in rows]), set()
    while batch := list(islice(refs, BATCH)):
        known |= set(
            db.session.scalars(
                select(Log.client_ref).where(Log.campaign_id == rows[0].campaign_id, Log.client_ref.in_(batch))
            )
        )
    return known


def _faults(rows: Sequence[NewLog], known: set[str]) -> list[Fault]:
    if not rows:
        return []
    desk = desk_for(rows[0], vouched=True)
    if desk is None:
        return [Fault(0, SubmitAnswer.NO_CAMPAIGN, {})]
    day, minutes = today(), _minutes_by_day(rows[0].campaign_id)
    faults, refs = [], Counter()
    for index, row in enumerate(rows):
        if row.client_ref in known:
            continue
        refs[row.client_ref] += 1
        answer, facts = may_submit(row, desk.window, day, minutes[row.user_id, row.day], vouched=True)
        if answer is SubmitAnswer.YES and refs[row.client_ref] > 1:
            answer = SubmitAnswer.REPEATED
        if answer is not SubmitAnswer.YES:
            faults.append(Fault(index, answer, told(facts)))
        elif row.user_id is not None:
            minutes[row.user_id, row.day] += row.minutes
    return faults


def _minutes_by_day(campaign_id: int) -> defaultdict:
    query = (
        select(Log.user_id, Log.day, func.sum(Log.minutes))
        .where(Log.campaign_id == campaign_id, Log.user_id.is_not(None), Log.state.in_(ALIVE))
        .group_by(Log.user_id, Log.day)
    )
    return defaultdict(int, {(user_id, day): int(n) for user_id, day, n in db.session.execute(query)})


def _insert_logs(rows: list[NewLog]) -> dict[str, int]:
    moment = now()
    stamps = {"state": SENT, "created_at": moment, "sent_at": moment}
    written = [{**content(row), **stamps} for row in rows]
    ids = dict(map(tuple, insert_rows(Log.__table__, written, ("client_ref", "id"), unless=REF)))
    return {row.client_ref: ids[row.client_ref] for row in rows if row.client_ref in ids}


def _insert_items(written: list[tuple[int, NewLog]]) -> None:
    items = [
        {"log_id": log_id, "kind_id": kind_id, "ward_id": row.ward_id, "quantity": n}
        for log_id, row in written
        for kind_id, n in row.counts.items()
        if n
    ]
    insert_rows(LogItem.__table__, items)


def _approve(written: list[tuple[int, NewLog]], by: int) -> None:
    stays, day = _stays_of(by), today()
    able = [
        (log_id, row)
        for log_id, row in written
        if may_decide(by, row.user_id, row.filed_by, SENT, _stood_in(stays, row.team_id, (row.day, day)))
        is DecideAnswer.YES
    ]
    if not able:
        return
    moment = now()
    insert_rows(
        Decision.__table__,
        [
            {"ward_id": row.ward_id, "log_id": log_id, "verdict": APPROVED, "by": by, "at": moment, "reason": ""}
            for log_id, row in able
        ],
    )
    ids = iter([log_id for log_id, _ in able])
    while batch := list(islice(ids, BATCH)):
        db.session.execute(
            update(Log).where(Log.id.in_(batch)).values(state=APPROVED),
            execution_options={"synchronize_session": False},
        )
    announce_all(
        [
            LogApproved(
                ward_id=row.ward_id,
                subject_id=log_id,
                by=by,
                before={"state": SENT},
                after={"state": APPROVED, "user": row.user_id, "team": row.team_id},
            )
            for log_id, row in able
        ]
    )


def _stays_of(user_id: int) -> list:
    """Rows (team_id, starts_on, ends_on): when the person stood on the roster of which team."""
    query = select(Grant.team_id, Grant.starts_on, Grant.ends_on).where(
        Grant.user_id == user_id, Grant.team_id.is_not(None), Grant.role.in_(ROSTER_ROLES)
    )
    return list(db.session.execute(query).all())


def _stood_in(stays: list, team_id: int | None, days: tuple[date, ...]) -> bool:
    return any(
        stay.team_id == team_id and stay.starts_on <= day and (stay.ends_on is None or day <= stay.ends_on)
        for stay in stays
        for day in days
    )
