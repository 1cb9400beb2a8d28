"""Spreadsheets in and out: `read_sheets` takes a file from anybody, `write_book` makes one for Excel.

The process in which a file is read loads this package as well. It needs neither the writer nor the site's words about
people's names, so those are loaded when they are asked for.
"""

from importlib import import_module

from app.core.sheets.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, SheetCode, SheetProblem
from app.core.sheets.sheet import CellError, Formula, Sheet

_LATER = {"Column": "writing", "Table": "writing", "write_book": "writing", "read_sheets": "reading"}

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_TEXT",
    "CellError",
    "Column",
    "Formula",
    "Sheet",
    "SheetCode",
    "SheetProblem",
    "Table",
    "read_sheets",
    "write_book",
]


def __getattr__(name: str):
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"app.core.sheets.{_LATER[name]}"), name)
