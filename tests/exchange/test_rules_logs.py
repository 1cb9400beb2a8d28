"""Journals: what is read, what is refused and why."""

import datetime
import time

import pytest

from app.core.sheets import Formula, Sheet
from app.exchange.rules import Code, KindNames, LogField, NoticeCode, SkipReason, guess, logs_target, read_logs

STARTS, ENDS = datetime.date(2025, 7, 31), datetime.date(2025, 9, 13)
TODAY = datetime.date(2025, 9, 1)
KINDS = [
    KindNames("support_turn", "Lượt người dân được hỗ trợ", "Support turns"),
    KindNames("vneid_level2", "Cài đặt, kích hoạt VNeID mức 2", "VNeID level 2 activated"),
]
HEAD = ("Ngày", "Ca", "Điểm", "Họ và tên", "SĐT", "Tổ", "Số phút", "Lượt hỗ trợ", "Cao tuổi", "VNeID", "Ghi chú")
KEYS = ("day", "slot", "point", "name", "phone", "team", "minutes", "turns", "elderly", "vneid", "note")
GOOD = (STARTS, "Sáng", "Điểm 1", "Lê Văn An", "0951000000", "Tổ 1", 210.0, 5.0, 2.0, 3.0, None)


def changed(**cells):
    return tuple((dict(zip(KEYS, GOOD, strict=True)) | cells).values())


def parsed(*rows, head=HEAD, kinds=KINDS):
    width = max(len(row) for row in (head, *rows))
    sheet = Sheet("S", [tuple(row) + (None,) * (width - len(row)) for row in (head, *rows)])
    return read_logs(sheet, guess(sheet, logs_target(kinds)), kinds, STARTS, ENDS, TODAY)


def test_a_row_becomes_a_log():
    [log] = parsed(GOOD).rows
    assert (log.row_no, log.day, log.slot, log.point, log.minutes) == (2, STARTS, "Sáng", "Điểm 1", 210)
    assert (log.name, log.phone, log.team, log.note) == ("Lê Văn An", "0951000000", "Tổ 1", None)
    assert (log.groups, log.counts) == ({"elderly": 2}, {"support_turn": 5, "vneid_level2": 3})


@pytest.mark.parametrize(
    "cell",
    [
        datetime.date(2025, 8, 5),
        datetime.datetime.fromisoformat("2025-08-05 10:00"),
        "5/8/2025",
        "05-08-2025",
        "05.08.25",
        "2025-08-05",
        "2025-08-05T10:00:00",
        "Thứ Ba, 5/8/2025",
        "Thứ Ba, ngày 5 tháng 8 năm 2025",
        "T3 05/08",
        "5/8",
        "25/08/05",
        "2025/8/5",
        "05082025",
        "5-Aug-25",
        "45874",
        45874.0,
    ],
)
def test_days_are_read_however_they_are_typed(cell):
    [log] = parsed(changed(day=cell)).rows
    assert log.day == datetime.date(2025, 8, 5)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [(210, 210), ("210", 210), ("3h30", 210), (datetime.time(3, 30), 210), (datetime.timedelta(hours=25) / 2, 750)],
)
def test_minutes(cell, minutes):
    assert parsed(changed(minutes=cell)).rows[0].minutes == minutes


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [(3.5, 210), ("3,5", 210), ("3h", 180), ("3 giờ 30 phút", 210), ("3:30", 210), (datetime.time(3, 30), 210)],
)
def test_hours_become_minutes(cell, minutes):
    head = tuple("Số giờ" if heading == "Số phút" else heading for heading in HEAD)
    assert parsed(changed(minutes=cell), head=head).rows[0].minutes == minutes


