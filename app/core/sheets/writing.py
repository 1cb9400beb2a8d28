"""Tables out to Excel: text stays text, numbers are numbers, and the page prints."""

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from numbers import Number

import xlsxwriter

_LONGEST = 32_767  # characters in a cell of Excel
_LARGEST = 10**15  # above it Excel rounds whole numbers away
_CLOCKS = (
    (datetime.datetime, "dd/mm/yyyy hh:mm"),  # before date, of which it is a kind
    (datetime.date, "dd/mm/yyyy"),
    (datetime.time, "hh:mm"),
)
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


@dataclass(frozen=True)
class Column:
    """`width` in characters (None: by content); `number_format` in Excel's own notation, as "0.00"."""

    label: str
    width: float | None = None
    number_format: str | None = None


@dataclass(frozen=True)
class Table:
    """One sheet: `title` lines, then the headings, then `rows` in the order of `columns`.

    Values: str, int, float, Decimal, Fraction, date, datetime (local, without a zone), time, bool, None.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence]
    title: Sequence[str] = field(default=())


def write_book(target, tables: Sequence[Table], made: datetime.datetime | None = None) -> None:
    """Write `tables` to a path or a binary buffer, one sheet each; no cell can run as a formula. With `made`, the
    instant that the file says it was made at, the same tables are the same bytes."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        if made is not None:
            book.set_properties({"created": made})
        pen = _Pen(book)
        names: set[str] = set()
        for table in tables:
            _write_table(book.add_worksheet(_sheet_name(table.name, names)), table, pen)


def _write_table(sheet, table: Table, pen: "_Pen") -> None:
    for line, text in enumerate(table.title):
        pen.write(sheet, line, 0, text, bold=True)
    top = len(table.title) + (1 if table.title else 0)
    for place, column in enumerate(table.columns):
        pen.write(sheet, top, place, column.label, heading=True)
        sheet.set_column(place, place, column.width or _fitting(column, place, table.rows))
    for line, row in enumerate(table.rows, top + 1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            pen.write(sheet, line, place, value, number_format=column.number_format)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P/&N")


class _Pen:
    """Writes one value into one cell, in the form that its type asks for."""

    def __init__(self, book):
        self.book, self.formats = book, {}

    def style(self, **wishes):
        key = tuple(sorted((name, value) for name, value in wishes.items() if value))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(key))
        return self.formats[key]

    def write(self, sheet, row, column, value, *, bold=False, heading=False, number_format=None):
        look = {"bold": bold or heading, "text_wrap": heading, "bottom": int(heading), "valign": "top"}
        if value is None:
            sheet.write_blank(row, column, None, self.style(**look))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.style(**look))
        elif isinstance(value, (datetime.date, datetime.time)):
            usual = next(shape for kind, shape in _CLOCKS if isinstance(value, kind))
            sheet.write_datetime(row, column, value, self.style(num_format=number_format or usual, **look))
        elif _countable(value):
            value = float(value) if isinstance(value, Fraction) else value
            sheet.write_number(row, column, value, self.style(num_format=number_format, **look))
        else:
            text = _UNWRITABLE.sub("", str(value))[:_LONGEST]
            # The quote mark keeps it text even after somebody edits the cell.
            risky = text.startswith(_RISKY)
            sheet.write_string(row, column, text, self.style(num_format="@", quote_prefix=risky, **look))


def _countable(value) -> bool:
    if not isinstance(value, (Number, Decimal)) or isinstance(value, complex):
        return False
    return math.isfinite(value) and abs(value) < _LARGEST


def _fitting(column: Column, place: int, rows: Sequence[Sequence]) -> float:
    longest = max((len(str(row[place])) for row in rows if row[place] is not None), default=0)
    return min(max(longest, len(column.label) * 0.7, 6) + 2, 50)


def _sheet_name(wished: str, taken: set[str]) -> str:
    """Excel's rules: 31 characters, none of []:*?/\\, no apostrophe at the ends, no name twice."""
    clean = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wished).split()).strip("'") or "1"
    clean = f"{clean} 1" if clean.lower() == "history" else clean
    name, number = _cut(clean, 31), 1
    while name.lower() in taken:
        number += 1
        name = f"{_cut(clean, 31 - len(f' ({number})'))} ({number})"
    taken.add(name.lower())
    return name


def _cut(text: str, units: int) -> str:
    """Excel counts UTF-16 units, of which rare characters take two."""
    cut = text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
    return cut.strip().strip("'") or "1"
