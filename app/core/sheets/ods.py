"""OpenDocument spreadsheets (.ods), from the standard library alone: each cell states its value and its type."""

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.parsers import expat

from app.core.sheets.limits import (
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_PARTS,
    MAX_ROWS,
    MAX_TEXT,
    MAX_UNPACKED,
    SheetCode,
    SheetProblem,
)
from app.core.sheets.package import parse_xml
from app.core.sheets.scan import Budget, Scan, letters
from app.core.sheets.sheet import CellError, Formula, Sheet
from app.core.sheets.struck import Pieces, Styles
from app.core.unzip import TooMuch, Unpacker

_TIME = re.compile(r"(-?)PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,]\d*)?S)?")
_UNSEEN = ("collapse", "filter")
# What holds cells or text that no cell of the sheet shows.
_ASIDE = ("annotation", "tracked-changes", "ruby-text", "forms", "shapes")


def read_ods(data: bytes) -> list[Sheet]:
    """The sheets of an .ods in the order of the tabs, hidden and blank ones too. Raises SheetProblem."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            styles, content = _contents(archive)
    except SheetProblem:
        raise
    except TooMuch as error:
        raise SheetProblem(SheetCode.TOO_LARGE) from error
    except Exception as error:  # zipfile lets struct, zlib, value and index errors of a broken file through
        raise SheetProblem(SheetCode.BROKEN) from error
    return _Walk().run(styles, content)


def _contents(archive: zipfile.ZipFile) -> tuple[bytes, bytes]:
    """The styles that have names of their own, b"" where there are none, and the sheets."""
    parts = {part.filename: part for part in archive.infolist()}
    if len(parts) > MAX_PARTS or len(parts) < len(archive.infolist()):
        raise SheetProblem(SheetCode.TOO_LARGE)
    unpacker = Unpacker(archive, MAX_UNPACKED)
    manifest = parts.get("META-INF/manifest.xml")
    if manifest and b"encryption-data" in unpacker.read(manifest):
        raise SheetProblem(SheetCode.ENCRYPTED)
    named = unpacker.read(parts["styles.xml"]) if "styles.xml" in parts else b""
    return named, unpacker.read(parts["content.xml"])


@dataclass
class _Table:
    """A sheet on the way: cells that hold something, by place."""

    name: str
    hidden: bool
    scan: Scan = field(default_factory=Scan)
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    row: int = -1
    column: int = 0
    row_times: int = 1
    first_free: int = 0  # the row after those that were read
    columns: int = 0
    column_styles: list[tuple[int, str]] = field(
        default_factory=list
    )  # the first column after those, and their style
    row_style: str = ""

    def style_at(self, column: int, own: str) -> str:
        """The style of a cell: its own, else that of its row, else that of its column."""
        return own or self.row_style or next((style for end, style in self.column_styles if column < end), "")


class _Walk:
    def __init__(self):
        self.budget = Budget()
        self.tables: list[_Table] = []
        self.table: _Table | None = None
        self.depth = 0  # of tables: one inside of a cell is none of ours
        self.aside = 0
        self.styles_hidden: set[str] = set()
        self.styles, self.pieces, self.spans = Styles(), Pieces(), []
        self.cell: dict | None = None
        self.covered = False
        self.text: list[str] = []
        self.paragraphs = 0
        self.since_1904 = False
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.buffer_text = True

    def run(self, styles: bytes, content: bytes) -> list[Sheet]:
        try:
            if styles:
                parse_xml(styles, self.start_style)
            parse_xml(content, self.start, self.end, self.parser)
        except (ValueError, OverflowError) as error:
            raise SheetProblem(SheetCode.BROKEN) from error
        return [self.finished(table) for table in self.tables]

    def finished(self, table: _Table) -> Sheet:
        scan = table.scan
        grid = [[None] * scan.width for _ in range(scan.height)]
        for (row, column), value in table.cells.items():
            grid[row][column] = value
        return scan.sheet(table.name, grid, table.hidden, self.since_1904)

    def start_style(self, name, attributes):
        self.budget.take_element()
        if name in ("style", "text-properties"):
            self.style(name, _local(attributes))

    def style(self, name, attributes):
        if name == "style":
            self.styles.begin(attributes)
        else:
            self.styles.text(attributes)

    def start(self, name, attributes):
        self.budget.take_element()
        attributes = _local(attributes)
        if self.aside or name in _ASIDE:
            self.aside += 1
        elif name in ("style", "text-properties"):
            self.style(name, attributes)
        elif name == "table-properties" and attributes.get("display") == "false":
            self.styles_hidden.add(self.styles.name)
        elif name == "null-date":
            self.since_1904 = attributes.get("date-value", "").startswith("1904")
        elif name == "table":
            self.open_table(attributes)
        elif self.table is not None and self.depth == 1:
            self.inside(name, attributes)

    def inside(self, name, attributes):
        table = self.table
        if name == "table-column":
            times = _times(attributes, "number-columns-repeated")
            if attributes.get("visibility") in _UNSEEN:
                table.scan.hidden_columns.update(range(table.columns, min(table.columns + times, MAX_COLUMNS)))
            table.columns += times
            if len(table.column_styles) < MAX_COLUMNS:
                table.column_styles.append((table.columns, attributes.get("default-cell-style-name", "")))
        elif name == "table-row":
            table.row, table.column = table.first_free, 0
            table.row_style = attributes.get("default-cell-style-name", "")
            table.row_times = _times(attributes, "number-rows-repeated")
            table.first_free += table.row_times
            if attributes.get("visibility") in _UNSEEN:
                table.scan.hidden_rows.update(range(table.row, min(table.first_free, MAX_ROWS)))
                table.scan.filtered = table.scan.filtered or attributes["visibility"] == "filter"
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.text, self.paragraphs = attributes, [], 0
            self.pieces, self.spans = Pieces(), []
            self.covered = name == "covered-table-cell"
        elif self.cell is not None:
            self.word(name, attributes)

    def word(self, name, attributes):
        if name in ("p", "h"):
            self.text += ["\n"] if self.paragraphs else []
            self.paragraphs += 1
            self.parser.CharacterDataHandler = self.more
        elif name == "span":
            self.spans.append(self.pieces.crossed)
            self.pieces.crossed = self.pieces.crossed or self.styles.crosses(attributes.get("style-name", ""))
        elif name == "s":
            self.more(" " * min(_times(attributes, "c"), MAX_TEXT + 1))
        elif name in ("tab", "line-break"):
            self.more("\t" if name == "tab" else "\n")

    def more(self, text):
        self.budget.take_text(len(text))
        if not self.aside:
            self.text.append(text)
            self.pieces.add(text)

    def open_table(self, attributes):
        self.depth += 1
        name = attributes.get("name", "")
        if self.depth > 1:
            return
        self.table = _Table(name, attributes.get("style-name", "") in self.styles_hidden)
        if not name.startswith("'file:"):  # what was last seen of another file that formulas name
            self.tables.append(self.table)

    def end(self, name):
        if self.aside:
            self.aside -= 1
        elif name == "table":
            self.depth -= 1
            self.table = self.table if self.depth else None
        elif self.table is not None and self.depth == 1:
            if name in ("table-cell", "covered-table-cell"):
                self.close_cell()
            elif name in ("p", "h"):
                self.parser.CharacterDataHandler = None
            elif name == "span" and self.spans:
                self.pieces.crossed = self.spans.pop()

    def close_cell(self):
        table, attributes, text = self.table, self.cell, "".join(self.text)
        self.cell = None
        times = _times(attributes, "number-columns-repeated")
        column, table.column = table.column, table.column + times
        value = _value(attributes, text)
        if len(text) > MAX_TEXT:
            place = f"{letters(column)}{table.row + 1}"
            raise SheetProblem(SheetCode.TEXT_TOO_LONG, sheet=table.name, cell=place, limit=MAX_TEXT)
        if value is not None:
            self.fill(table, column, times, value)
            style = table.style_at(column, attributes.get("style-name", ""))
            if self.pieces.all_crossed or self.styles.crosses(style):
                rows, columns = range(table.row, table.first_free), range(column, column + times)
                table.scan.crossed.update((row, place) for row in rows for place in columns)
        self.merge(table, column, attributes)

    def fill(self, table: _Table, column: int, times: int, value) -> None:
        if table.first_free > MAX_ROWS:
            raise SheetProblem(SheetCode.TOO_MANY_ROWS, sheet=table.name, limit=MAX_ROWS)
        if table.column > MAX_COLUMNS:
            raise SheetProblem(SheetCode.TOO_MANY_COLUMNS, sheet=table.name, limit=MAX_COLUMNS)
        table.scan.height = max(table.scan.height, table.first_free)
        table.scan.width = max(table.scan.width, table.column)
        for row in range(table.row, table.first_free):
            for place in range(column, column + times):
                self.budget.take_element()
                self.budget.take_text(len(value) if isinstance(value, str) else 0)
                table.cells[row, place] = value
                if isinstance(value, Formula):
                    table.scan.formulas[row, place] = value.text
                elif isinstance(value, CellError):
                    table.scan.failures[row, place] = value.text

    def merge(self, table: _Table, column: int, attributes) -> None:
        down, across = _times(attributes, "number-rows-spanned"), _times(attributes, "number-columns-spanned")
        if self.covered or (down == 1 and across == 1):
            return
        table.scan.merged.append((table.row, column, table.row + down - 1, column + across - 1))
        if len(table.scan.merged) > MAX_MERGED:
            raise SheetProblem(SheetCode.TOO_LARGE)


def _local(attributes: dict) -> dict:
    return {key.rpartition(":")[2]: value for key, value in attributes.items()}


def _times(attributes: dict, name: str) -> int:
    found = attributes.get(name, "1")
    if not re.fullmatch(r"\d{1,7}", found, re.ASCII) or not int(found):
        raise SheetProblem(SheetCode.BROKEN)
    return int(found)


def _value(attributes: dict, text: str):
    """What a cell holds, None where it is blank."""
    kind = attributes.get("value-type")
    if "formula" in attributes:
        return Formula(attributes["formula"].partition("=")[2][:MAX_TEXT])
    if kind in ("float", "currency", "percentage"):
        return float(attributes["value"])
    if kind == "date":
        return _day(attributes["date-value"])
    if kind == "time":
        return _clock(attributes["time-value"])
    if kind == "boolean":
        return attributes["boolean-value"] == "true"
    return attributes.get("string-value", text) or None


def _day(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _clock(text: str) -> time | timedelta:
    """A time of the day where it is one, as Excel has it, else a length."""
    found = _TIME.fullmatch(text)
    if not found:
        raise SheetProblem(SheetCode.BROKEN)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if found[1] or hours >= 24 or minutes >= 60 or seconds >= 60:
        return -length if found[1] else length
    return time(hours, minutes, seconds)
