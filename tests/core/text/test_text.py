"""Words as people type them."""

import unicodedata

import pytest

from app.core.text import (
    TextCode,
    TextProblem,
    clean_text,
    fold,
    holds_identity_number,
    name_sort_key,
    normalise_email,
    normalise_phone,
)


def test_text_is_composed_stripped_and_its_blanks_collapsed():
    apart = unicodedata.normalize("NFD", "  Lê\u00a0 Thị\t Trang ")
    assert clean_text(apart, 50) == "Lê Thị Trang"
    assert clean_text("Số điện\nthoại", 50) == "Số điện thoại"
    assert clean_text("a\u200bb\u00adc\ufeff", 50) == "abc"


def test_lines_stay_only_where_asked():
    assert clean_text(" một \r\n\r\n\r\n\r\n hai  ba ", 50, multiline=True) == "một\n\nhai ba"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\0b", TextCode.NUL),
        ("a\x07b", TextCode.CONTROL),
        ("a\x85b", TextCode.CONTROL),
        ("a\ud800b", TextCode.CONTROL),
        ("a\uffffb", TextCode.CONTROL),
        ("ảnh\u202egpj.exe", TextCode.BIDI),
        ("a\u2066b", TextCode.BIDI),
        ("x" * 51, TextCode.TOO_LONG),
        ("x" * 100_000, TextCode.TOO_LONG),
        ("a" + "\u0301\u0323" * 50_000, TextCode.TOO_LONG),
    ],
)
def test_text_that_cannot_be_kept_is_refused_with_its_reason(text, code):
    with pytest.raises(TextProblem) as problem:
        clean_text(text, 50)
    assert problem.value.code is code
    if code is TextCode.TOO_LONG:
        assert problem.value.facts == {"limit": 50}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("SĐT", "sdt"),
        ("Họ và tên", "ho va ten"),
        (" Thời gian (phút) ", "thoi gian phut"),
        ("Nam/Nữ", "nam nu"),
        ("ĐOÀN_TNCS - Hồ Chí Minh", "doan tncs ho chi minh"),
        (unicodedata.normalize("NFD", "Ước Đặng"), "uoc dang"),
        ("", ""),
    ],
)
def test_folding_forgets_case_marks_and_punctuation(text, folded):
    assert fold(text) == folded


def test_names_sort_by_given_name_then_middle_then_family():
    ordered = [
        "Nguyễn An",
        "Trần An",
        "Nguyễn Bảo An",
        "Lê Thị An",
        "Lê Thị Thu An",
        "Lê Văn Ân",
        "Phạm Thị Dung",
        "Bùi Quang Đạt",
        "Lê Hà",
        "Lê Hả",
        "Lê Hã",
        "Lê Há",
        "Lê Hạ",
        "Lê Hàn",
        "Vũ Oanh",
        "Vũ Ôn",
        "Vũ Thơ",
        "Vũ Tuấn",
        "Vũ Từ",
        "Vũ Yến",
    ]
    mixed = ordered[::-1]
    assert sorted(mixed, key=name_sort_key) == ordered


def test_sort_keys_hold_for_every_collation():
    key = name_sort_key("Đặng Thị Ước 2 Ωé-x")
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
    assert name_sort_key("  ") == ""
    assert name_sort_key("ĐẶNG  Ước") == name_sort_key(unicodedata.normalize("NFD", "Đặng Ước"))


@pytest.mark.parametrize(
    "text",
    [
        "001203004567",
        "CCCD 001 203 004 567 của bác",
        "cmnd: 123.456.789",
        "0 0 1 2 0 3 0 0 4 5 6 7",
        "001-203–004 567",
        "001\u00a0203\u200b004567",
        "gọi 0951.000.000 nhé",
        "+84 951 000 000",
        "1234567890123456",
        "٠٠١٢٠٣٠٠٤٥٦٧",
        "(001203004567)",
    ],
)
def test_long_runs_of_digits_are_found_however_they_are_set(text):
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày 31/7/2025 lúc 8:00",
        "31.07.2025 08:30 210 phút",
        "31.7.2025 8h30 - 11h30",
        "từ 2025-07-31 08:30 đến 2025-09-13",
        "thu 1.234.567 đồng",
        "12345678",
        "tổ 12, 14, 16, 18, 20",
        "31/7/2025 - 13/9/2025",
    ],
)
def test_dates_times_and_amounts_pass(text):
    assert not holds_identity_number(text)


@pytest.mark.parametrize(
    "typed",
    [
        "0951000000",
        "0951.000.000",
        " 0951 000 000 ",
        "0951-000-000",
        "(0951) 000 000",
        951000000,
        951000000.0,
        "951000000",
        "951000000.0",
        "'0951000000",
        "+84951000000",
        "+84 951 000 000",
        "84951000000",
        84951000000,
        "0084 951 000 000",
        "+84 0951 000 000",
        "０９５１０００000",
        "0951\u00a0000\u200b000",
        "\u202a0951 000 000\u202c",
    ],
)
def test_every_way_to_write_a_phone_gives_one(typed):
    assert normalise_phone(typed) == "0951000000"


def test_landlines_have_eleven_digits():
    assert normalise_phone("024 3825 1234") == "02438251234"


@pytest.mark.parametrize(
    "typed",
    [
        None, "", "không có", "113", "12345678", "0951000000 / 0912000000", "0951-ABC-DEF", True, -951000000,
        951000000.5, float("nan"), float("inf"), 1e30, "+1 202 555 0100", "001203004567", "9" * 2000,
        "0" * 10, "095100000a",
    ],
)  # fmt: skip
def test_what_is_no_phone_gives_none(typed):
    assert normalise_phone(typed) is None


def test_emails_are_lower_case_and_never_looked_up():
    assert normalise_email(" U000@Example.VN ") == "u000@example.vn"
    for wrong in ("", "u000", "u000@", "a b@example.vn", "u@e.vn\nBcc: x@e.vn", "x" * 400 + "@e.vn"):
        assert normalise_email(wrong) is None
