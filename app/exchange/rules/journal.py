"""Which records a journal brings: its rows matched with people, teams, points and slots of the ward."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from app.contributions.rules import (
    APPROVED,
    LONG_DAY_MINUTES,
    LONG_MINUTES,
    PEOPLE,
    RETURNED,
    SENT,
    DecideAnswer,
    Doubt,
    NewLog,
    doubt_about,
)
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import LogField
from app.exchange.rules.ground import Ground, Matcher, Person
from app.exchange.rules.logs import LogRow
from app.exchange.rules.questions import Question
from app.exchange.rules.rows import row_order

PAPER = "paper:"
SHOWN = 20  # rows that a preview may show
ALIVE = (SENT, RETURNED, APPROVED)


@dataclass
class JournalPlan:
    """What would be written: ``new[i]`` comes from ``rows[i]``. Nothing is where ``errors`` holds anything."""

    new: list[NewLog] = field(default_factory=list)
    rows: list[LogRow] = field(default_factory=list)
    known: int = 0
    shown: list[LogRow] = field(default_factory=list)  # the rows as they would be written
    questions: list[Question] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def plan_journal(parsed: Parsed, ground: Ground, today: date, approver_id: int | None = None) -> JournalPlan:
    """Match the rows of ``parsed``. Each record is named by whose it is, its day, slot and point, so that the same
    row finds itself again; where ``approver_id`` vouches for the paper, none of the rows may be their own."""
    plan = JournalPlan(errors=list(parsed.errors), notices=list(parsed.notices))
    matcher = Matcher(parsed, ground, plan.errors)
    groups: dict[str, list[tuple[LogRow, dict]]] = defaultdict(list)
    for row in parsed.rows:
        found = matcher.match(row)
        if found:
            groups[_key(found)].append((row, found))
            if len(plan.shown) < SHOWN:
                plan.shown.append(matcher.shown(row, found))
    plan.questions = [*parsed.questions, *matcher.questions]
    plan.notices += matcher.notices
    _compare(plan, parsed, ground, groups)
    if approver_id is not None:
        _own(plan, parsed, matcher.by_id.get(approver_id), approver_id, today)
    _online(plan, ground)
    _doubtful(plan)
    _long(plan, ground)
    plan.errors, plan.notices = _once(plan.errors), _once(plan.notices)
    plan.errors.sort(key=lambda error: row_order(error.row_no))
    return plan


def _once(told: list) -> list:
    """Each error or notice once: what is wrong with one row of an attendance sheet is wrong with each of its days."""
    found = {}
    for one in told:
        place = (str(one.row_no), one.column_label) if isinstance(one, RowError) else ()
        facts = tuple((name, str(value)) for name, value in sorted(one.facts.items()))
        found.setdefault((one.code, *place, facts), one)
    return list(found.values())


def _key(found: dict) -> str:
    """Names a record by ids, which stay when a slot or a point is renamed."""
    whose = f"u{found['user_id']}" if found["user_id"] is not None else f"t{found['team_id']}"
    return f"{PAPER}{whose}:{found['day']}:{found['slot_id']}:{found['point_id'] or 0}:"


def _figures(minutes, groups, counts) -> tuple:
    return (
        minutes,
        tuple(sorted((name, n) for name, n in groups.items() if n)),
        tuple(sorted((kind, n) for kind, n in counts.items() if n)),
    )


def _compare(plan: JournalPlan, parsed: Parsed, ground: Ground, groups: dict) -> None:
    """Rows under one key find the stored ones with their figures; what is left over is new, unless a stored record
    that counts is left over as well: then somebody has changed a figure here or there."""
    stored = defaultdict(list)
    for one in ground.stored:
        if one.ref.startswith(PAPER):
            stored[one.ref[: one.ref.rindex(":") + 1]].append(one)
    waiting = 0
    for key, rows in groups.items():
        there, fresh = list(stored[key]), []
        number = len(there)
        for row, found in rows:
            figures = _figures(row.minutes, row.groups, found["counts"])
            same = next((one for one in there if _figures(one.minutes, one.groups, one.counts) == figures), None)
            if same:
                there.remove(same)
                plan.known += 1
                waiting += same.state == SENT
                continue
            plan.new.append(_new_log(ground, row, found, f"{key}{number}"))
            plan.rows.append(row)
            fresh.append(row)
            number += 1
        if any(one.state in ALIVE for one in there):
            plan.errors += [parsed.error(row.row_no, LogField.MINUTES, Code.LOG_DIFFERS) for row in fresh]
    if waiting:
        plan.notices.append(Notice(NoticeCode.LOGS_WAITING, {"count": waiting}))


def _new_log(ground: Ground, row: LogRow, found: dict, ref: str) -> NewLog:
    values = {name: value for name, value in found.items() if name != "slot_id"}
    return NewLog(
        campaign_id=ground.campaign_id, ward_id=ground.ward_id, client_ref=ref, note=row.note or "", **values
    )


def _own(plan: JournalPlan, parsed: Parsed, approver: Person | None, approver_id: int, today: date) -> None:
    for row, log in zip(plan.rows, plan.new, strict=True):
        if log.user_id == approver_id:
            plan.errors.append(parsed.error(row.row_no, LogField.NAME, DecideAnswer.OWN))
        elif log.user_id is None and approver and log.team_id in {*approver.teams(log.day), *approver.teams(today)}:
            plan.errors.append(parsed.error(row.row_no, LogField.TEAM, DecideAnswer.OWN_TEAM))


# So many rows are named in a notice about many.
NAMED = 10


def _doubtful(plan: JournalPlan) -> None:
    """Work without time, and time without anybody helped: asked about here as where a record is written by hand."""
    odd = defaultdict(list)
    for row in plan.rows:
        people = row.counts.get(PEOPLE, 0)
        doubt = doubt_about(row.minutes, people, sum(row.counts.values()) - people, row.note or "")
        if doubt is not None:
            odd[doubt is Doubt.NO_TIME].append(str(row.row_no))
    _tell(plan, NoticeCode.LOGS_NO_TIME, odd[True])
    _tell(plan, NoticeCode.LOGS_NOBODY, odd[False])


def _tell(plan: JournalPlan, code: NoticeCode, rows: list[str], **facts) -> None:
    if rows:
        each = list(dict.fromkeys(rows))
        named = ", ".join(each[:NAMED]) + ("…" if len(each) > NAMED else "")
        plan.notices.append(Notice(code, {"count": len(rows), "rows": named, **facts}))


def _long(plan: JournalPlan, ground: Ground) -> None:
    """Records and days that would be marked as long when they are approved."""
    days = defaultdict(int)
    for one in (*ground.stored, *plan.new):
        if isinstance(one, NewLog) or one.state in ALIVE:
            days[one.user_id, one.team_id if one.user_id is None else None, one.day] += one.minutes
    long, long_day = [], []
    for row, log in zip(plan.rows, plan.new, strict=True):
        if log.minutes > LONG_MINUTES:
            long.append(str(row.row_no))
        elif days[log.user_id, log.team_id if log.user_id is None else None, log.day] > LONG_DAY_MINUTES:
            long_day.append(str(row.row_no))
    _tell(plan, NoticeCode.LOGS_LONG, long, hours=LONG_MINUTES // 60)
    _tell(plan, NoticeCode.LOGS_LONG_DAY, long_day, hours=LONG_DAY_MINUTES // 60)


def _online(plan: JournalPlan, ground: Ground) -> None:
    """A record typed from paper and sent on the site by the person as well would count twice."""
    sent = {
        (one.user_id, one.day, one.slot)
        for one in ground.stored
        if one.user_id is not None and one.state in ALIVE and not one.ref.startswith(PAPER)
    }
    for row, log in zip(plan.rows, plan.new, strict=True):
        if (log.user_id, log.day, log.slot) in sent:
            facts = {"row": row.row_no, "name": row.name or row.phone}
            plan.notices.append(Notice(NoticeCode.LOG_ONLINE_TOO, facts))
