"""A sheet of contributions becomes a list of logs."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from app.contributions.rules import MOST_OF_A_KIND, PEOPLE
from app.core.sheets import Sheet
from app.core.text import identity_key
from app.exchange.rules import cells
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed
from app.exchange.rules.durations import between
from app.exchange.rules.fields import KindField, LogField
from app.exchange.rules.layout import Layout
from app.exchange.rules.line import Line, conclude, data_rows, prepare
from app.exchange.rules.problem import CellProblem

GROUPS = {
    LogField.ELDERLY: "elderly",
    LogField.DISABLED: "disabled",
    LogField.POOR_HOUSEHOLD: "poor_household",
}


@dataclass(frozen=True)
class LogRow:
    """`name` and `phone` are None for a log of the whole team. `groups` and `counts` hold no zeros."""

    row_no: int
    day: datetime.date
    slot: str | None
    point: str | None
    name: str | None
    phone: str | None
    team: str | None
    minutes: int
    groups: dict[str, int]
    counts: dict[str, int]
    note: str | None


def read_logs(
    sheet: Sheet,
    layout: Layout,
    kinds,
    campaign_starts: datetime.date,
    campaign_ends: datetime.date,
    today: datetime.date,
    before: Sequence[LogRow] = (),
) -> Parsed:
    """Parsed with LogRow rows; `kinds` as given to `logs_target`, both days of the campaign inclusive.

    ``before`` were read from other sheets of the book.
    """
    parsed = prepare(layout, sheet)
    if parsed.errors:
        return parsed
    seen: dict[tuple, LogRow] = {_content(log): log for log in before}
    for line, _ in data_rows(sheet, layout, parsed):
        log = _log(line, kinds, campaign_starts, campaign_ends, today)
        if log is None:
            continue
        other = seen.setdefault(_content(log), log)
        if other is log:
            parsed.rows.append(log)
        else:
            parsed.notices.append(Notice(NoticeCode.LOG_TWICE, {"row": log.row_no, "other_row": other.row_no}))
    return conclude(parsed, layout, LogField.DAY)


def _log(line: Line, kinds, starts, ends, today) -> LogRow | None:
    before = len(line.errors)
    day = _day(line, starts, ends, today)
    slot = line.read(LogField.SLOT, cells.as_label, 100)
    point = line.read(LogField.POINT, cells.as_label)
    name = line.read(LogField.NAME, cells.as_name)
    phone = line.read(LogField.PHONE, cells.as_phone)
    team = line.read(LogField.TEAM, cells.as_label)
    if not (name or phone or team or line.failed & {LogField.NAME, LogField.PHONE, LogField.TEAM}):
        line.fail(LogField.NAME, Code.WHO_MISSING)
    counts = {k.code: line.read(KindField(k.code), cells.as_count, MOST_OF_A_KIND, default=0) for k in kinds}
    groups = {code: line.read(what, cells.as_count, MOST_OF_A_KIND, default=0) for what, code in GROUPS.items()}
    minutes = _minutes(line)
    note = line.read(LogField.NOTE, cells.as_text, 1000)
    if PEOPLE in counts and KindField(PEOPLE) not in line.failed:
        for what, code in GROUPS.items():
            if groups[code] > counts[PEOPLE]:
                line.fail(what, Code.GROUP_OVER_TURNS, value=groups[code], turns=counts[PEOPLE])
    if len(line.errors) == before and not minutes and not any(counts.values()):
        line.fail(LogField.MINUTES, Code.LOG_EMPTY)
    if len(line.errors) > before:
        return None
    counts = {code: count for code, count in counts.items() if count}
    groups = {code: count for code, count in groups.items() if count}
    return LogRow(line.row_no, day, slot, point, name, phone, team, minutes, groups, counts, note)


def _minutes(line: Line) -> int:
    """From the columns of minutes, of hours, of a time in words, or from beginning and end; they must agree."""
    told = {
        LogField.MINUTES: line.read(LogField.MINUTES, cells.as_minutes),
        LogField.HOURS: line.read(LogField.HOURS, cells.as_hours),
        LogField.TIME: line.read(LogField.TIME, cells.as_time),
    }
    first, last = line.read(LogField.FROM, cells.as_hour), line.read(LogField.TO, cells.as_hour)
    if not line.failed & {LogField.FROM, LogField.TO}:
        if (first is None) != (last is None):
            line.fail(LogField.TO if last is None else LogField.FROM, Code.TIME_HALF)
        elif first is not None:
            told[LogField.TO] = _between(line, first, last)
    found = {what: minutes for what, minutes in told.items() if minutes is not None}
    if len(set(found.values())) > 1:
        one, other, *_ = dict.fromkeys(found.values())
        line.fail(list(found)[-1], Code.TIMES_DIFFER, one=one, other=other)
    return next(iter(found.values()), 0)


def _between(line: Line, first: int, last: int) -> int | None:
    said = f"{first // 60}:{first % 60:02d}"
    said += f" - {last // 60}:{last % 60:02d}" if first != last else ""
    try:
        return between(first, last, said)
    except CellProblem as problem:
        line.fail(LogField.TO, problem.code, **problem.facts)
        return None


def _day(line: Line, starts, ends, today) -> datetime.date | None:
    day = line.read(LogField.DAY, cells.as_day, cells.Bounds(starts, ends, line.since_1904))
    if LogField.DAY in line.failed:
        return None
    if day is None:
        line.fail(LogField.DAY, Code.DAY_MISSING)
    elif not starts <= day <= ends:
        facts = {"value": day, "first": starts, "last": ends}
        line.fail(LogField.DAY, Code.DAY_OUTSIDE, **{k: cells.day_text(v) for k, v in facts.items()})
    elif day > today:
        line.fail(LogField.DAY, Code.DAY_FUTURE, value=cells.day_text(day))
    return day


def _content(log: LogRow) -> tuple:
    """All that a log says; two rows that say the same are one log typed twice."""
    words = tuple(identity_key(text or "") for text in (log.slot, log.point, log.name, log.team, log.note))
    numbers = tuple(sorted(log.groups.items())), tuple(sorted(log.counts.items()))
    return (log.day, log.phone, log.minutes, *words, *numbers)
