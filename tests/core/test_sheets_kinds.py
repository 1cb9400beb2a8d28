"""Other kinds of files than .xlsx: .ods, .xls, and tables as text in whatever letters."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from app.core.sheets import CellError, Formula, SheetCode, SheetProblem, read_sheets

CASES = Path(__file__).parents[1] / "exchange" / "cases"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
HEAD = "STT;Họ và tên;Số điện thoại\r\n"
NAMES = HEAD + "1;Nguyễn Thị Hường;0912000801\r\n2;Đỗ Đức Tuấn;0912000802\r\n"


def ods(*tables, styles="", **parts) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def table(*rows, name="Trang", more="") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def row(*cells, more="") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def text(words, more="") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{words}</text:p></table:table-cell>'


def cell(kind, value, more="") -> str:
    name = {"float": "value", "date": "date-value", "time": "time-value", "boolean": "boolean-value"}[kind]
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {more}/>'


def refused(data, name="tệp.ods") -> SheetCode:
    with pytest.raises(SheetProblem) as caught:
        read_sheets(data, name)
    assert caught.value.facts["file"] == name
    assert caught.value.code.value % caught.value.facts
    return caught.value.code


def test_an_ods_holds_what_it_says():
    [sheet] = read_sheets(
        ods(
            table(
                row(text("Tên"), cell("float", "3.5"), cell("date", "2026-11-20"), cell("time", "PT08H30M00S")),
                row(cell("boolean", "true"), cell("date", "2026-11-20T08:30:00"), cell("time", "PT26H00M00S")),
                row(text("a<text:s text:c='2'/>b<text:tab/>c</text:p><text:p>d"), '<table:table-cell table:formula='
                    '"of:=[.A1]" office:value-type="string"><text:p>Tên</text:p></table:table-cell>'),
                row(text("Họ<office:annotation><text:p>ghi chú ẩn</text:p></office:annotation> tên")),
            )
        ),
        "x.ods",
    )  # fmt: skip
    assert sheet.rows[0] == ("Tên", 3.5, datetime.date(2026, 11, 20), datetime.time(8, 30))
    assert sheet.rows[1][:3] == (
        True,
        datetime.datetime.fromisoformat("2026-11-20T08:30"),
        datetime.timedelta(hours=26),
    )
    assert sheet.rows[2][:2] == ("a  b\tc\nd", Formula("[.A1]"))
    assert sheet.rows[3][0] == "Họ tên"


def test_an_ods_tells_what_is_hidden_merged_and_repeated():
    hidden = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="h" style:family="table">{hidden}</style:style>'
    under = '<table:covered-table-cell office:value-type="string"><text:p>ẩn</text:p></table:covered-table-cell>'
    shown, second = read_sheets(
        ods(
            table(
                '<table:table-column table:number-columns-repeated="1"/>',
                '<table:table-column table:visibility="collapse"/>',
                row(text("Tổ 1", 'table:number-rows-spanned="2"'), text("a")),
                row(under, text("b"), more='table:visibility="filter"'),
                row(text("x", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="3"'),
                row("<table:table-cell/>", more='table:number-rows-repeated="1048000"'),
            ),
            table(row(text("danh mục")), name="Ẩn", more='table:style-name="h"'),
            styles=hidden,
        ),
        "x.ods",
    )  # fmt: skip
    assert shown.rows == [("Tổ 1", "a"), (None, "b"), ("x", "x"), ("x", "x"), ("x", "x")]
    assert shown.merged == ((0, 0, 1, 0),)
    assert (shown.hidden_rows, shown.hidden_columns, shown.filtered) == ({1}, {1}, True)
    assert shown.covered == ((1, 0),)
    assert (second.name, second.hidden) == ("Ẩn", True)


def test_an_ods_tells_what_is_crossed_out():
    """By the style of a cell, of its row, of its column, by the style that one builds on, and piece by piece."""

    def style(name, line, more=""):
        line = f'<style:text-properties style:text-line-through-style="{line}"/>' if line else ""
        return f'<style:style style:name="{name}" {more}>{line}</style:style>'

    def worn(name):
        return f'table:style-name="{name}"'

    pieces = '<text:span text:style-name="x">Lê </text:span><text:span text:style-name="x">Bé</text:span>'
    partly = 'Lê <text:span text:style-name="x">Bé</text:span>'
    typed = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    data = ods(
        table(
            '<table:table-column/><table:table-column table:default-cell-style-name="x"/>',
            row(text("a", worn("x")), text("b"), text("c", worn("y")), text("d", worn("n"))),
            row(text("a", worn("n")), text("b", worn("n")), more='table:default-cell-style-name="n"'),
            row(text("a"), text("b"), more='table:default-cell-style-name="x"'),
            row(typed.format(pieces), text("b", worn("n"))),
            row(typed.format(partly), text("b", worn("n"))),
        ),
        styles=style("x", "solid") + style("y", "", 'style:parent-style-name="x"') + style("n", "none"),
    )
    assert read_sheets(data, "x.ods")[0].crossed == {(0, 0), (0, 1), (0, 2), (2, 0), (2, 1), (3, 0)}


def test_an_xlsx_tells_what_is_crossed_out():
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        page, crossed = made.add_worksheet(), made.add_format({"font_strikeout": True})
        page.write_row(0, 0, ["a", 1], crossed)
        page.write_row(1, 0, ["b", 2], made.add_format({"bold": True}))
        page.write_rich_string(2, 0, crossed, "Lê ", crossed, "Bé")
        page.write_rich_string(3, 0, "Lê ", crossed, "Bé")
        page.write_blank(3, 1, None, crossed)
    assert read_sheets(book.getvalue(), "x.xlsx")[0].crossed == {(0, 0), (0, 1), (2, 0)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods(table(row(text("x"), more='table:number-rows-repeated="10002"'))), SheetCode.TOO_MANY_ROWS),
        (ods(table(row(text("x", 'table:number-columns-repeated="61"')))), SheetCode.TOO_MANY_COLUMNS),
        (ods(table(row(text("x" * 2_001)))), SheetCode.TEXT_TOO_LONG),
        (ods(table(row(text("x" * 2_000, 'table:number-columns-repeated="60"'),
                       more='table:number-rows-repeated="10000"'))), SheetCode.TOO_LARGE),
        (ods(table(row(cell("float", "ba")))), SheetCode.BROKEN),
        (ods(table(row(cell("date", "20/11/2026")))), SheetCode.BROKEN),
        (ods(table(row(text("x", 'table:number-columns-repeated="-1"')))), SheetCode.BROKEN),
        (ods(table(row("<table:table-cell/>"))), SheetCode.EMPTY),
        (ods(**{"META-INF__manifest_xml": "<manifest:encryption-data/>"}), SheetCode.ENCRYPTED),
    ],
    ids=lambda value: value.name if isinstance(value, SheetCode) else "",
)  # fmt: skip
def test_an_ods_beyond_the_limits_is_refused(data, code):
    assert refused(data) is code


def test_an_old_xls_tells_errors_formulas_and_what_is_hidden():
    first, second, third = read_sheets((CASES / "roster-two-sheets.xls").read_bytes(), "x.xls")
    assert (first.hidden_rows, first.merged) == ({2}, ((1, 4, 3, 4),))
    assert second.rows[1][0] == Formula("")
    assert second.hidden_columns == {2}
    assert (third.name, third.hidden) == ("Danh mục", True)
    [wrong] = read_sheets((CASES / "error-names-old.xls").read_bytes(), "x.xls")
    assert (wrong.rows[1][1], wrong.rows[2][4]) == (CellError("#N/A"), CellError("#REF!"))
    [dated] = read_sheets((CASES / "journal-1904.xls").read_bytes(), "x.xls")
    assert (dated.since_1904, dated.rows[1][0]) == (True, datetime.date(2026, 11, 20))


def test_letters_of_an_old_font_come_as_they_stand_in_the_file():
    for name in ("old-tcvn3-biff5.xls", "old-tcvn3-saved-as.xlsx"):
        [sheet] = read_sheets((CASES / name).read_bytes(), name)
        assert sheet.rows[1][0] == "TrÇn ThÞ H\xad¬ng"


def cut_chain() -> bytes:
    """A table of sectors that leads back to its beginning."""
    data = bytearray((CASES / "roster-two-sheets.xls").read_bytes())
    at = (int.from_bytes(data[76:80], "little") + 1) * 512
    for sector in range(100):
        data[at + 4 * sector : at + 4 * sector + 4] = (0).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [(CASES / "roster-two-sheets.xls").read_bytes()[:3000], cut_chain(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 40],
    ids=["cut off", "a ring", "head only"],
)
def test_a_broken_xls_is_refused(data):
    assert refused(data, "x.xls") is SheetCode.BROKEN


@pytest.mark.parametrize(
    "data",
    [
        NAMES.encode(),
        NAMES.encode("utf-8-sig"),
        NAMES.replace(";", ",").encode(),
        NAMES.replace(";", "\t").encode("utf-16"),
        b"\xfe\xff" + NAMES.replace(";", "\t").encode("utf-16-be"),
        NAMES.encode("utf-16-le"),
        ("sep=;\r\n" + NAMES).encode(),
        NAMES.replace("0912000801", '="0912000801"').encode(),
        NAMES.replace("Đỗ Đức Tuấn", '"Đỗ Đức Tuấn"').replace("\r\n", "\n").encode(),
    ],
    ids=["utf-8", "bom", "comma", "utf-16", "big end", "no mark", "sep", "kept zero", "quoted"],
)  # fmt: skip
def test_tables_as_text(data):
    [sheet] = read_sheets(data, "Tổ 1.csv")
    assert sheet.name == "Tổ 1"
    assert sheet.rows == [
        ("STT", "Họ và tên", "Số điện thoại"),
        ("1", "Nguyễn Thị Hường", "0912000801"),
        ("2", "Đỗ Đức Tuấn", "0912000802"),
    ]


def windows_1258(words: str) -> bytes:
    """As Windows keeps them: a letter with its shape, then its tone by itself."""
    import unicodedata

    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    done = []
    for c in words:
        parts = unicodedata.normalize("NFD", c)
        shape = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        done.append(shape + "".join(p for p in parts if p in tones))
    return "".join(done).encode("cp1258")


def test_windows_1258_is_read_and_composed():
    [sheet] = read_sheets(windows_1258(NAMES), "x.csv")
    assert [line[1] for line in sheet.rows] == ["Họ và tên", "Nguyễn Thị Hường", "Đỗ Đức Tuấn"]


def test_letters_of_an_old_font_in_a_text_are_left_to_whoever_reads_names():
    typed = "STT;Hä vµ tªn;Sè ®iÖn tho¹i\r\n1;NguyÔn V¨n §\xad\xaang;0912000801\r\n2;TrÇn ThÞ H\xad¬ng;0912000802\r\n"
    [sheet] = read_sheets(typed.encode("cp1252"), "x.csv")
    assert sheet.rows[2][1] == "TrÇn ThÞ H\xad¬ng"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"H\xe4 t\xean;S\xe8\r\nNguy\xd4n;1\r\n\xc3\x9f\x81;2\r\n\xde\xff\xfe;3\r\n", SheetCode.CHARSET),
        ("Prénom;Nom\r\nFrançois;Müller\r\nJürgen;Gößling\r\n".encode("cp1252"), SheetCode.CHARSET),
        (b"STT;H? va ten;S?\r\n1;Nguy?n V?n;2\r\n", SheetCode.LETTERS_LOST),
        (b"\xef\xbb\xbf\xff\xfe;x\r\n1;2\r\n", SheetCode.BROKEN),
        (b"a;b\r\n" * 10_002, SheetCode.TOO_MANY_ROWS),
        (b";".join([b"x"] * 61) + b"\r\n1;2\r\n", SheetCode.TOO_MANY_COLUMNS),
        (b"a;b\r\n" + b"x" * 2_001 + b";1\r\n", SheetCode.TEXT_TOO_LONG),
        ("Kính gửi các tổ.\r\n".encode(), SheetCode.NOT_A_SHEET),
        (b"%PDF-1.7\r\na;b\r\nc;d\r\n", SheetCode.NOT_A_SHEET),
        (b'{"slug": "x", "a": 1}', SheetCode.NOT_A_SHEET),
        (b" \r\n \r\n", SheetCode.NOT_A_SHEET),
    ],
)  # fmt: skip
def test_texts_that_are_refused(data, code):
    assert refused(data, "x.csv") is code