@pytest.mark.parametrize("cell", [5, 5.0, "5", " 5 ", "5.0", "5,0"])
def test_counts_are_whole_numbers(cell):
    assert parsed(changed(vneid=cell)).rows[0].counts["vneid_level2"] == 5


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"day": None}, "Ngày", Code.DAY_MISSING),
        ({"day": "32/8/2025"}, "Ngày", Code.DAY_INVALID),
        ({"day": "Thứ Hai, 5/8/2025"}, "Ngày", Code.DAY_WEEKDAY),
        ({"day": "5/8/1925"}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": "hôm qua"}, "Ngày", Code.DAY_INVALID),
        ({"day": "0/0/0000"}, "Ngày", Code.DAY_INVALID),
        ({"day": 1e30}, "Ngày", Code.DAY_INVALID),
        ({"day": -5.0}, "Ngày", Code.DAY_INVALID),
        ({"day": True}, "Ngày", Code.DAY_INVALID),
        ({"day": datetime.time(8)}, "Ngày", Code.DAY_INVALID),
        ({"day": datetime.date(1, 1, 1)}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": "01/01/0001"}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": datetime.date(9999, 12, 31)}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": "31/12/9999"}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": 2958465.0}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": datetime.date(2025, 7, 30)}, "Ngày", Code.DAY_OUTSIDE),
        ({"day": datetime.date(2025, 9, 2)}, "Ngày", Code.DAY_FUTURE),
        ({"day": Formula("TODAY()")}, "Ngày", Code.FORMULA),
        ({"name": None, "phone": None, "team": None}, "Họ và tên", Code.WHO_MISSING),
        ({"phone": "12"}, "SĐT", Code.PHONE_INVALID),
        ({"minutes": 1441}, "Số phút", Code.NUMBER_TOO_LARGE),
        ({"minutes": -1}, "Số phút", Code.NUMBER_NEGATIVE),
        ({"minutes": "lâu"}, "Số phút", Code.TIME_INVALID),
        ({"minutes": "1 buổi"}, "Số phút", Code.TIME_UNCLEAR),
        ({"minutes": "0,500"}, "Số phút", Code.NUMBER_UNCLEAR),
        ({"vneid": "2.000"}, "VNeID", Code.NUMBER_TOO_LARGE),
        ({"vneid": 2.5}, "VNeID", Code.NUMBER_NOT_WHOLE),
        ({"vneid": "2,5"}, "VNeID", Code.NUMBER_NOT_WHOLE),
        ({"vneid": -1.0}, "VNeID", Code.NUMBER_NEGATIVE),
        ({"vneid": "-1"}, "VNeID", Code.NUMBER_NEGATIVE),
        ({"vneid": 1e30}, "VNeID", Code.NUMBER_TOO_LARGE),
        ({"vneid": 1001}, "VNeID", Code.NUMBER_TOO_LARGE),
        ({"vneid": "9" * 2000}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": float("nan")}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": float("inf")}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": True}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": "năm"}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": "#N/A"}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": "=1+1"}, "VNeID", Code.NUMBER_INVALID),
        ({"vneid": datetime.date(2025, 8, 5)}, "VNeID", Code.NUMBER_INVALID),
        ({"turns": Formula("SUM(A1:A9)")}, "Lượt hỗ trợ", Code.FORMULA),
        ({"elderly": 6}, "Cao tuổi", Code.GROUP_OVER_TURNS),
        ({"turns": None}, "Cao tuổi", Code.GROUP_OVER_TURNS),
        ({"note": "bác A, 001203004567"}, "Ghi chú", Code.IDENTITY_NUMBER),
        ({"note": "gọi 0951 000 000"}, "Ghi chú", Code.IDENTITY_NUMBER),
        ({"minutes": 0, "turns": None, "elderly": None, "vneid": "-"}, "Số phút", Code.LOG_EMPTY),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(cells, column, code):
    result = parsed(GOOD, changed(**cells))
    [error] = result.errors
    assert (error.row_no, error.column_label, error.code) == (3, column, code)
    assert code.value % error.facts
    assert len(result.rows) == 1


def test_a_row_reports_all_its_errors():
    result = parsed(changed(day="x", vneid=-1, note="001203004567"))
    assert {error.code for error in result.errors} == {
        Code.DAY_INVALID,
        Code.NUMBER_NEGATIVE,
        Code.IDENTITY_NUMBER,
    }


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("22h - 2h", 240), ("từ 22h đến 6h", 480), ("18h-6h", 720), ("10h đêm - 6h sáng", 480), ("23h30-0h15", 45)],
)
def test_a_night_is_read_over_midnight(said, minutes):
    assert [log.minutes for log in parsed(changed(minutes=said)).rows] == [minutes]


@pytest.mark.parametrize("said", ["8h - 2h", "11h30-8h", "7h30 - 5h", "17h đến 14h", "11:30 - 8:00", "18h-6h30"])
def test_hours_that_run_backwards_are_no_day_of_work(said):
    found = parsed(changed(minutes=said))
    assert not found.rows and [(error.code, error.facts) for error in found.errors] == [
        (Code.TIME_BACKWARDS, {"value": said})
    ]


@pytest.mark.parametrize(("first", "last"), [("11h30", "8h"), (datetime.time(8), datetime.time(2)), (8, 5)])
def test_hours_that_run_backwards_in_two_columns_are_none_either(first, last):
    head = (*HEAD[:6], "Từ giờ", "Đến giờ", *HEAD[7:])
    found = parsed((*GOOD[:6], first, last, *GOOD[7:]), head=head)
    assert not found.rows and [error.code for error in found.errors] == [Code.TIME_BACKWARDS]
    night = parsed((*GOOD[:6], "22h", "2h", *GOOD[7:]), head=head)
    assert [log.minutes for log in night.rows] == [240]


def test_a_team_alone_files_a_collective_log():
    [log] = parsed(changed(name=None, phone=None)).rows
    assert (log.name, log.phone, log.team) == (None, None, "Tổ 1")


def test_groups_are_free_where_turns_are_not_counted():
    kinds = KINDS[1:]
    assert parsed(changed(turns=None, elderly=6), kinds=kinds).errors == []


def test_the_same_row_twice_counts_once():
    result = parsed(GOOD, GOOD, changed(slot="Chiều"))
    assert [log.row_no for log in result.rows] == [2, 4]
    assert [(notice.code, notice.facts) for notice in result.notices] == [
        (NoticeCode.LOG_TWICE, {"row": 3, "other_row": 2})
    ]


def test_totals_are_passed_over_even_as_formulas():
    result = parsed(GOOD, ("Tổng cộng", None, None, None, None, None, Formula("SUM(G2:G2)"), 5.0))
    assert (len(result.rows), result.errors, [row.row_no for row in result.skipped]) == (1, [], [3])
    assert result.skipped[0].why is SkipReason.TOTAL
    assert result.skipped[0].weighty


def test_a_sheet_without_days_says_so_once():
    result = parsed(("Lê Văn An", "0951000000", 5), head=("Họ và tên", "SĐT", "VNeID"))
    assert [(error.code, error.field) for error in result.errors] == [(Code.COLUMN_MISSING, LogField.DAY)]


def test_ten_thousand_bad_rows_are_listed_without_a_stall():
    bad = changed(day="32/13/2025", phone="12", minutes=-5, turns="không", elderly=1e30, vneid=2.5)
    started = time.process_time()
    result = parsed(*[bad] * 10_000)
    assert time.process_time() - started < 5
    assert result.rows == []
    assert len(result.errors) == 60_000
