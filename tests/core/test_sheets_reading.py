"""Spreadsheets from anybody: what is read, and what is refused and how fast."""

import datetime
import io
import resource
import struct
import time
import zipfile
import zlib

import openpyxl
import pytest

from app.core.sheets import CellError, Formula, SheetCode, SheetProblem, read_sheets

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def parts(*sheets, strings=None, state="visible"):
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" state="{state if n == 1 else "visible"}" r:id="r{n}"/>'
        for n in range(1, len(sheets) + 1)
    )
    linked = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    linked += f'<Relationship Id="t" Type="{OFFICE}/styles" Target="styles.xml"/>'
    listed = f"<sheets>{listed}</sheets>"
    made = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{listed}</workbook>',
        "xl/styles.xml": STYLES,
    }
    if strings is not None:
        linked += f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        made["xl/sharedStrings.xml"] = strings
    made["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{LINKS}">{linked}</Relationships>'
    for n, sheet in enumerate(sheets, 1):
        made[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
            if isinstance(sheet, str)
            else sheet
        )
    return made


def packed(made):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(*sheets, **how):
    return packed(parts(*sheets, **how))


def text_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def processor_time():
    """Of this process and of those in which files are read."""
    inside = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + inside.ru_utime + inside.ru_stime


def refusal(data):
    started = processor_time()
    with pytest.raises(SheetProblem) as caught:
        read_sheets(data, "tệp.xlsx")
    assert processor_time() - started <= 2
    assert caught.value.facts["file"] == "tệp.xlsx"
    caught.value.code.value % caught.value.facts
    return caught.value.code


def zip_bomb():
    return packed(parts("") | {"xl/media/x.bin": b"\0" * (60 * 1024 * 1024)})


def lying_zip():
    """Says it unpacks to 1 kB, and would to 200 MB."""
    huge = b"<a/>" * 50_000_000
    body = book("", strings=huge)
    true, said = struct.pack("<I", len(huge)), struct.pack("<I", 1024)
    checks = struct.pack("<I", zlib.crc32(huge)), struct.pack("<I", zlib.crc32(huge[:1024]))
    return body.replace(true, said).replace(*checks)


def ole(stream):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 512


def entity_bomb():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{text_cell("A1", "&l11;")}</row>'
        "</sheetData></worksheet>"
    ).encode()


def strings_bomb():
    row = "<row>" + '<c t="s"><v>0</v></c>' * 26 + "</row>"
    return book(row * 2000, strings=f'<sst xmlns="{MAIN}"><si><t>{"x" * 2000}</t></si></sst>')


def encrypted_zip():
    data = bytearray(book('<row r="1"><c r="A1"><v>1</v></c></row>'))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


GOOD = book('<row r="1"><c r="A1"><v>1</v></c></row>')
HOSTILE = {
    "nothing at all": (b"", SheetCode.EMPTY),
    "a letter": ("Kính gửi các tổ,\nđề nghị báo cáo.\n".encode(), SheetCode.NOT_A_SHEET),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, SheetCode.NOT_A_SHEET),
    "page called xlsx": (b"<html><table></table></html>", SheetCode.NOT_A_SHEET),
    "another zip": (packed({"word/document.xml": "<a/>"}), SheetCode.NOT_A_SHEET),
    "password": (ole("EncryptedPackage"), SheetCode.ENCRYPTED),
    "password in the zip": (encrypted_zip(), SheetCode.ENCRYPTED),
    "old xls, broken": (ole("Workbook"), SheetCode.BROKEN),
    "binary workbook": (packed({"xl/workbook.bin": b"1"}), SheetCode.BINARY),
    "cut off": (GOOD[:-40], SheetCode.BROKEN),
    "cut in the middle": (GOOD[: len(GOOD) // 2], SheetCode.BROKEN),
    "bytes turned": (GOOD[:60] + bytes(b ^ 255 for b in GOOD[60:90]) + GOOD[90:], SheetCode.BROKEN),
    "too large a file": (b"PK" + b"\0" * (11 * 1024 * 1024), SheetCode.TOO_LARGE),
    "many parts": (packed(parts("") | {f"xl/x{n}.xml": "" for n in range(250)}), SheetCode.TOO_LARGE),
    "no cells": (book(""), SheetCode.EMPTY),
    "blank styled cells only": (book('<row r="9"><c r="ZZ9" s="1"/></row>'), SheetCode.EMPTY),
    "entity bomb": (book(entity_bomb()), SheetCode.BROKEN),
    "utf-16": (book(f'<worksheet xmlns="{MAIN}"/>'.encode("utf-16")), SheetCode.BROKEN),
    "NUL in the XML": (book('<row r="1">' + text_cell("A1", "a\0b") + "</row>"), SheetCode.BROKEN),
    "NUL by number": (book('<row r="1">' + text_cell("A1", "a&#0;b") + "</row>"), SheetCode.BROKEN),
    "100 kB cell": (book("<row>" + text_cell("A1", "x" * 100_000) + "</row>"), SheetCode.TEXT_TOO_LONG),
    "100 kB number": (book(f"<row><c><v>{'9' * 100_000}</v></c></row>"), SheetCode.TEXT_TOO_LONG),
    "100 kB shared": (
        book('<row><c t="s"><v>0</v></c></row>', strings=f"<sst><si><t>{'x' * 100_000}</t></si></sst>"),
        SheetCode.TEXT_TOO_LONG,
    ),
    "a far cell": (book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), SheetCode.TOO_MANY_ROWS),
    "beyond Excel": (book('<row r="1"><c r="A99999999999"><v>1</v></c></row>'), SheetCode.BROKEN),
    "a far column": (book('<row r="1"><c r="XFD1"><v>1</v></c></row>'), SheetCode.TOO_MANY_COLUMNS),
    "10,001 rows": (
        book("".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 10_003))),
        SheetCode.TOO_MANY_ROWS,
    ),
    "rows without numbers": (book("<row/>" * 10_001 + "<row><c><v>1</v></c></row>"), SheetCode.TOO_MANY_ROWS),
    "millions of elements": (book('<row r="1">' + "<c/>" * 11_000_000 + "</row>"), SheetCode.TOO_LARGE),
    "no such string": (book('<row><c t="s"><v>7</v></c></row>', strings="<sst/>"), SheetCode.BROKEN),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_refused_at_once_with_its_reason(name):
    data, code = HOSTILE[name]
    assert refusal(data) is code


