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


def string_lengths(data: bytes, budget: Budget) -> list[int]:
    """The number of characters of each shared string."""
    lengths = []
    parser = expat.ParserCreate("UTF-8")

    def start(name, _):
        budget.take_element()
        if name == "si":
            lengths.append(0)
        elif name == "t":
            parser.CharacterDataHandler = count

    def end(name):
        if name == "t":
            parser.CharacterDataHandler = None

    def count(text):
        lengths[-1] += len(text)

    if data:
        parse_xml(data, start, end, parser)
    return lengths


def scan_sheet(name: str, data: bytes, lengths: list[int], budget: Budget) -> Scan:
    """Raises SheetProblem at the first cell that lies or reads beyond the limits."""
    return _Walk(name, lengths, budget).run(data)


class _Walk:
    def __init__(self, name, lengths, budget):
        self.name, self.lengths, self.budget = name, lengths, budget
        self.scan = Scan()
        self.row, self.column, self.kind, self.numbered = -1, -1, "n", None
        self.text, self.size = [], 0
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
        elif name == "c":
            self.open_cell(attributes)
        elif name in ("v", "f", "is"):
            self.fill()
            self.collect(name != "is")
        elif name == "t":
            self.collect(True)
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.scan.merged.append((*place(first), *place(last or first)))
            if len(self.scan.merged) > MAX_MERGED:
                raise SheetProblem(SheetCode.TOO_LARGE)

    def open_cell(self, attributes):
        reference = attributes.get("r")
        # Rows that name some cells and leave others to be counted are read differently by each reader.
        if self.numbered not in (None, reference is not None):
            raise SheetProblem(SheetCode.BROKEN)
        self.numbered = reference is not None
        self.kind = attributes.get("t", "n")
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
            self.scan.failures[here] = text
        elif name == "v" and self.kind == "s":
            self.size = self.shared(text)
        if self.size > MAX_TEXT:
            cell = f"{letters(self.column)}{self.row + 1}"
            raise SheetProblem(SheetCode.TEXT_TOO_LONG, sheet=self.name, cell=cell, limit=MAX_TEXT)
        self.budget.take_text(self.size)

    def shared(self, text):
        index = text.strip()
        if not index.isascii() or not index.isdigit() or len(index) > 9 or int(index) >= len(self.lengths):
            raise SheetProblem(SheetCode.BROKEN)
        return self.lengths[int(index)]
