"""From the bytes of an .xlsx to rows of plain values."""

import io
import zipfile

from app.core.sheets.native import grids
from app.core.sheets.package import Package, open_package
from app.core.sheets.scan import Budget, Scan, scan_sheet
from app.core.sheets.shared import Shared, shared_strings
from app.core.sheets.sheet import Sheet
from app.core.sheets.struck import crossed_formats

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read_xlsx(data: bytes) -> list[Sheet]:
    """The sheets of an .xlsx in the order of the tabs, hidden and blank ones too. Raises SheetProblem."""
    package, budget = open_package(data), Budget()
    shared = Shared(*shared_strings(package.shared_strings, budget), crossed_formats(package.styles, budget))
    scans = [scan_sheet(part.name, part.xml, shared, budget) for part in package.sheets]
    values = grids(_repacked(package, scans))
    found = zip(package.sheets, values, scans, strict=True)
    return [scan.sheet(part.name, grid, part.hidden, package.since_1904) for part, grid, scan in found]


def _repacked(package: Package, scans: list[Scan]) -> io.BytesIO:
    """A workbook with nothing in it but the parts that were measured, so that no other can be read."""
    sheets, links = "", ""
    if package.shared_strings:
        links += _link("s", f"{_OFFICE}/sharedStrings", "sharedStrings.xml")
    if package.styles:
        links += _link("t", f"{_OFFICE}/styles", "styles.xml")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, (part, scan) in enumerate(zip(package.sheets, scans, strict=True), 1):
            sheets += f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>'
            links += _link(f"r{number}", f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml")
            archive.writestr(f"xl/worksheets/sheet{number}.xml", scan.without_failures(part.xml))
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
