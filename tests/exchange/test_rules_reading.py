"""Sheets as found: what is taken for data and what is not, several sheets, merged and hidden cells, attendance."""

import datetime

import pytest

from app.core.sheets import CellError, Sheet
from app.exchange.account import account_of
from app.exchange.rules import (
    PEOPLE,
    Choice,
    Code,
    Fate,
    Frame,
    KindNames,
    NoticeCode,
    SheetChoice,
    SkipReason,
    logs_target,
    read_book,
)

FRAME = Frame(
    datetime.date(2026, 11, 11),
    datetime.date(2026, 12, 25),
    [KindNames("support_turn", "Lượt hỗ trợ", "Support turns")],
    datetime.date(2026, 11, 30),
)
HEAD = ("STT", "Họ và tên", "Số điện thoại", "Tổ")
DUTY = ("Ngày", "Ca", "Điểm", "Họ và tên", "Số phút", "Lượt hỗ trợ")


def sheet(*rows, name="DS", **more):
    width = max(map(len, rows), default=0)
    return Sheet(name, [(*row, *[None] * (width - len(row))) for row in rows], **more)


def person(n, name="Lê Văn An", team="Tổ 1"):
    return (n, name, f"09120009{n:02}", team)


def people(*sheets, **choice):
    return read_book(list(sheets), PEOPLE, FRAME, Choice(**choice))


def logs(*sheets, **choice):
    return read_book(list(sheets), logs_target(FRAME.kinds), FRAME, Choice(**choice))


def named(reading):
    return [row.name for row in reading.parsed.rows]


def skipped(reading):
    return [(int(one.row_no), one.why) for one in reading.parsed.skipped]


@pytest.mark.parametrize(
    "word", ["Cộng tác viên", "Tổng phụ trách", "Cộng sự", "Tổng cộng tác viên", "TỔNG ĐỘI TRƯỞNG"]
)
def test_whoever_has_a_name_and_a_phone_is_no_total(word):
    head = ("Nhiệm vụ", *HEAD[1:])
    found = people(sheet(head, (word, *person(1)[1:]), ("Tổng cộng", None, 1, None)))
    assert (named(found), skipped(found)) == (["Lê Văn An"], [(3, SkipReason.TOTAL)])


@pytest.mark.parametrize(
    "total", [("Tổng cộng: 2 người",), (None, "Tổng"), ("Cộng", "", 2), (None, "TOTAL:", 5.0, None)]
)
def test_totals_stay_totals(total):
    found = people(sheet(HEAD, person(1), total))
    assert (named(found), skipped(found)) == (["Lê Văn An"], [(3, SkipReason.TOTAL)])


def test_a_second_block_after_a_signature_is_read_and_the_signatures_are_told():
    found = people(
        sheet(
            HEAD[1:3],
            ("Tổ dân phố 1",),
            ("Lê Văn An", "0912000901"),
            ("NGƯỜI LẬP BIỂU",),
            ("Trần Văn Tạo",),
            ("Tổ dân phố 2",),
            ("Họ và tên", "Số điện thoại"),
            ("Lê Thị Bé", "0912000902"),
            ("Hà Nội, ngày 5 tháng 11 năm 2026",),
            ("Đỗ Thị Duyệt",),
            merged=((1, 0, 1, 1), (5, 0, 5, 1)),
        )
    )
    assert [(row.name, row.team) for row in found.parsed.rows] == [
        ("Lê Văn An", "Tổ dân phố 1"),
        ("Lê Thị Bé", "Tổ dân phố 2"),
    ]
    lines = [one for one in found.parsed.skipped if one.why is SkipReason.FOOT]
    assert [int(one.row_no) for one in lines] == [4, 5, 9, 10]
    assert [one.text for one in lines if one.weighty][-1] == "Đỗ Thị Duyệt"


def test_people_above_the_headings_are_told():
    found = people(sheet(("Danh sách tổ viên",), (1, "Lê Văn Cũ", "0912000900", "Tổ 1"), HEAD, person(1)))
    assert named(found) == ["Lê Văn An"]
    assert [(int(one.row_no), one.why, one.weighty) for one in found.parsed.skipped] == [(2, SkipReason.ABOVE, True)]


def test_rows_outside_of_the_columns_that_are_read_are_told():
    head = (*HEAD, "Khác")
    found = people(sheet(head, person(1), (None, None, None, None, "Nguyễn Thị Hoa 0912000999")))
    assert skipped(found) == [(3, SkipReason.NO_DATA)]
    assert found.parsed.skipped[0].weighty


