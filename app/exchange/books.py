"""Sheets of uploads that were read a moment ago, and what their rows said: a preview, a match of columns and an
import look at the same file.

An upload never changes under its random name, so what was read of it cannot be stale; what its rows say hangs on the
choices of a person and on the campaign as well. Kept in this process only, and never changed once kept.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from app.core.sheets import Sheet, read_sheets
from app.exchange.rules import Reading

MOST = 4  # books
MOST_CELLS = 400_000  # of one book; larger ones are read anew

_kept: OrderedDict[str, list[Sheet]] = OrderedDict()
_readings: dict[str, tuple[object, Reading]] = {}  # the last one of each book that is kept, with what it hangs on
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


def reading_of(stored_name: str, hangs_on, read: Callable[[], Reading]) -> Reading:
    """What the rows of an upload say: that of a moment ago where all that it hangs on is the same. Where ``read``
    raises, nothing is kept."""
    with _lock:
        known, found = _readings.get(stored_name, (None, None))
    if found is not None and known == hangs_on:
        return found
    found = read()
    with _lock:
        if stored_name in _kept:
            _readings[stored_name] = hangs_on, found
    return found


def remember(stored_name: str, sheets: list[Sheet]) -> None:
    if sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows) > MOST_CELLS:
        return
    with _lock:
        _kept[stored_name] = sheets
        while len(_kept) > MOST:
            _readings.pop(_kept.popitem(last=False)[0], None)


def forget(stored_name: str) -> None:
    with _lock:
        _kept.pop(stored_name, None)
        _readings.pop(stored_name, None)
