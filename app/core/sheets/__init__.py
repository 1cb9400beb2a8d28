"""Spreadsheets in and out: `read_sheets` takes a file from anybody, `write_book` makes one for Excel."""

from app.core.sheets.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, SheetCode, SheetProblem
from app.core.sheets.reading import read_sheets
from app.core.sheets.sheet import CellError, Formula, Sheet
from app.core.sheets.writing import Column, Table, write_book

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
