"""A sheet as plain values, and the two kinds of cells that hold none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """Stands where a cell computes its value: what Excel last cached there vouches for nothing."""

    text: str


@dataclass(frozen=True, slots=True)
class CellError:
    """Stands where a cell shows an error such as #N/A, #REF! or #GETTING_DATA: `text` is what it shows."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """`rows[0]` is Excel's row 1, all rows are equally long, a blank cell is None. No rows: the sheet is blank.

    `merged` holds (first row, first column, last row, last column), counted from 0 and inclusive; the value of merged
    cells stands in the first one only, and `covered` names the others that hold something all the same: nobody sees
    it, so it is not in `rows`. `hidden_rows` and `hidden_columns` count from 0 as well and name only what holds
    something; `filtered`: a filter may have hidden them. `since_1904`: a number of a day counts from 1/1/1904 here,
    not from 30/12/1899. `crossed` names the cells that hold something crossed out; of an .xls and a text table nobody
    knows, there it is empty.
    """

    name: str
    rows: list[tuple]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    covered: tuple[tuple[int, int], ...] = ()
    since_1904: bool = False
    crossed: frozenset[tuple[int, int]] = frozenset()
