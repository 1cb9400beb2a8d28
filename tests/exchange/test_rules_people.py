"""Rosters: what is read, what is passed over, what is refused and why."""

import datetime

import pytest

from app.core.sheets import Formula, Sheet
from app.core.text import TextCode
from app.exchange.rules import PEOPLE, Code, NoticeCode, PeopleField, guess, read_people
from app.exchange.rules.people import role_of

TODAY = datetime.date(2025, 9, 20)
HEAD = ("STT", "Họ và tên", "Giới tính", "Năm sinh", "SĐT", "Email", "Tổ", "Chức vụ", "Ghi chú")
AN = (1.0, "Lê Văn An", "Nam", 1990.0, "0951000000", None, "Tổ 1", "Tổ viên", None)


def changed(**cells):
    row = dict(zip(("stt", "name", "gender", "year", "phone", "email", "team", "position", "note"), AN, strict=True))
    return tuple((row | cells).values())


def parsed(*rows, head=HEAD, merged=()):
    width = max(len(row) for row in (head, *rows))
    padded = [tuple(row) + (None,) * (width - len(row)) for row in (head, *rows)]
    sheet = Sheet("S", padded, tuple(merged))
    return read_people(sheet, guess(sheet, PEOPLE), TODAY)


def only_error(*rows, **how):
    [error] = parsed(*rows, **how).errors
    return error


def test_a_row_becomes_a_person():
    [person] = parsed(changed(name="  Lê  Văn An ", gender="nam", phone="+84 951 000 000", note="x  y")).rows
    assert (person.row_no, person.name, person.gender, person.birth_year) == (2, "Lê Văn An", "male", 1990)
    assert (person.phone, person.team, person.role, person.note) == ("0951000000", "Tổ 1", "member", "x y")


@pytest.mark.parametrize(
    ("position", "role"),
    [
        ("Tổ trưởng", "leader"),
        ("ĐỘI TRƯỞNG", "leader"),
        ("Bí thư chi đoàn", "leader"),
        ("Bí thư", "leader"),
        ("Trưởng nhóm", "leader"),
        ("Phó bí thư chi đoàn", "member"),
        ("Tổ phó", "member"),
        ("Bí thư Đoàn phường", "member"),
        ("Tổ viên", "member"),
        (None, "member"),
    ],
)
def test_heads_of_teams_lead(position, role):
    assert role_of(position) == role


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"name": None}, "Họ và tên", Code.NAME_MISSING),
        ({"name": "12"}, "Họ và tên", Code.NAME_INVALID),
        ({"name": 5.0}, "Họ và tên", Code.NAME_INVALID),
        ({"name": "Lê\0An"}, "Họ và tên", TextCode.NUL),
        ({"name": "Lê\x07An"}, "Họ và tên", TextCode.CONTROL),
        ({"name": "Lê\u202eAn"}, "Họ và tên", TextCode.BIDI),
        ({"name": "x" * 101}, "Họ và tên", TextCode.TOO_LONG),
        ({"name": Formula("A1")}, "Họ và tên", Code.FORMULA),
        ({"gender": "không rõ"}, "Giới tính", Code.GENDER_UNKNOWN),
        ({"year": "chín mươi"}, "Năm sinh", Code.BIRTH_YEAR_INVALID),
        ({"year": 90.0}, "Năm sinh", Code.BIRTH_YEAR_OUTSIDE),
        ({"year": 1e30}, "Năm sinh", Code.BIRTH_YEAR_OUTSIDE),
        ({"year": float("nan")}, "Năm sinh", Code.BIRTH_YEAR_INVALID),
        ({"year": -1990.0}, "Năm sinh", Code.BIRTH_YEAR_OUTSIDE),
        ({"year": 2026}, "Năm sinh", Code.BIRTH_YEAR_OUTSIDE),
        ({"year": 2010}, "Năm sinh", Code.TOO_YOUNG),
        ({"year": datetime.date(1, 1, 1)}, "Năm sinh", Code.BIRTH_YEAR_OUTSIDE),
        ({"year": datetime.date(9999, 1, 1)}, "Năm sinh", Code.BIRTH_YEAR_OUTSIDE),
        ({"phone": "abc"}, "SĐT", Code.PHONE_INVALID),
        ({"phone": "001203004567"}, "SĐT", Code.PHONE_INVALID),
        ({"phone": datetime.date(2025, 1, 1)}, "SĐT", Code.PHONE_INVALID),
        ({"phone": None}, "SĐT", Code.CONTACT_MISSING),
        ({"email": "abc"}, "Email", Code.EMAIL_INVALID),
        ({"team": None}, "Tổ", Code.TEAM_MISSING),
        ({"note": "CCCD 001 203 004 567"}, "Ghi chú", Code.IDENTITY_NUMBER),
        ({"note": 1203004567.0}, "Ghi chú", Code.IDENTITY_NUMBER),
        ({"position": Formula("")}, "Chức vụ", Code.FORMULA),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(cells, column, code):
    error = only_error(AN, changed(phone="0951000037"), changed(**{"phone": "0951000074", **cells}))
    assert (error.row_no, error.column_label, error.code) == (4, column, code)
    assert str(code.value) % error.facts


def test_an_error_never_repeats_an_identity_number():
    error = only_error(changed(phone="001203004567"))
    assert error.facts["value"] == "00••••••••67"


