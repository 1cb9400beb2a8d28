"""A first walk through a sheet's XML: its extent, its formulas and its merged cells.

The fast reader allots the whole rectangle up to the farthest cell, and repeats a shared string wherever
it stands: a file of 1 kB can ask it for gigabytes and so end the process. Nothing reaches it unmeasured.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from app.core.sheets.limits import (
    MAX_COLUMNS,
    MAX_ELEMENTS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_TEXT,
    MAX_TEXT_IN_ALL,
    SheetCode,
    SheetProblem,
)
from app.core.sheets.package import parse_xml
from app.core.sheets.shared import Shared
from app.core.sheets.sheet import CellError, Formula, Sheet

_YES = ("1", "true")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass
class Budget:
    """What is left for all sheets of one file together."""

    elements: int = MAX_ELEMENTS
    text: int = MAX_TEXT_IN_ALL

    def take_element(self) -> None:
        self.elements -= 1
        if self.elements < 0:
            raise SheetProblem(SheetCode.TOO_LARGE)

    def take_text(self, characters: int) -> None:
        self.text -= characters
        if self.text < 0:
            raise SheetProblem(SheetCode.TOO_LARGE)


@dataclass
class Scan:
    """Rows and columns count from 0; `height` and `width` reach to the farthest filled cell."""

    height: int = 0
    width: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    failures: dict[tuple[int, int], str] = field(default_factory=dict)  # cells such as #N/A
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    crossed: set[tuple[int, int]] = field(default_factory=set)
    failed_at: list[tuple[int, int]] = field(default_factory=list)  # from the tag to the end of each failure's text

    def without_failures(self, xml: bytes) -> bytes:
        """The sheet's XML with every error written as one that the fast reader knows.

        It ends the reading of the whole file at an error that it has no name for, such as #GETTING_DATA.
        """
        pieces, last = [], 0
        for start, end in self.failed_at:
            opened = xml.find(b">", start, end) + 1
            if opened:  # else the tag is its own end
                pieces += [xml[last:opened], b"#N/A"]
                last = end
        return b"".join([*pieces, xml[last:]]) if pieces else xml

    def sheet(self, name: str, grid: list[list], hidden: bool = False, since_1904: bool = False) -> Sheet:
        """The sheet of the values that the fast reader found ("" where it found none)."""
        rows = [[None if value == "" else value for value in row[: self.width]] for row in grid[: self.height]]
        rows += [[] for _ in range(self.height - len(rows))]
        for row in rows:
            row += [None] * (self.width - len(row))
        for (row, column), text in self.formulas.items():
            rows[row][column] = Formula(text)
        for (row, column), text in self.failures.items():
            rows[row][column] = CellError(text)
        covered = self._cover(rows)
        columns = (c for c in self.hidden_columns if any(row[c] is not None for row in rows if c < self.width))
        return Sheet(
            name,
            rows=[tuple(row) for row in rows],
            merged=tuple(self.merged),
            hidden=hidden,
            hidden_rows=frozenset(r for r in self.hidden_rows if r < self.height and any(map(_filled, rows[r]))),
            hidden_columns=frozenset(columns),
            filtered=self.filtered,
            covered=covered,
            since_1904=since_1904,
            crossed=frozenset(
                (r, c) for r, c in self.crossed if r < self.height and c < self.width and _filled(rows[r][c])
            ),
        )

    def _cover(self, rows: list[list]) -> tuple[tuple[int, int], ...]:
        """Empty the cells that lie under merged ones; the places of those that held something."""
        covered = []
        if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self._inside()) > self.area:
            raise SheetProblem(SheetCode.BROKEN)  # they overlap, which Excel does not allow
        for top, left, bottom, right in self._inside():
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left) and rows[row][column] is not None:
                        rows[row][column] = None
                        covered.append((row, column))
        return tuple(covered)

    @property
    def area(self) -> int:
        return self.height * self.width

    def _inside(self) -> list[tuple[int, int, int, int]]:
        """The merged areas, as far as they reach into what is filled."""
        cut = ((t, left, min(b, self.height - 1), min(r, self.width - 1)) for t, left, b, r in self.merged)
        return [one for one in cut if one[0] <= one[2] and one[1] <= one[3]]


def _filled(value) -> bool:
    return value is not None


def place(reference: str) -> tuple[int, int]:
    """(row, column) from 0 of a reference such as "B7"."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise SheetProblem(SheetCode.BROKEN)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def letters(column: int) -> str:
    """Excel's name of a column counted from 0."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def scan_sheet(name: str, data: bytes, shared: Shared, budget: Budget) -> Scan:
    """Raises SheetProblem at the first cell that lies or reads beyond the limits."""
    return _Walk(name, shared, budget).run(data)


class _Walk:
    def __init__(self, name, shared, budget):
        self.name, self.all, self.budget = name, shared, budget
        self.scan = Scan()
        self.row, self.column, self.kind, self.format, self.numbered = -1, -1, "n", None, None
        self.low = False  # rows are hidden unless they say otherwise
        self.text, self.size, self.tag = [], 0, 0
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.buffer_text = True

    def run(self, data):
        parse_xml(data, self.start, self.end, self.parser)
        return self.scan

    def start(self, name, attributes):
        self.budget.take_element()
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column, self.numbered = -1, None
            low = "ht" not in attributes if self.low else attributes.get("ht") in ("0", "0.0")
            if low or attributes.get("hidden") in _YES:
                self.scan.hidden_rows.add(self.row)
        elif name == "c":
            self.open_cell(attributes)
        elif name in ("v", "f", "is"):
            self.fill()
            if self.format in self.all.formats:
                self.scan.crossed.add((self.row, self.column))
            self.collect(name != "is")
            self.tag = self.parser.CurrentByteIndex
        elif name == "t":
            self.collect(True)
        elif name == "col":
            self.hide_columns(attributes)
        elif name == "sheetFormatPr":
            self.low = attributes.get("zeroHeight") in _YES
        elif name == "filterColumn":
            self.scan.filtered = True
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.scan.merged.append((*place(first), *place(last or first)))
            if len(self.scan.merged) > MAX_MERGED:
                raise SheetProblem(SheetCode.TOO_LARGE)

    def hide_columns(self, attributes):
        if attributes.get("hidden") not in _YES and attributes.get("width") != "0":
            return
        first, last = (attributes.get(name, "") for name in ("min", "max"))
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise SheetProblem(SheetCode.BROKEN)
        self.scan.hidden_columns.update(range(int(first[:6]) - 1, min(int(last[:6]), MAX_COLUMNS)))

    def open_cell(self, attributes):
        reference = attributes.get("r")
        # Rows that name some cells and leave others to be counted are read differently by each reader.
        if self.numbered not in (None, reference is not None):
            raise SheetProblem(SheetCode.BROKEN)
        self.numbered = reference is not None
        self.kind, self.format = attributes.get("t", "n"), attributes.get("s")
        if reference is None:
            self.column += 1
            return
        row, self.column = place(reference)
        if row != self.row:
            raise SheetProblem(SheetCode.BROKEN)

    def fill(self):
        if self.row >= MAX_ROWS:
            raise SheetProblem(SheetCode.TOO_MANY_ROWS, sheet=self.name, limit=MAX_ROWS)
        if self.column >= MAX_COLUMNS:
            raise SheetProblem(SheetCode.TOO_MANY_COLUMNS, sheet=self.name, limit=MAX_COLUMNS)
        self.scan.height = max(self.scan.height, self.row + 1)
        self.scan.width = max(self.scan.width, self.column + 1)

    def collect(self, on):
        self.text, self.size = [], 0
        self.parser.CharacterDataHandler = self.more if on else None

    def more(self, text):
        self.size += len(text)
        if self.size <= MAX_TEXT:
            self.text.append(text)

    def end(self, name):
        if name not in ("v", "f", "t"):
            return
        self.parser.CharacterDataHandler = None
        text, here = "".join(self.text), (self.row, self.column)
        if name == "f":
            self.scan.formulas[here] = text
        elif name == "v" and self.kind == "e":
            self.scan.failures[here] = text.strip()
            self.scan.failed_at.append((self.tag, self.parser.CurrentByteIndex))
        elif name == "v" and self.kind == "s":
            self.size = self.shared(text)
        if self.size > MAX_TEXT:
            cell = f"{letters(self.column)}{self.row + 1}"
            raise SheetProblem(SheetCode.TEXT_TOO_LONG, sheet=self.name, cell=cell, limit=MAX_TEXT)
        self.budget.take_text(self.size)

    def shared(self, text):
        index = text.strip()
        if not index.isascii() or not index.isdigit() or len(index) > 9 or int(index) >= len(self.all.lengths):
            raise SheetProblem(SheetCode.BROKEN)
        if int(index) in self.all.crossed:
            self.scan.crossed.add((self.row, self.column))
        return self.all.lengths[int(index)]
