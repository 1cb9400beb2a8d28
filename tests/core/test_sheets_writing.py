"""Tables out to Excel: what comes back when they are opened."""

import datetime
import io
import zipfile
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from app.core.sheets import Column, Table, read_sheets, write_book


def written(*tables):
    buffer = io.BytesIO()
    write_book(buffer, tables)
    return buffer.getvalue()


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n", "|"])
def test_no_text_becomes_a_formula(lead):
    text = f'{lead}HYPERLINK("http://example.vn","x")'
    data = written(Table(text, [Column(text)], [[text], ["1234"], ["http://example.vn"]], title=[text]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet.lower()
        assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()
    cells = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in cells for cell in row if cell.value is not None} == {"s"}


def test_values_keep_their_kind_and_format():
    day = datetime.date(2025, 7, 31)
    moment = datetime.datetime.fromisoformat("2025-07-31 08:05")
    row = [1, Decimal("2.50"), Fraction(1, 4), day, moment, True, None, "0951000000", 10**16, float("nan")]
    columns = [Column(str(n), number_format="0.00" if n == 1 else None) for n in range(len(row))]
    sheet = openpyxl.load_workbook(io.BytesIO(written(Table("A", columns, [row])))).active
    values = [cell.value for cell in sheet[2]]
    assert values[:3] == [1, 2.5, 0.25]
    assert values[4] == moment
    assert values[5:] == [True, None, "0951000000", "1" + "0" * 16, "nan"]
    assert sheet["B2"].number_format == "0.00"
    assert sheet["D2"].number_format == "dd/mm/yyyy"


def test_the_page_is_fit_to_print():
    table = Table("A", [Column("Họ và tên", 30), Column("Điểm")], [["Lê", 1]], title=["UBND phường"])
    sheet = openpyxl.load_workbook(io.BytesIO(written(table))).active
    assert sheet["A1"].value == "UBND phường"
    assert sheet["A3"].value == "Họ và tên"
    assert sheet["A3"].font.bold
    assert sheet.freeze_panes == "A4"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.column_dimensions["A"].width > 29


def test_names_of_sheets_follow_the_rules_of_excel():
    long = "Tổ chuyển đổi số cộng đồng số 01/02 [mới]"
    names = [long, long.upper(), "", "History", "'trích'", "🏠" * 20]
    data = written(*[Table(name, [Column("x")], [[1]]) for name in names])
    made = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert made[0] == "Tổ chuyển đổi số cộng đồng số 0"
    assert made[1] == "TỔ CHUYỂN ĐỔI SỐ CỘNG ĐỒNG (2)"
    assert made[2:5] == ["1", "History 1", "trích"]
    assert made[5] == "🏠" * 15


def test_what_is_written_can_be_read_again():
    data = written(Table("Danh sách", [Column("Họ và tên"), Column("Số")], [["Đặng Thị Ước", 5]]))
    [sheet] = read_sheets(data, "x")
    assert sheet.rows == [("Họ và tên", "Số"), ("Đặng Thị Ước", 5.0)]


def test_control_characters_and_endless_texts_do_not_break_the_file():
    data = written(Table("A", [Column("x")], [["a\0b\x07\uffff\ud800"], ["x" * 40_000]]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert len(sheet["A3"].value) == 32_767