def test_each_sheet_has_its_own_layout_and_names_its_rows():
    other = sheet(("Tổ", "Điện thoại", "Họ tên"), ("Tổ 2", "091", "Lê Thị Bé"), name="Tổ 2")
    found = people(sheet(HEAD, person(1), name="Tổ 1"), sheet(("Hướng dẫn",), ("Ghi đủ họ tên",)), other, sheet())
    assert [part.fate for part in found.parts] == [Fate.READ, Fate.NO_DATA, Fate.READ, Fate.BLANK]
    [error] = found.parsed.errors
    assert (str(error.row_no), error.column_label) == ("2 (Tổ 2)", "Điện thoại")


def test_one_person_in_two_sheets_is_found_out():
    twice = people(sheet(HEAD, person(1), name="A"), sheet(HEAD, person(1), name="B"))
    assert (len(twice.parsed.rows), [n.code for n in twice.parsed.notices]) == (1, [NoticeCode.PERSON_TWICE])
    assert str(twice.parsed.notices[0].facts["other_row"]) == "2 (A)"
    other = people(sheet(HEAD, person(1), name="A"), sheet(HEAD, person(1, "Lê Thị Bé"), name="B"))
    assert [(str(e.row_no), e.code) for e in other.parsed.errors] == [("2 (B)", Code.PHONE_TWICE)]


def test_the_name_of_a_sheet_is_its_team_only_where_somebody_says_so():
    one = sheet(HEAD[:3], person(1)[:3], name="Tổ 7")
    asked = people(one)
    assert [error.code for error in asked.parsed.errors] == [Code.COLUMN_MISSING]
    assert asked.parts[0].wants_team
    told = people(one, sheets={0: SheetChoice(as_team=True)})
    assert [row.team for row in told.parsed.rows] == ["Tổ 7"]


def test_a_hidden_sheet_is_read_only_when_chosen():
    shown, hidden = sheet(HEAD, person(1)), sheet(HEAD, person(2, "Lê Thị Bé"), name="Cũ", hidden=True)
    assert [part.fate for part in people(shown, hidden).parts] == [Fate.READ, Fate.HIDDEN]
    assert named(people(shown, hidden, read=(1,))) == ["Lê Thị Bé"]


def test_rows_that_are_crossed_out_are_left_out_unless_somebody_wants_them():
    """It is the name that tells; another cell that is crossed out is told."""
    rows = (HEAD, person(1), person(2, "Lê Thị Bé"), person(3, "Lê Văn Cò"))
    book = sheet(*rows, crossed=frozenset({(2, 1), (2, 2), (3, 2), (3, 0)}))
    found = people(book)
    assert named(found) == ["Lê Văn An", "Lê Văn Cò"]
    assert skipped(found) == [(3, SkipReason.CROSSED)]
    [told] = found.parsed.notices
    assert (told.code, told.facts["row"], told.facts["label"]) == (NoticeCode.CELL_CROSSED, 4, "Số điện thoại")
    account = account_of(found)
    assert (account.crossed, account.chosen, account.loud) == (1, True, True)
    found = people(book, crossed_rows=True)
    assert named(found) == ["Lê Văn An", "Lê Thị Bé", "Lê Văn Cò"]
    assert NoticeCode.CROSSED_READ in [one.code for one in found.parsed.notices]
    assert account_of(found).crossed == 1
    without_name = sheet(DUTY, ("12/11/2026", None, None, None, 60, 1), crossed=frozenset({(1, 0), (1, 4)}))
    assert skipped(logs(without_name)) == []
    without_name = sheet(DUTY, ("12/11/2026", None, None, None, 60, 1), crossed=frozenset({(1, 0), (1, 4), (1, 5)}))
    assert skipped(logs(without_name)) == [(2, SkipReason.CROSSED)]


def test_a_band_in_a_hidden_row_still_names_the_team():
    rows = (("Họ và tên", "Số điện thoại"), ("Tổ dân phố 1",), ("Lê Văn An", "0912000901"))
    found = people(sheet(*rows, ("Tổ dân phố 2",), ("Lê Thị Bé", "0912000902"), hidden_rows=frozenset({3, 2})))
    assert [(row.name, row.team) for row in found.parsed.rows] == [("Lê Thị Bé", "Tổ dân phố 2")]
    assert (3, SkipReason.HIDDEN) in skipped(found)


def test_words_that_are_merged_hold_for_all_rows():
    day = datetime.date(2026, 11, 20)
    found = logs(
        sheet(
            DUTY,
            (day, "Sáng", "Chợ", "Lê Văn An", 60, 1),
            (None, None, None, "Lê Thị Bé", 90, 2),
            (None, None, None, None, None, None),
            merged=((1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 2, 2)),
        )
    )
    assert [(row.day, row.slot, row.point, row.name, row.minutes) for row in found.parsed.rows] == [
        (day, "Sáng", "Chợ", "Lê Văn An", 60),
        (day, "Sáng", "Chợ", "Lê Thị Bé", 90),
    ]


