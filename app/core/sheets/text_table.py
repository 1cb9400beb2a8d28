"""Tables as text (.csv, and Excel's "Unicode text"): cells between commas, semicolons or tabs."""

import csv
import io
import re
from collections import Counter

from app.core.sheets.charset import decode
from app.core.sheets.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, SheetCode, SheetProblem
from app.core.sheets.scan import letters
from app.core.sheets.sheet import Sheet

_DELIMITERS = ";\t,|"
_LOOKED_AT = 200  # rows
_OTHER = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{", b"[", b"<")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Excel's way to keep a number from losing its zeros: ="0912345678"
_KEPT = re.compile(r'="([^"]*)"')


def is_text(data: bytes) -> bool:
    """Whether the bytes are those of a text: no other kind of file, and hardly a control character."""
    if data.startswith(_BOMS):
        return True
    start = data[:4_096]
    if not start.strip() or start.lstrip().startswith(_OTHER):
        return False
    if b"\0" in start:
        return len(start) > 8 and start.count(0) * 3 > len(start)
    return not any(byte < 32 and byte not in b"\t\n\r\f\v" for byte in start)


def read_text(data: bytes, file_name: str) -> Sheet:
    """The one sheet of a text file, named as the file without its ending. Raises SheetProblem."""
    text = decode(data).lstrip("\ufeff")
    if "\0" in text:
        raise SheetProblem(SheetCode.NOT_A_SHEET)
    delimiter, text = _delimiter(text)
    name = re.sub(r"\.\w{1,5}$", "", file_name)[:31] or "?"
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(_row(row, len(rows), name))
    except csv.Error as error:
        raise SheetProblem(SheetCode.BROKEN) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise SheetProblem(SheetCode.EMPTY)
    width = max(map(len, rows))
    if sum(len(row) > 1 for row in rows) < 2:  # a letter, a list of single words
        raise SheetProblem(SheetCode.NOT_A_SHEET)
    return Sheet(name, [tuple(row + [None] * (width - len(row))) for row in rows])


def _row(cells: list[str], number: int, name: str) -> list[str | None]:
    while cells and not cells[-1].strip():
        cells.pop()
    if cells and number >= MAX_ROWS:
        raise SheetProblem(SheetCode.TOO_MANY_ROWS, sheet=name, limit=MAX_ROWS)
    if len(cells) > MAX_COLUMNS:
        raise SheetProblem(SheetCode.TOO_MANY_COLUMNS, sheet=name, limit=MAX_COLUMNS)
    for column, cell in enumerate(cells):
        if len(cell) > MAX_TEXT:
            place = f"{letters(column)}{number + 1}"
            raise SheetProblem(SheetCode.TEXT_TOO_LONG, sheet=name, cell=place, limit=MAX_TEXT)
    return [_value(cell) for cell in cells]


def _value(cell: str) -> str | None:
    found = _KEPT.fullmatch(cell.strip())
    return (found[1] if found else cell) or None


def _delimiter(text: str) -> tuple[str, str]:
    """(the character between two cells, the text without Excel's own line that names it)."""
    if found := re.match(r"sep=(.)\r?\n", text):
        return found[1], text[found.end() :]
    fits = {one: _fit(text, one) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=fits.get)
    return best, text


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """(the share of rows that have the usual number of cells, that number); (0, 0) where it parts nothing."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(len(row))
            if len(rows) == _LOOKED_AT:
                break
    except csv.Error:
        return 0, 0
    parted = Counter(width for width in rows if width > 1)
    if not parted:
        return 0, 0
    width, count = parted.most_common(1)[0]
    return count / len(rows), width
