"""What is done with a workbook in a process of its own (`core/isolated.py`); the answer is plain values."""

import zipfile
from io import BytesIO

from app.core.sheets.limits import MAX_FILE, SheetCode, SheetProblem
from app.core.sheets.sheet import CellError, Formula, Sheet

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"


def read(data: bytes) -> list[list]:
    """The sheets of an .xlsx, .xls or .ods as `to_plain` writes them. Raises SheetProblem."""
    if not data:
        raise SheetProblem(SheetCode.EMPTY)
    if len(data) > MAX_FILE:
        raise SheetProblem(SheetCode.TOO_LARGE)
    sheets = _reader(data)(data)
    if not any(sheet.rows for sheet in sheets if not sheet.hidden):
        raise SheetProblem(SheetCode.EMPTY)
    return [to_plain(sheet) for sheet in sheets]


def _reader(data: bytes):
    """The function that reads this kind of file; each loads its own module only where it is needed."""
    if data.startswith(OLE2):
        from app.core.sheets.xls import read_xls

        return read_xls
    if not data.startswith(ZIP):
        raise SheetProblem(SheetCode.NOT_A_SHEET)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except Exception as error:  # zipfile lets struct, value and index errors of a broken file through
        raise SheetProblem(SheetCode.BROKEN) from error
    if "xl/workbook.bin" in names:
        raise SheetProblem(SheetCode.BINARY)
    if "xl/workbook.xml" not in names and "content.xml" in names:
        from app.core.sheets.ods import read_ods

        return read_ods
    from app.core.sheets.xlsx import read_xlsx

    return read_xlsx


def to_plain(sheet: Sheet) -> list:
    """A sheet as `core/plain.py` can carry it: formulas and errors stand beside the rows, by their places."""
    rows, marked = [], []
    for number, row in enumerate(sheet.rows):
        if any(type(value) in (Formula, CellError) for value in row):
            row = list(row)
            for column, value in enumerate(row):
                if type(value) in (Formula, CellError):
                    marked.append([number, column, type(value) is Formula, value.text])
                    row[column] = None
        rows.append(list(row))
    return [
        sheet.name,
        rows,
        marked,
        [list(area) for area in sheet.merged],
        sheet.hidden,
        sorted(sheet.hidden_rows),
        sorted(sheet.hidden_columns),
        sheet.filtered,
        [list(place) for place in sheet.covered],
        sheet.since_1904,
        sorted(list(place) for place in sheet.crossed),
    ]


def from_plain(plain: list) -> Sheet:
    """The sheet that `to_plain` wrote."""
    name, rows, marked, merged, hidden, hidden_rows, hidden_columns, filtered, covered, since_1904, crossed = plain
    for row, column, is_formula, text in marked:
        rows[row][column] = Formula(text) if is_formula else CellError(text)
    return Sheet(
        name,
        rows=[tuple(row) for row in rows],
        merged=tuple(tuple(area) for area in merged),
        hidden=hidden,
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        filtered=filtered,
        covered=tuple(tuple(place) for place in covered),
        since_1904=since_1904,
        crossed=frozenset(tuple(place) for place in crossed),
    )
