"""From the bytes of a file to its sheets: a workbook is read in a process of its own, with limits."""

from app.core.isolated import MB, ChildFailed, Isolated, Limits, OutOfMemory, run
from app.core.sheets.limits import MAX_FILE, SheetCode, SheetProblem
from app.core.sheets.sheet import Sheet
from app.core.sheets.text_table import is_text, read_text
from app.core.sheets.work import from_plain

# The largest book that the other limits let through takes a good part of either.
LIMITS = Limits(seconds=10, memory=256 * MB)


def read_sheets(data: bytes, file_name: str) -> list[Sheet]:
    """The sheets of an .xlsx, .xls, .ods, .csv or .txt in the order of the tabs, hidden and blank ones too.

    Values are str, int, float, bool, date, datetime, time, timedelta, Formula, CellError or None; those of a text
    file are all str. Text is as it stands in the file: pass it through `clean_text`. Raises SheetProblem, whose facts
    name the file; a book without anything in its visible sheets is one.
    """
    try:
        if len(data) <= MAX_FILE and is_text(data):
            return [read_text(data, file_name)]
        return [from_plain(sheet) for sheet in _sheets(data)]
    except SheetProblem as problem:
        problem.facts["file"] = file_name
        raise


def _sheets(data: bytes) -> list[list]:
    # What is longer is refused by its length: no need to carry all of it.
    try:
        return run("app.core.sheets.work:read", data[: MAX_FILE + 1], limits=LIMITS, raises=(SheetProblem,))
    except OutOfMemory as error:
        raise SheetProblem(SheetCode.TOO_LARGE) from error
    except ChildFailed as error:
        raise SheetProblem(SheetCode.BROKEN) from error
    except Isolated as error:
        raise SheetProblem(SheetCode.TOO_SLOW) from error