@pytest.mark.parametrize(
    ("cell", "year"),
    [(1990, 1990), ("1990", 1990), ("12/5/1990", 1990), ("5/1990", 1990), ("1990-05-12", 1990),
     (datetime.date(1990, 5, 12), 1990), (2009.0, 2009), (None, None), ("-", None)],
)  # fmt: skip
def test_years_of_birth(cell, year):
    [person] = parsed(changed(year=cell)).rows
    assert person.birth_year == year


def test_men_and_women_in_columns_of_their_own():
    head = ("TT", "Họ tên", "Nam", "Nữ", "SĐT", "Tổ")
    result = parsed(
        (1, "Lê Văn An", 1990, None, "0951000000", "Tổ 1"),
        (2, "Lê Thị Hà", None, "x", "0951000037", "Tổ 1"),
        (3, "Lê Minh Tú", 1990, 1990, "0951000074", "Tổ 1"),
        head=head,
    )
    assert [(p.gender, p.birth_year) for p in result.rows] == [("male", 1990), ("female", None)]
    assert [(e.row_no, e.code) for e in result.errors] == [(4, Code.GENDER_TWICE)]


def test_given_names_in_a_column_of_their_own():
    head = ("TT", "Họ và tên đệm", "Tên", "SĐT", "Tổ")
    [person] = parsed((1, "Lê Văn", "An", "0951000000", "Tổ 1"), head=head).rows
    assert person.name == "Lê Văn An"


def test_bands_name_the_team_of_those_below():
    head = ("TT", "Họ tên", "SĐT", "Ghi chú")
    result = parsed(
        ("Tổ dân phố 1 (2 người)",),
        (1, "Lê Văn An", "0951000000"),
        (2, "Tống Công Minh", "0951000037"),
        ("II", "Công an phường"),
        (1, "Đoàn Thị Tô", "0951000074"),
        (None, "Chi đoàn trường 5"),
        (1, "Lê Thị Hà", 951000111.0),
        head=head,
        merged=[(1, 0, 1, 3)],
    )
    assert result.errors == []
    teams = [(person.name, person.team) for person in result.rows]
    assert teams == [
        ("Lê Văn An", "Tổ dân phố 1"),
        ("Tống Công Minh", "Tổ dân phố 1"),
        ("Đoàn Thị Tô", "Công an phường"),
        ("Lê Thị Hà", "Chi đoàn trường 5"),
    ]


def test_lines_that_are_no_people_are_passed_over():
    result = parsed(
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"),
        AN,
        (None,) * 9,
        (2.0,),
        HEAD,
        (Formula("A3+1"),),
        (None, "Tổng cộng: 1 người"),
        (None, None, None, None, None, None, "Cửa Nam, ngày    tháng 9 năm 2025"),
        (None, "NGƯỜI LẬP BIỂU", None, None, None, None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "Nguyễn Văn B", None, None, None, None, "Trần Thị C"),
    )
    assert [person.row_no for person in result.rows] == [3]
    assert result.errors == []
    assert [row.row_no for row in result.skipped] == [2, 5, 6, 7, 8, 9, 10, 11]
    assert [row.row_no for row in result.skipped if row.weighty] == [10, 11]


def test_a_phone_belongs_to_one_person():
    result = parsed(AN, changed(name="Lê Thị Hà"))
    [error] = result.errors
    assert (error.row_no, error.code) == (3, Code.PHONE_TWICE)
    assert error.facts == {"other_row": 2, "other_name": "Lê Văn An"}
    twice = parsed(changed(email="a@example.vn"), changed(name="B C", phone="0951000037", email="A@example.vn"))
    assert [error.code for error in twice.errors] == [Code.EMAIL_TWICE]


def test_one_person_counts_once_in_each_team():
    result = parsed(AN, changed(name="lê văn an", team="TỔ 1"), changed(team="Tổ 2"))
    assert [(person.row_no, person.team) for person in result.rows] == [(2, "Tổ 1"), (4, "Tổ 2")]
    [notice] = result.notices
    assert (notice.code, notice.facts["row"], notice.facts["other_row"]) == (NoticeCode.PERSON_TWICE, 3, 2)


def test_private_columns_are_reported_and_never_read():
    result = parsed((*AN, "001203004567", "Kinh", "áo M"), head=(*HEAD, "Số CCCD", "Dân tộc", "Cỡ áo"))
    assert result.errors == []
    assert "001203004567" not in repr(result)
    assert [(notice.code, notice.facts["label"]) for notice in result.notices] == [
        (NoticeCode.COLUMN_DROPPED, "Số CCCD"),
        (NoticeCode.COLUMN_DROPPED, "Dân tộc"),
        (NoticeCode.COLUMN_UNUSED, "Cỡ áo"),
    ]


def test_a_sheet_without_a_needed_column_says_so_once():
    result = parsed(("Lê Văn An", 1990), ("Lê Thị Hà", 1991), head=("Họ và tên", "Năm sinh"))
    assert [(error.code, error.field) for error in result.errors] == [
        (Code.COLUMN_MISSING, PeopleField.PHONE),
        (Code.COLUMN_MISSING, PeopleField.TEAM),
    ]
    assert {error.row_no for error in result.errors} == {1}


def test_headings_alone_are_an_error():
    assert only_error().code is Code.NO_ROWS