def test_bombs_are_refused_before_they_grow():
    assert refusal(zip_bomb()) is SheetCode.TOO_LARGE
    assert refusal(strings_bomb()) is SheetCode.TOO_LARGE
    assert refusal(lying_zip()) is SheetCode.BROKEN


def test_ten_thousand_rows_below_the_heading_are_read():
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 10_002))
    assert len(read_sheets(book(rows), "x")[0].rows) == 10_001


def test_values_come_as_what_they_are():
    [sheet] = read_sheets(
        book(
            '<row r="2"><c r="B2"><v>5</v></c><c r="C2" s="1"><v>45869</v></c><c r="D2" t="b"><v>1</v></c>'
            + text_cell("E2", " Lê  Thị ")
            + '<c r="F2" t="e"><v>#N/A</v></c><c r="G2" t="d"><v>0001-01-01T00:00:00</v></c></row>'
        ),
        "x",
    )
    assert sheet.name == "S1"
    assert sheet.rows[0] == (None,) * 7
    day_one = datetime.datetime.fromisoformat("0001-01-01")
    assert sheet.rows[1] == (None, 5.0, datetime.date(2025, 7, 31), True, "Lê  Thị", CellError("#N/A"), day_one)


def test_formulas_are_marked_whatever_value_is_cached():
    [sheet] = read_sheets(
        book(
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row><row r="3"><c r="C3"><f t="shared" si="0"/></c></row>'
        ),
        "x",
    )
    assert sheet.rows == [(Formula("1+1"), None, None), (None,) * 3, (None, None, Formula(""))]


def test_merged_cells_keep_their_value_in_the_first():
    made = openpyxl.Workbook()
    made.active.title = "Tổ"
    made.active["A1"] = "Tổ 1"
    made.active.merge_cells("A1:C2")
    made.active["A3"] = "x"
    made.create_sheet("Trống")
    buffer = io.BytesIO()
    made.save(buffer)
    sheet, blank = read_sheets(buffer.getvalue(), "x")
    assert (blank.name, blank.rows) == ("Trống", [])
    assert (sheet.name, sheet.rows[0][0], sheet.rows[1][0]) == ("Tổ", "Tổ 1", None)
    assert sheet.merged == ((0, 0, 1, 2),)


def test_hidden_sheets_say_that_they_are():
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    found = read_sheets(book(one, one, state="hidden"), "x")
    assert [(s.name, s.hidden) for s in found] == [("S1", True), ("S2", False)]


def test_cells_without_references_are_counted():
    rows = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    [sheet] = read_sheets(book(rows), "x")
    assert sheet.rows == [(1.0, None, 2.0), (3.0, None, None)]
    assert refusal(book('<row r="1"><c r="A1"><v>1</v></c><c><v>2</v></c></row>')) is SheetCode.BROKEN
