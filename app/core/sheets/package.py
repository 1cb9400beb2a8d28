"""The outside of an .xlsx: which of its parts are the sheets."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat

from app.core.sheets.limits import MAX_PARTS, MAX_UNPACKED, MB, SheetCode, SheetProblem
from app.core.unzip import TooMuch, Unpacker


class Part(NamedTuple):
    """One sheet of a package."""

    name: str
    xml: bytes
    hidden: bool


@dataclass(frozen=True)
class Package:
    """`sheets` stand in the order of the tabs."""

    sheets: list[Part]
    shared_strings: bytes
    styles: bytes
    since_1904: bool


def parse_xml(data: bytes, start, end=None, parser=None) -> None:
    """Walk an XML part, calling `start(local_name, attributes)`; no document type, hence no entities.

    UTF-8 only, so that no second reader can see other text than this one.
    """
    if b"\0" in data:  # UTF-16, which a byte order mark would switch the parser to
        raise SheetProblem(SheetCode.BROKEN)
    parser = parser or expat.ParserCreate("UTF-8")

    def refuse(*_):
        raise SheetProblem(SheetCode.BROKEN)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SheetProblem(SheetCode.BROKEN) from error


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def open_package(data: bytes) -> Package:
    """Raises SheetProblem for anything but a readable .xlsx of decent size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _find_sheets(_read_parts(archive, len(data)))
    except SheetProblem:
        raise
    except Exception as error:  # zipfile lets struct, zlib, value and index errors of a broken file through
        raise SheetProblem(SheetCode.BROKEN) from error


def _read_parts(archive: zipfile.ZipFile, packed: int) -> dict[str, bytes]:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > 100 * packed + 5 * MB:
        raise SheetProblem(SheetCode.TOO_LARGE)
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise SheetProblem(SheetCode.NOT_A_SHEET)
    wanted = [part for part in parts if re.match(r"xl/.+\.(xml|rels)$", part.filename, re.IGNORECASE)]
    if any(part.flag_bits & 1 for part in wanted):
        raise SheetProblem(SheetCode.ENCRYPTED)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in wanted):
        raise SheetProblem(SheetCode.BROKEN)
    unpacker = Unpacker(archive, MAX_UNPACKED)
    try:
        return {part.filename.lower(): unpacker.read(part) for part in wanted}
    except TooMuch as error:
        raise SheetProblem(SheetCode.TOO_LARGE) from error


def _find_sheets(parts: dict[str, bytes]) -> Package:
    listed, targets, flags = [], {}, {}

    def on_workbook(name, attributes):
        if name == "sheet":
            link = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id" and ":" in k), None)
            listed.append((attributes.get("name", ""), link, attributes.get("state", "visible")))
        elif name == "workbookPr":
            flags["1904"] = attributes.get("date1904") in ("1", "true")

    def on_link(name, attributes):
        kind = attributes.get("Type", "").rpartition("/")[2]
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id")] = (kind, path.lstrip("/").lower())

    parse_xml(parts["xl/workbook.xml"], on_workbook)
    parse_xml(parts["xl/_rels/workbook.xml.rels"], on_link)

    def linked(kind):
        return next((parts.get(path, b"") for k, path in targets.values() if k == kind), b"")

    sheets = [
        Part(name, parts[targets[link][1]], state != "visible")
        for name, link, state in listed
        if targets[link][0] == "worksheet"
    ]
    return Package(sheets, linked("sharedStrings"), linked("styles"), flags.get("1904", False))
