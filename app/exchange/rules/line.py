"""Reading the rows of a sheet field by field, and keeping account of what is wrong with them."""

from collections.abc import Iterator

from app.core.sheets import Sheet
from app.core.text import fold
from app.exchange.rules.cells import CellProblem, plain
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import Field, PeopleField
from app.exchange.rules.layout import Layout
from app.exchange.rules.shape import band, filled, is_foot, is_numbering, is_serial, is_total


class Line:
    """One row: `read` gives the value of a field, or `default` where it is blank or wrong."""

    def __init__(self, row_no: int, cells: tuple, layout: Layout, errors: list[RowError]):
        self.row_no, self.cells, self.layout, self.errors = row_no, cells, layout, errors
        self.failed: set[Field] = set()

    def read(self, what: Field, reader=None, *args, default=None):
        column = self.layout.column(what)
        if column is None or column >= len(self.cells):
            return default
        try:
            value = plain(self.cells[column])
            if value is None:
                return default
            value = reader(value, *args) if reader else value
        except CellProblem as problem:
            self.fail(what, problem.code, **problem.facts)
            return default
        return default if value is None else value

    def fail(self, what: Field, code: Code, **facts) -> None:
        label = self.layout.labels.get(self.layout.column(what), "")
        self.failed.add(what)
        self.errors.append(RowError(self.row_no, label, code, facts, what))


def prepare(layout: Layout) -> Parsed:
    """What can be said before any row is read; do not read on where it has errors."""
    columns = ((what, layout.column(what)) for what in layout.target.fields)
    parsed = Parsed(labels={what: layout.labels[column] for what, column in columns if column is not None})
    for what in layout.missing():
        parsed.errors.append(RowError(layout.header_row or 1, "", Code.COLUMN_MISSING, {}, what))
    for column, what in layout.twice():
        label = layout.labels[column]
        parsed.errors.append(RowError(layout.header_row or 1, label, Code.COLUMN_TWICE, {}, what))
    for column in sorted(layout.dropped):
        parsed.notices.append(Notice(NoticeCode.COLUMN_DROPPED, {"label": layout.labels[column]}))
    for column in layout.unread():
        parsed.notices.append(Notice(NoticeCode.COLUMN_UNUSED, {"label": layout.labels[column]}))
    return parsed


def data_rows(sheet: Sheet, layout: Layout, parsed: Parsed) -> Iterator[tuple[int, str | None]]:
    """(row from 0, the team it names if it is a band) of each row below the headings that may hold data."""
    below, headings = False, _headings(sheet, layout)
    read = {c for c, what in layout.columns.items() if what is not None}
    for row in range(layout.first_row - 1, len(sheet.rows)):
        cells = filled(sheet.rows[row])
        named = band(sheet, row, layout.column(PeopleField.NAME)) if layout.bands else None
        if named:
            yield row, named
            continue
        if not read & cells.keys() or _only_number(cells):
            parsed.skipped += [row + 1] if cells else []
            continue
        below = below or is_foot(cells)
        numbering = row == layout.first_row - 1 and is_numbering(cells)
        if numbering or is_total(cells) or (below and len(cells) <= 2) or _is_heading(sheet.rows[row], headings):
            parsed.skipped.append(row + 1)
            if is_total(cells):
                parsed.notices.append(Notice(NoticeCode.TOTAL_SKIPPED, {"row": row + 1}))
            continue
        yield row, None


def _only_number(cells: dict) -> bool:
    return len(cells) == 1 and is_serial(next(iter(cells.values())))


def conclude(parsed: Parsed, layout: Layout, what: Field) -> Parsed:
    """A sheet without a single row of data is an error as well."""
    if not parsed.rows and not parsed.errors:
        Line(layout.first_row, (), layout, parsed.errors).fail(what, Code.NO_ROWS)
    return parsed


def _headings(sheet: Sheet, layout: Layout) -> dict[int, str]:
    row = sheet.rows[layout.header_row - 1] if layout.header_row else ()
    return {c: fold(value) for c, value in enumerate(row) if isinstance(value, str) and fold(value)}


def _is_heading(row: tuple, headings: dict[int, str]) -> bool:
    """The headings again, as on each printed page."""
    return bool(headings) and all(fold(str(row[c])) == heading for c, heading in headings.items())
