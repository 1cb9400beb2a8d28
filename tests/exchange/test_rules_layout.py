"""Headings as other wards write them."""

import pytest

from app.core.sheets import Sheet
from app.exchange.rules import (
    PEOPLE,
    KindField,
    KindNames,
    LogField,
    PeopleField,
    best_sheet,
    guess,
    logs_target,
)

KINDS = [
    KindNames("support_turn", "Lượt người dân được hỗ trợ", "Support turns"),
    KindNames("vneid_level2", "Cài đặt, kích hoạt VNeID mức 2", "VNeID level 2 activated"),
    KindNames("digital_signature", "Chữ ký số cá nhân", "Personal digital signatures"),
    KindNames("online_dossier", "Hồ sơ dịch vụ công trực tuyến", "Online service dossiers guided"),
    KindNames("household_visit", "Hộ được đến tận nhà", "Households visited"),
    KindNames("tree", "Cây được trồng", "Trees planted"),
]


def sheet(*rows, merged=()):
    width = max(len(row) for row in rows)
    return Sheet("S", [tuple(row) + (None,) * (width - len(row)) for row in rows], tuple(merged))


def people(*headings):
    return list(guess(sheet(headings, (1,) * len(headings)), PEOPLE).columns.values())


def logs(*headings):
    return list(guess(sheet(headings, (1,) * len(headings)), logs_target(KINDS)).columns.values())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("SĐT", PeopleField.PHONE),
        ("ĐT", PeopleField.PHONE),
        ("Đ/T", PeopleField.PHONE),
        ("Số ĐT", PeopleField.PHONE),
        ("SỐ ĐIỆN\nTHOẠI", PeopleField.PHONE),
        ("di động", PeopleField.PHONE),
        ("ĐT liên hệ", PeopleField.PHONE),
        ("SĐT tình nguyện viên", PeopleField.PHONE),
        ("Số Zalo", PeopleField.PHONE),
        ("Giới tính (Nam/Nữ)", PeopleField.GENDER),
        ("Ngày, tháng, năm sinh", PeopleField.BIRTH_YEAR),
        ("Năm", PeopleField.BIRTH_YEAR),
        ("Địa chỉ email", PeopleField.EMAIL),
        ("Tổ CĐS", PeopleField.TEAM),
        ("Tổ công nghệ số", PeopleField.TEAM),
        ("Chi đoàn", PeopleField.TEAM),
        ("Đơn vị công tác", PeopleField.TEAM),
        ("Tên tổ", PeopleField.TEAM),
        ("Chức vụ trong tổ", PeopleField.POSITION),
        ("Nhiệm vụ", PeopleField.POSITION),
        ("Vai trò", PeopleField.POSITION),
        ("GHI CHÚ", PeopleField.NOTE),
        ("STT", None),
        ("Ký tên", None),
        ("Đối tượng", None),
        ("Địa chỉ", None),
    ],
)
def test_headings_of_people(heading, field):
    assert people("Họ đệm", "Tên", heading) == [PeopleField.FAMILY_NAME, PeopleField.NAME, field]


@pytest.mark.parametrize("heading", ["Họ tên", "HỌ VÀ TÊN", "Tên", "Full name", "ho va ten"])
def test_headings_of_names(heading):
    assert people("STT", heading, "SĐT")[1] is PeopleField.NAME


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ngày trực", LogField.DAY),
        ("Date", LogField.DAY),
        ("Ca trực", LogField.SLOT),
        ("Buổi", LogField.SLOT),
        ("Địa điểm", LogField.POINT),
        ("Điểm lưu động", LogField.POINT),
        ("Thời gian (phút)", LogField.MINUTES),
        ("Số giờ", LogField.HOURS),
        ("Thời gian (giờ)", LogField.HOURS),
        ("Số người cao tuổi được hỗ trợ", LogField.ELDERLY),
        ("Lượt hỗ trợ người khuyết tật", LogField.DISABLED),
        ("Hộ nghèo, cận nghèo", LogField.POOR_HOUSEHOLD),
        ("Lượt hỗ trợ", KindField("support_turn")),
        ("Số lượt người dân được hỗ trợ", KindField("support_turn")),
        ("Số lượt VNeID", KindField("vneid_level2")),
        ("Tài khoản định danh mức độ 2", KindField("vneid_level2")),
        ("Chữ ký số", KindField("digital_signature")),
        ("Chữ ký", None),
        ("Số hồ sơ", KindField("online_dossier")),
        ("Số hộ", KindField("household_visit")),
        ("Cây được trồng", KindField("tree")),
        ("trees planted", KindField("tree")),
        ("Ngày sinh", None),
        ("Giờ bắt đầu", LogField.FROM),
        ("Từ giờ", LogField.FROM),
        ("Đến giờ", LogField.TO),
        ("Giờ đến", LogField.FROM),
        ("Giờ về", LogField.TO),
        ("Thời gian", LogField.TIME),
        ("Thời gian (phút)", LogField.MINUTES),
    ],
)
def test_headings_of_logs(heading, field):
    columns = logs("Họ và tên", "SĐT", heading)
    assert columns[2] == field


