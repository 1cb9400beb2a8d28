"""Sheets of uploads that were read a moment ago: a preview, a match of columns and an import look at the same file.

An upload never changes under its random name, so what was read of it cannot be stale. Kept in this process only.
"""

from collections import OrderedDict
from threading import Lock

from app.core.sheets import Sheet, read_sheets

MOST = 4  # books
MOST_CELLS = 400_000  # of one book; larger ones are read anew

_kept: OrderedDict[str, list[Sheet]] = OrderedDict()
_lock = Lock()


def sheets_of(stored_name: str, data: bytes, file_name: str) -> list[Sheet]:
    """The sheets of an upload. Raises SheetProblem."""
    with _lock:
        if stored_name in _kept:
            _kept.move_to_end(stored_name)
            return _kept[stored_name]
    sheets = read_sheets(data, file_name)
    remember(stored_name, sheets)
    return sheets


def remember(stored_name: str, sheets: list[Sheet]) -> None:
    if sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows) > MOST_CELLS:
        return
    with _lock:
        _kept[stored_name] = sheets
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def forget(stored_name: str) -> None:
    with _lock:
        _kept.pop(stored_name, None)
