"""A month's attendance sheet: a row a person, a column a day, a mark where somebody was on duty."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.sheets import Sheet
from app.core.sheets.scan import letters
from app.core.text import fold
from app.exchange.rules import cells
from app.exchange.rules.cells import day_text, plain, shown
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import LogField, Target
from app.exchange.rules.layout import Layout, below
from app.exchange.rules.line import Line, data_rows, own, prepare
from app.exchange.rules.logs import LogRow
from app.exchange.rules.shape import filled

FEWEST = 5  # columns of days
_SEARCHED = 30  # rows from the top
_WHOLE = {"x", "xx", "✓", "✔", "+", "1", "1,0", "1.0"}
_HALF = {"1/2", "½", "0,5", "0.5", "x/2", "/"}
_ABSENT = {"0", "o", "-", "p", "kp", "k", "cp", "vang", "nghi", "phep"}
_WHO = {LogField.NAME, LogField.PHONE, LogField.TEAM}


@dataclass(frozen=True)
class Matrix:
    """`days` holds the day of each column of days, None for one that the month has not; `month` as the file tells it,
    None where it does not."""

    layout: Layout
    days: Mapping[int, datetime.date | None]
    month: tuple[int, int] | None


def find_matrix(sheet: Sheet, target: Target, starts: datetime.date, ends: datetime.date) -> Matrix | None:
    """The attendance sheet that a sheet is, or None. Its month stands in the headings, above them or in the name of
    the sheet; else it is the one month of the campaign."""
    for row in range(min(_SEARCHED, len(sheet.rows))):
        numbers = _days_in(sheet.rows[row])
        if len(numbers) < FEWEST:
            continue
        layout = _layout(sheet, target, row, set(numbers)) if _marked(sheet, row, set(numbers)) else None
        if layout is None:
            continue
        month = _month(sheet, row, starts) or _only_month(starts, ends)
        return Matrix(layout, {c: _day(value, month) for c, value in numbers.items()}, month)
    return None


def _marked(sheet: Sheet, row: int, days: set[int]) -> bool:
    """Whether most of what stands below the days are marks: numbers over the columns of a journal are no days."""
    below_days = [value for cells in sheet.rows[row + 1 :] for c, value in filled(cells).items() if c in days]
    marks = sum(_mark(value) in _WHOLE | _HALF | _ABSENT for value in below_days)
    return not below_days or marks * 2 > len(below_days)


def _mark(value) -> str:
    return " ".join(shown(value).lower().split())


def _days_in(row: tuple) -> dict[int, int | datetime.date]:
    """The columns of a row that are headed by days in rising order."""
    found, last = {}, None
    for column, value in filled(row).items():
        day = _heading(value)
        if day is None:
            continue
        if last is not None and (type(day) is not type(last) or day <= last):
            return {}
        found[column], last = day, day
    return found


def _heading(value) -> int | datetime.date | None:
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip() if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    found = re.fullmatch(r"(?:ngày\s*)?0?(\d{1,2})", text, re.IGNORECASE)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _layout(sheet: Sheet, target: Target, row: int, days: set[int]) -> Layout | None:
    """The columns beside the days, by the headings in this row or in those above that are merged down to it."""
    headed = list(sheet.rows[row])
    for above in sheet.rows[max(0, row - 2) : row]:
        headed = [own if isinstance(own, str) else over for own, over in zip(headed, above, strict=True)]
    headed = [None if column in days else value for column, value in enumerate(headed)]
    rows = [*sheet.rows[:row], tuple(headed), *sheet.rows[row + 1 :]]
    wanted = replace(target, needed=(tuple(_WHO),))
    found = below(replace(sheet, rows=rows, merged=()), wanted, row + 1)
    columns = {c: what if what in _WHO else None for c, what in found.columns.items() if c not in days}
    if not _WHO.intersection(columns.values()):
        return None
    return replace(found, columns=columns, is_list=True)


def _month(sheet: Sheet, row: int, starts: datetime.date) -> tuple[int, int] | None:
    """(year, month) of "Tháng 11 năm 2026", "T11/2026" above the headings or in the name of the sheet."""
    above = [value for cells in sheet.rows[: row + 1] for value in cells if isinstance(value, str)]
    for text in (*above, sheet.name):
        found = re.search(r"\b(?:thang |t)(\d{1,2})\b(?: nam)?(?: (\d{4})\b)?", fold(text))
        if found and 1 <= int(found[1]) <= 12:
            month = int(found[1])
            return int(found[2] or starts.year + (month < starts.month)), month
    return None


def _only_month(starts: datetime.date, ends: datetime.date) -> tuple[int, int] | None:
    return (starts.year, starts.month) if (starts.year, starts.month) == (ends.year, ends.month) else None


def _day(value: int | datetime.date, month: tuple[int, int] | None) -> datetime.date | None:
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date(*month, value) if month else None
    except ValueError:  # the 31st of a shorter month
        return None


def read_matrix(
    sheet: Sheet,
    matrix: Matrix,
    minutes: int | None,
    slot: str,
    starts: datetime.date,
    ends: datetime.date,
    today: datetime.date,
    before: Sequence[LogRow] = (),
) -> Parsed:
    """Parsed with a LogRow for each mark: `minutes` for a whole one, half of them for a half one, in this `slot`."""
    layout = matrix.layout
    parsed = prepare(layout, sheet)
    if matrix.month is None and not all(matrix.days.values()):
        parsed.errors = [_refused(layout, Code.MATRIX_MONTH)]
    elif minutes is None:
        parsed.errors = [_refused(layout, Code.MATRIX_MINUTES)]
    if parsed.errors:
        return parsed
    reader = _Reader(parsed, matrix, minutes, slot, (starts, ends, today))
    for line, _ in data_rows(sheet, layout, parsed):
        reader.read(line)
    known = {(log.name, log.phone, log.team, log.day): log for log in before}
    for log in reader.found:
        if (log.name, log.phone, log.team, log.day) in known:
            other = known[log.name, log.phone, log.team, log.day]
            parsed.notices.append(Notice(NoticeCode.LOG_TWICE, {"row": log.row_no, "other_row": other.row_no}))
        else:
            parsed.rows.append(log)
    for mark, count in sorted(reader.absent.items()):
        parsed.notices.append(Notice(NoticeCode.MARK_ABSENT, {"value": mark, "count": count}))
    if not parsed.rows and not parsed.errors:
        parsed.errors.append(_refused(layout, Code.NO_ROWS))
    return parsed


def _refused(layout: Layout, code: Code) -> RowError:
    return RowError(layout.row_no(layout.header_row - 1), "", code, {}, LogField.MINUTES)


class _Reader:
    def __init__(self, parsed: Parsed, matrix: Matrix, minutes: int, slot: str, bounds: tuple):
        self.parsed, self.matrix, self.minutes, self.slot = parsed, matrix, minutes, slot or None
        self.starts, self.ends, self.today = bounds
        self.found: list[LogRow] = []
        self.absent: Counter[str] = Counter()

    def read(self, line: Line) -> None:
        name = line.read(LogField.NAME, cells.as_name)
        phone = line.read(LogField.PHONE, cells.as_phone)
        team = line.read(LogField.TEAM, cells.as_label)
        if not (name or phone or team or line.failed):
            line.fail(LogField.NAME, Code.WHO_MISSING)
        for column, day in self.matrix.days.items():
            minutes = self._minutes(line, column, day)
            if minutes and not line.failed:
                log = LogRow(line.row_no, day, self.slot, None, name, phone, team, minutes, {}, {}, None)
                self.found.append(log)

    def _minutes(self, line: Line, column: int, day: datetime.date | None) -> int | None:
        """What one cell is worth; None where it is blank, says that nobody came, or is refused."""
        try:
            value = plain(own(line.cells[column]))
        except cells.CellProblem as problem:
            self._fail(line, column, day, problem.code, **problem.facts)
            return None
        if value is None:
            return None
        mark = _mark(value)
        if mark in _ABSENT or fold(mark) in _ABSENT:
            self.absent[shown(value)] += 1
            return None
        if mark not in _WHOLE | _HALF:
            self._fail(line, column, day, Code.MARK_UNKNOWN, value=shown(value))
        elif day is None:
            self._fail(line, column, day, Code.DAY_INVALID, value=letters(column))
        elif not self.starts <= day <= self.ends:
            facts = {"value": day, "first": self.starts, "last": self.ends}
            self._fail(line, column, day, Code.DAY_OUTSIDE, **{k: day_text(v) for k, v in facts.items()})
        elif day > self.today:
            self._fail(line, column, day, Code.DAY_FUTURE, value=day_text(day))
        elif mark in _HALF and self.minutes % 2:
            self._fail(line, column, day, Code.MARK_HALF, minutes=self.minutes)
        else:
            return self.minutes // (2 if mark in _HALF else 1)
        return None

    def _fail(self, line: Line, column: int, day: datetime.date | None, code: Code, **facts) -> None:
        label = day_text(day) if day else letters(column)
        self.parsed.errors.append(RowError(line.row_no, label, code, facts, LogField.DAY))