@pytest.mark.parametrize(
    "heading",
    ["CCCD", "Số CCCD/CMND", "CMND", "Số định danh cá nhân", "Mã định danh", "Hộ chiếu", "Căn cước", "Passport No"],
)
def test_identity_numbers_are_never_read(heading):
    for target in (PEOPLE, logs_target(KINDS)):
        found = guess(sheet(("Họ và tên", "SĐT", heading), ("a", "b", "c")), target)
        assert found.columns[2] is None
        assert found.dropped == {2}
        assert found.with_columns({2: target.field("note")}).columns[2] is None


def test_names_of_citizens_are_never_read():
    found = guess(sheet(("Ngày", "SĐT", "Họ và tên người dân", "Ghi chú"), (1,) * 4), logs_target(KINDS))
    assert found.dropped == {2}
    assert LogField.NAME not in found.columns.values()


def test_headings_can_be_shown_and_stored():
    found = guess(sheet(("Họ\0 và\u202e\ntên", "S\x07", "SĐT"), (1, 2, 3)), PEOPLE)
    assert found.labels == {0: "Họ và tên", 1: "S", 2: "SĐT"}


def test_the_better_fit_gets_the_field():
    assert people("Họ và tên", "Điện thoại bàn", "Số điện thoại") == [
        PeopleField.NAME,
        None,
        PeopleField.PHONE,
    ]


def test_two_heading_rows_merged_downwards():
    rows = sheet(
        ("TT", "Họ và tên", "Năm sinh", None, "SĐT"),
        (None, None, "Nam", "Nữ", None),
        (1, "Lê Văn An", 1990, None, "0951000000"),
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)],
    )
    found = guess(rows, PEOPLE)
    assert (found.header_row, found.first_row) == (2, 3)
    assert found.columns[2] is PeopleField.BIRTH_YEAR_MALE
    assert found.columns[3] is PeopleField.BIRTH_YEAR_FEMALE
    assert found.labels[3] == "Năm sinh Nữ"


def test_one_heading_over_two_columns_of_a_name():
    rows = sheet(("TT", "Họ và tên", None, "SĐT"), (1, "Lê Văn", "An", "0951000000"), merged=[(0, 1, 0, 2)])
    found = guess(rows, PEOPLE)
    assert found.columns[1] is PeopleField.FAMILY_NAME
    assert found.columns[2] is PeopleField.NAME


def test_a_person_can_correct_the_match():
    found = guess(sheet(("Họ và tên", "Liên lạc", "SĐT", "Tổ"), ("a", "b", "c", "d")), PEOPLE)
    assert found.columns[1] is None
    chosen = found.with_columns({1: PEOPLE.field("phone")})
    assert chosen.columns == {0: PeopleField.NAME, 1: PeopleField.PHONE, 2: None, 3: PeopleField.TEAM}
    twice = found.with_columns({1: PeopleField.NOTE, 3: PeopleField.NOTE})
    assert twice.twice() == [(3, PeopleField.NOTE)]
    assert PEOPLE.field("") is None
    assert logs_target(KINDS).field("kind:tree") == KindField("tree")
    with pytest.raises(ValueError, match="salary"):
        PEOPLE.field("salary")


def test_a_sheet_without_headings_is_left_to_the_person():
    found = guess(sheet(("Lê Văn An", "0951000000"), ("Lê Thị Hà", "0951000037")), PEOPLE)
    assert (found.header_row, found.first_row) == (0, 1)
    assert found.labels == {0: "A", 1: "B"}
    assert found.missing() == [PeopleField.NAME, PeopleField.PHONE, PeopleField.TEAM]
    assert guess(Sheet("S", []), PEOPLE).columns == {}


def test_the_sheet_with_the_list_is_found_behind_the_instructions():
    help_page = sheet(("Hướng dẫn điền danh sách",), ("Họ và tên: viết đầy đủ",))
    the_list = sheet(("Họ và tên", "SĐT"), ("Lê Văn An", "0951000000"))
    assert best_sheet([help_page, the_list], PEOPLE)[0] is the_list
