"""From the bytes of an .xlsx to rows of plain values."""

import io
import zipfile
from dataclasses import dataclass

from python_calamine import CalamineWorkbook

from app.core.sheets.limits import SheetCode, SheetProblem
from app.core.sheets.package import Package, open_package
from app.core.sheets.scan import Budget, Scan, scan_sheet, string_lengths

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Formula:
    """Stands where a cell computes its value: what Excel last cached there vouches for nothing."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """`rows[0]` is Excel's row 1, all rows are equally long, a blank cell is None.

    `merged` holds (first row, first column, last row, last column), counted from 0 and inclusive; the
    value of merged cells stands in the first one only.
    """

    name: str
    rows: list[tuple]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_sheets(data: bytes, file_name: str) -> list[Sheet]:
    """The visible sheets of an .xlsx that hold anything, in the order of the tabs.

    Values are str, int, float, bool, date, datetime, time, timedelta, Formula or None. Text is as it
    stands in the file: pass it through `clean_text`. Raises SheetProblem, whose facts name the file.
    """
    try:
        return _read(data)
    except SheetProblem as problem:
        problem.facts["file"] = file_name
        raise


def _read(data: bytes) -> list[Sheet]:
    package, budget = open_package(data), Budget()
    lengths = string_lengths(package.shared_strings, budget)
    scans = [scan_sheet(name, xml, lengths, budget) for name, xml in package.sheets]
    if not any(scan.height for scan in scans):
        raise SheetProblem(SheetCode.EMPTY)
    try:
        book = CalamineWorkbook.from_filelike(_repacked(package))
        values = [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(len(scans))]
    except Exception as error:
        raise SheetProblem(SheetCode.BROKEN) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the Rust reader's own bug, not an order to stop
            raise
        raise SheetProblem(SheetCode.BROKEN) from error
    return [
        Sheet(name, _rows(grid, scan), tuple(scan.merged))
        for (name, _), grid, scan in zip(package.sheets, values, scans, strict=True)
        if scan.height
    ]


def _rows(grid: list[list], scan: Scan) -> list[tuple]:
    grid = [[None if value == "" else value for value in row] for row in grid]
    grid += [[] for _ in range(scan.height - len(grid))]
    for row in grid:
        row += [None] * (scan.width - len(row))
    for (row, column), text in scan.failures.items():
        grid[row][column] = text
    for (row, column), text in scan.formulas.items():
        grid[row][column] = Formula(text)
    return [tuple(row) for row in grid]


def _repacked(package: Package) -> io.BytesIO:
    """A workbook with nothing in it but the parts that were measured, so that no other can be read."""
    sheets, links = "", ""
    if package.shared_strings:
        links += _link("s", f"{_OFFICE}/sharedStrings", "sharedStrings.xml")
    if package.styles:
        links += _link("t", f"{_OFFICE}/styles", "styles.xml")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (_, xml) in enumerate(package.sheets, 1):
            sheets += f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>'
            links += _link(f"r{number}", f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml")
            archive.writestr(f"xl/worksheets/sheet{number}.xml", xml)
        if package.shared_strings:
            archive.writestr("xl/sharedStrings.xml", package.shared_strings)
        if package.styles:
            archive.writestr("xl/styles.xml", package.styles)
        archive.writestr("_rels/.rels", _links(_link("w", f"{_OFFICE}/officeDocument", "xl/workbook.xml")))
        archive.writestr("xl/_rels/workbook.xml.rels", _links(links))
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f'<workbookPr date1904="{int(package.since_1904)}"/><sheets>{sheets}</sheets></workbook>',
        )
    buffer.seek(0)
    return buffer


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'
