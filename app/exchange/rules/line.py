"""Reading the rows of a sheet field by field, and keeping account of what is wrong with them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from app.core.sheets import CellError, Formula, Sheet
from app.core.text import fold
from app.exchange.rules.cells import CellProblem, plain, shown
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import PEOPLE, Field, LogField, PeopleField
from app.exchange.rules.layout import Layout
from app.exchange.rules.merged import Merged, Shared
from app.exchange.rules.problem import Mended
from app.exchange.rules.rows import Skipped, SkipReason
from app.exchange.rules.shape import (
    band,
    filled,
    holds_person,
    is_above,
    is_foot,
    is_numbering,
    is_serial,
    is_total,
    is_weighty,
)


class Line:
    """One row: `read` gives the value of a field, or `default` where it is blank or wrong."""

    def __init__(self, row_no: int, cells: tuple, layout: Layout, parsed: Parsed, since_1904: bool = False):
        self.row_no, self.cells, self.layout, self.parsed = row_no, cells, layout, parsed
        self.errors = parsed.errors
        self.since_1904 = since_1904  # how the sheet counts its days
        self.failed: set[Field] = set()

    def read(self, what: Field, reader=None, *args, default=None):
        column = self.layout.column(what)
        if column is None or column >= len(self.cells):
            return default
        try:
            value = own(self.cells[column])
            value = plain(value)
            if value is None:
                return default
            value = reader(value, *args) if reader else value
        except CellProblem as problem:
            self.fail(what, problem.code, **problem.facts)
            return default
        if isinstance(value, Mended):
            self.parsed.notices.append(Notice(value.code, {"row": self.row_no, **value.facts}))
            value = value.value
        return default if value is None else value

    def fail(self, what: Field, code: Code, **facts) -> None:
        label = self.layout.labels.get(self.layout.column(what), "")
        self.failed.add(what)
        self.errors.append(RowError(self.row_no, label, code, facts, what))


def own(value):
    """The value of one row alone. Raises CellProblem for an error in the cell and for a figure of several rows."""
    if isinstance(value, CellError):
        raise CellProblem(Code.CELL_ERROR, value=shown(value.text))
    if isinstance(value, Shared):
        raise CellProblem(Code.MERGED_FIGURE, first=value.first, last=value.last)
    return value


def prepare(layout: Layout, sheet: Sheet | None = None) -> Parsed:
    """What can be said before any row is read; do not read on where it has errors."""
    columns = ((what, layout.column(what)) for what in layout.target.fields)
    parsed = Parsed(labels={what: layout.labels[column] for what, column in columns if column is not None})
    here = layout.row_no(max(layout.header_row, 1) - 1)
    for what in layout.missing():
        parsed.errors.append(RowError(here, "", Code.COLUMN_MISSING, {}, what))
    for column, what in layout.twice():
        label = layout.labels[column]
        parsed.errors.append(RowError(here, label, Code.COLUMN_TWICE, {}, what))
    for column in sorted(layout.dropped):
        parsed.notices.append(Notice(NoticeCode.COLUMN_DROPPED, {"label": layout.labels[column]}))
    for column in layout.unread():
        parsed.notices.append(Notice(NoticeCode.COLUMN_UNUSED, {"label": layout.labels[column]}))
    for column in sorted(sheet.hidden_columns if sheet else ()):
        if layout.columns.get(column) is not None:
            parsed.notices.append(Notice(NoticeCode.COLUMN_HIDDEN, {"label": layout.labels[column]}))
    return parsed


def data_rows(sheet: Sheet, layout: Layout, parsed: Parsed) -> Iterator[tuple[Line, str | None]]:
    """(the row, the team it names if it is a band) of each row below the headings that may hold data.

    Whatever else holds something goes to ``parsed.skipped`` with its reason.
    """
    below, headings = False, _headings(sheet, layout)
    name = layout.column(PeopleField.NAME) if layout.target is PEOPLE else layout.column(LogField.NAME)
    contacts = {layout.column(what) for what in (PeopleField.PHONE, PeopleField.EMAIL, LogField.PHONE)}
    read = {c for c, what in layout.columns.items() if what is not None}
    merged = Merged(sheet, layout)
    covered = {row for row, column in sheet.covered if column in read}
    crossed = defaultdict(set)
    for row, column in sheet.crossed:
        crossed[row].add(column)

    def skip(row, cells, why):
        text = " · ".join(normalize("NFC", shown(_seen(value))) for value in list(cells.values())[:4])
        parsed.skipped.append(Skipped(layout.row_no(row), why, text, is_weighty(cells) and not _only_number(cells)))

    for row in range(min(layout.header_row - 1, len(sheet.rows))):
        cells = filled(sheet.rows[row])
        if is_above(cells):
            skip(row, cells, SkipReason.ABOVE)
    for row in range(layout.first_row - 1, len(sheet.rows)):
        cells = filled(sheet.rows[row])
        if not cells:
            continue
        line = Line(layout.row_no(row), merged.row(row), layout, parsed, sheet.since_1904)
        named = band(sheet, row, name) if layout.bands else None
        person = holds_person(cells, name, contacts)
        if named:
            below = False
            skip(row, cells, SkipReason.BAND)
            yield line, named
            continue
        below = not person and (below or is_foot(cells))
        why = None if person else _no_data(cells, read, below, row == layout.first_row - 1)
        if why is None and _is_heading(sheet.rows[row], headings):
            why = SkipReason.HEADING
        if why is None and row in sheet.hidden_rows:
            why = None if layout.hidden_too else SkipReason.HIDDEN
            if layout.hidden_too:
                parsed.notices.append(Notice(NoticeCode.HIDDEN_READ, {"row": line.row_no}))
        if why is None and row in crossed:
            why = _crossed_out(line, cells, crossed[row], name)
        if why:
            below = below and why is not SkipReason.HEADING
            skip(row, cells, why)
            continue
        if row in covered:
            parsed.notices.append(Notice(NoticeCode.COVERED, {"row": line.row_no}))
        for column, value in cells.items():
            if isinstance(value, CellError) and column not in read:
                facts = {"row": line.row_no, "label": layout.labels.get(column, ""), "value": shown(value.text)}
                parsed.notices.append(Notice(NoticeCode.UNREAD_CELL, facts))
        parsed.data += 1
        yield line, None


def _crossed_out(line: Line, cells: dict, crossed: set[int], name: int | None) -> SkipReason | None:
    """CROSSED for a row whose name, or without one all of it, is crossed out, unless those are read; what else is
    crossed out and read is told."""
    if (name in crossed) if name in cells else (crossed >= cells.keys()):
        if not line.layout.crossed_too:
            return SkipReason.CROSSED
        line.parsed.notices.append(Notice(NoticeCode.CROSSED_READ, {"row": line.row_no}))
        return None
    labels = [line.layout.labels.get(c, "") for c in sorted(crossed) if line.layout.columns.get(c) is not None]
    for label in labels:
        line.parsed.notices.append(Notice(NoticeCode.CELL_CROSSED, {"row": line.row_no, "label": label}))
    return None


def _seen(value):
    """What somebody who opens the file sees or may look for in a cell."""
    if isinstance(value, Formula):
        return f"={value.text}"
    return value.text if isinstance(value, CellError) else value


def _no_data(cells: dict, read: set[int], below: bool, first: bool) -> SkipReason | None:
    """Why a row that names nobody with a contact is no data; None where it may be."""
    if first and is_numbering(cells):
        return SkipReason.NUMBERING
    if is_total(cells):
        return SkipReason.TOTAL
    if below and len(cells) <= 2:
        return SkipReason.FOOT
    return SkipReason.NO_DATA if not read & cells.keys() or _only_number(cells) else None


def _only_number(cells: dict) -> bool:
    return len(cells) == 1 and is_serial(next(iter(cells.values())))


def conclude(parsed: Parsed, layout: Layout, what: Field) -> Parsed:
    """A sheet without a single row of data is an error as well."""
    if not parsed.rows and not parsed.errors:
        Line(layout.row_no(layout.first_row - 1), (), layout, parsed).fail(what, Code.NO_ROWS)
    return parsed


def _headings(sheet: Sheet, layout: Layout) -> dict[int, str]:
    row = sheet.rows[layout.header_row - 1] if layout.header_row else ()
    found = {c: fold(value) for c, value in enumerate(row) if isinstance(value, str) and fold(value)}
    # The last column first: what stands there is seldom another in each row, a name is.
    return dict(reversed(found.items()))


def _is_heading(row: tuple, headings: dict[int, str]) -> bool:
    """The headings again, as on each printed page."""
    return bool(headings) and all(_folded(str(row[c])) == heading for c, heading in headings.items())


_folded = lru_cache(maxsize=1024)(fold)
