"""Rows of a book by their numbers, and those that were passed over."""

from dataclasses import dataclass

from app.core.reasons import Reason
from app.core.text import N_


class RowNo(int):
    """Excel's number of a row, from 1. Where several sheets of a book are read it knows which one is meant, and says
    so: "3 (Tổ 2)"."""

    sheet: str = ""
    sheet_number: int = 0

    def __new__(cls, row: int, sheet: str = "", sheet_number: int = 0) -> "RowNo":
        one = super().__new__(cls, row)
        one.sheet, one.sheet_number = sheet, sheet_number
        return one

    def __str__(self) -> str:
        return f"{int(self)} ({self.sheet})" if self.sheet else str(int(self))


def row_order(row_no: int) -> tuple[int, int]:
    """Sorts rows as they stand in the book: by sheet, then by number."""
    return getattr(row_no, "sheet_number", 0), int(row_no)


def note_row(rows: list[int], row_no: int) -> None:
    """Add a row to those noted, once: an attendance sheet has a record for each day of one row."""
    if not rows or row_order(rows[-1]) != row_order(row_no):
        rows.append(row_no)


class SkipReason(Reason):
    """Why a row that holds something is not read as data."""

    ABOVE = N_("above the headings")
    HEADING = N_("headings again")
    NUMBERING = N_("numbers of the columns")
    BAND = N_("names the team of the rows below")
    TOTAL = N_("taken for a total")
    FOOT = N_("taken for a signature or a line below the list")
    NO_DATA = N_("has nothing in the columns that are read")
    HIDDEN = N_("hidden in the file")
    CROSSED = N_("crossed out in the file")


@dataclass(frozen=True)
class Skipped:
    """A row that was passed over: `text` is what it holds, as it may be shown.

    `weighty`: that is a name, a phone or a number, so that somebody should look whether it is data after all.
    """

    row_no: int
    why: SkipReason
    text: str = ""
    weighty: bool = False
