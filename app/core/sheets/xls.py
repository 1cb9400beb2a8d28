"""The old .xls of Excel 5 to 2003: what its records say of each sheet; the fast reader gives the values.

The fast reader tells neither errors nor formulas from values, nor what is hidden, and allots the whole rectangle up
to the farthest cell.
"""

import io
import struct
from dataclasses import dataclass, field

from app.core.sheets.limits import (
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_TEXT,
    SheetCode,
    SheetProblem,
)
from app.core.sheets.native import grids
from app.core.sheets.ole import stream
from app.core.sheets.scan import Budget, Scan, letters
from app.core.sheets.sheet import Sheet

_PASSWORD = "EncryptedPackage".encode("utf-16-le")  # the name of what holds a newer book behind a password
_BOF, _EOF, _SHEET, _LOCKED, _DATES = 0x809, 0x0A, 0x85, 0x2F, 0x22
_ROW, _COLUMNS, _MERGED, _FORMULA, _ERROR, _FILTERED = 0x208, 0x7D, 0xE5, 0x06, 0x205, 0x9B
_MANY = 0xBD  # several numbers in a row
_CELLS = {0x203, 0x204, 0xFD, 0x27E, 0xD6, _FORMULA, _ERROR, _MANY}
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


@dataclass
class _Book:
    """What the records before the sheets say: (name, hidden, whether it holds cells, where it begins) of each."""

    sheets: list[tuple[str, bool, bool, int]] = field(default_factory=list)
    since_1904: bool = False


def read_xls(data: bytes) -> list[Sheet]:
    """The sheets of an .xls in the order of the tabs, hidden and blank ones too. Raises SheetProblem."""
    if _PASSWORD in data:
        raise SheetProblem(SheetCode.ENCRYPTED)
    records = stream(data, "workbook", "book")
    if records is None:
        raise SheetProblem(SheetCode.NOT_A_SHEET)
    try:
        book, budget = _globals(records), Budget()
        scans = [_scan(records, name, start, budget) for name, _, cells, start in book.sheets if cells]
    except struct.error as error:
        raise SheetProblem(SheetCode.BROKEN) from error
    found = grids(io.BytesIO(data))
    if len(found) != len(book.sheets):
        raise SheetProblem(SheetCode.BROKEN)
    kept = [(name, hidden, grid) for (name, hidden, cells, _), grid in zip(book.sheets, found, strict=True) if cells]
    for name, _, grid in kept:
        _measure(name, grid, budget)
    return [
        scan.sheet(name, grid, hidden, book.since_1904)
        for (name, hidden, grid), scan in zip(kept, scans, strict=True)
    ]


def _records(data: bytes, start: int):
    """(kind, content) of the records of one substream, those of charts in it left out."""
    depth = 0
    while start + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, start)
        content = data[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        if depth == 1 and kind != _BOF:
            yield kind, content


def _globals(data: bytes) -> _Book:
    book = _Book()
    wide = struct.unpack_from("<HHH", data)[2] >= 0x600
    for kind, content in _records(data, 0):
        if kind == _LOCKED:
            raise SheetProblem(SheetCode.ENCRYPTED)
        if kind == _DATES:
            book.since_1904 = struct.unpack_from("<H", content)[0] == 1
        if kind == _SHEET:
            start, state, what = struct.unpack_from("<IBB", content)
            book.sheets.append((_name(content[6:], wide), state & 3 != 0, what == 0, start))
    if not book.sheets:
        raise SheetProblem(SheetCode.BROKEN)
    return book


def _name(data: bytes, wide: bool) -> str:
    length = data[0] if data else 0
    if not wide:
        return data[1 : 1 + length].decode("cp1252", "replace")
    if len(data) > 1 and data[1] & 1:
        return data[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    return data[2 : 2 + length].decode("latin-1")


def _scan(data: bytes, name: str, start: int, budget: Budget) -> Scan:
    scan = Scan()
    for kind, content in _records(data, start):
        budget.take_element()
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", content)
            if flags & 0x20:
                scan.hidden_rows.add(row)
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<HH4xH", content)
            if flags & 1:
                scan.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))
        elif kind == _MERGED:
            _merge(scan, content)
        elif kind == _FILTERED:
            scan.filtered = True
        elif kind in _CELLS:
            _cell(scan, name, kind, content, budget)
    return scan


def _merge(scan: Scan, content: bytes) -> None:
    (count,) = struct.unpack_from("<H", content)
    for number in range(count):
        top, bottom, left, right = struct.unpack_from("<HHHH", content, 2 + 8 * number)
        if top > bottom or left > right:
            raise SheetProblem(SheetCode.BROKEN)
        scan.merged.append((top, left, bottom, right))
    if len(scan.merged) > MAX_MERGED:
        raise SheetProblem(SheetCode.TOO_LARGE)


def _cell(scan: Scan, name: str, kind: int, content: bytes, budget: Budget) -> None:
    row, column = struct.unpack_from("<HH", content)
    last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind == _MANY else column
    if row >= MAX_ROWS:
        raise SheetProblem(SheetCode.TOO_MANY_ROWS, sheet=name, limit=MAX_ROWS)
    if last >= MAX_COLUMNS:
        raise SheetProblem(SheetCode.TOO_MANY_COLUMNS, sheet=name, limit=MAX_COLUMNS)
    scan.height = max(scan.height, row + 1)
    scan.width = max(scan.width, last + 1)
    if kind == _FORMULA:
        scan.formulas[row, column] = ""
    if kind == _ERROR:
        value, is_error = struct.unpack_from("<BB", content, 6)
        if is_error:
            scan.failures[row, column] = _ERRORS.get(value, "#?")


def _measure(name: str, grid: list[list], budget: Budget) -> None:
    """Refuse texts that are too long, each or together."""
    for number, row in enumerate(grid):
        for column, value in enumerate(row):
            if isinstance(value, str) and value:
                budget.take_text(len(value))
                if len(value) > MAX_TEXT:
                    place = f"{letters(column)}{number + 1}"
                    raise SheetProblem(SheetCode.TEXT_TOO_LONG, sheet=name, cell=place, limit=MAX_TEXT)