@pytest.mark.parametrize("column", [4, 5])
def test_a_figure_that_is_merged_over_several_people_is_refused(column):
    day = datetime.date(2026, 11, 20)
    rows = [[day, "Sáng", "Chợ", name, 60, 1] for name in ("Lê Văn An", "Lê Thị Bé")]
    rows[1][column] = None
    found = logs(sheet(DUTY, *map(tuple, rows), merged=((1, column, 2, column),)))
    assert {(int(e.row_no), e.code) for e in found.parsed.errors} == {
        (2, Code.MERGED_FIGURE),
        (3, Code.MERGED_FIGURE),
    }


def test_an_error_where_nobody_reads_is_told_and_does_no_harm():
    found = people(sheet((*HEAD, "Kiểm tra"), (*person(1), CellError("#N/A"))))
    assert named(found) == ["Lê Văn An"]
    told = [notice for notice in found.parsed.notices if notice.code is NoticeCode.UNREAD_CELL]
    assert told[0].facts == {"row": 2, "label": "Kiểm tra", "value": "#N/A"}


# --- attendance sheets


def month(*rows, days=range(1, 31), title="BẢNG CHẤM CÔNG THÁNG 11/2026", **more):
    return sheet((title,), ("TT", "Họ và tên", *days, "Cộng"), *rows, **more)


def marks(**by_day):
    """A row of the month with a mark on some days."""
    return (1, "Lê Văn An", *[by_day.get(f"d{day}") for day in range(1, 31)], 3)


def test_marks_are_duties_of_their_day():
    found = logs(month(marks(d12="x", d13="X ", d14="1/2", d15=1.0, d16=0.5, d17="P", d18="-")), mark_minutes=120)
    assert [(row.day.day, row.minutes) for row in found.parsed.rows] == [
        (12, 120),
        (13, 120),
        (14, 60),
        (15, 120),
        (16, 60),
    ]
    assert [n.facts for n in found.parsed.notices if n.code is NoticeCode.MARK_ABSENT] == [{"value": "P", "count": 1}]


@pytest.mark.parametrize(
    ("cells", "minutes", "code", "label"),
    [
        ({"d12": "sáng"}, 120, Code.MARK_UNKNOWN, "12/11/2026"),
        ({"d12": 8.0}, 120, Code.MARK_UNKNOWN, "12/11/2026"),
        ({"d12": CellError("#N/A")}, 120, Code.CELL_ERROR, "12/11/2026"),
        ({"d10": "x"}, 120, Code.DAY_OUTSIDE, "10/11/2026"),
        ({"d12": "1/2"}, 125, Code.MARK_HALF, "12/11/2026"),
    ],
)
def test_a_mark_that_is_none_is_refused_by_its_day(cells, minutes, code, label):
    found = logs(month(marks(d13="x", d14="x", **cells)), mark_minutes=minutes)
    assert [(e.code, e.column_label) for e in found.parsed.errors] == [(code, label)]


def test_days_to_come_and_days_that_there_are_not():
    days = [*range(1, 31), 31]
    row = (1, "Lê Văn An", *["x" if day in (20, 31) else None for day in days], 2)
    found = logs(month(row, days=days), mark_minutes=60)
    assert [e.code for e in found.parsed.errors] == [Code.DAY_INVALID]
    later = logs(month(marks(d12="x", d1="x"), title="Tháng 12 năm 2026"), mark_minutes=60)
    assert [e.code for e in later.parsed.errors] == [Code.DAY_FUTURE, Code.DAY_FUTURE]


def test_the_month_stands_in_the_name_of_the_sheet_or_in_the_days_or_is_asked_for():
    row = marks(d12="x")
    by_name = logs(month(row, title="BẢNG CHẤM CÔNG", name="T11"), mark_minutes=60)
    assert [log.day for log in by_name.parsed.rows] == [datetime.date(2026, 11, 12)]
    days = [datetime.date(2026, 11, day) for day in range(1, 31)]
    by_days = logs(month(row, title="Chấm công", days=days), mark_minutes=60)
    assert [log.day for log in by_days.parsed.rows] == [datetime.date(2026, 11, 12)]
    nowhere = logs(month(row, title="Chấm công"), mark_minutes=60)
    assert [e.code for e in nowhere.parsed.errors] == [Code.MATRIX_MONTH]


def test_a_journal_with_numbers_under_its_headings_is_no_attendance_sheet():
    day = datetime.date(2026, 11, 20)
    found = logs(sheet(DUTY, (1, 2, 3, 4, 5, 6), (day, "Sáng", "Chợ", "Lê Văn An", 60, 1)))
    assert (found.parts[0].matrix, [row.minutes for row in found.parsed.rows]) == (None, [60])
