"""Names that look alike are one, or one of them is refused with its letter."""

import unicodedata

import pytest

from app.core.text import TextCode, TextProblem, clean_name, identity_key, same_name

AN = "Nguyễn Văn An"


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Văn An\u200d",
        "Nguyễn\u200c Văn An",
        "Nguyễn\u00a0Văn An",
        "Nguyễn\u202fVăn\u2007An",
        "Nguyễn\u3000Văn An",
        "Ｎguyễn Văn Ａｎ",
        "Nguyễn Văn An\ufe0f",
        "Nguyễn\U000e0100 Văn An",
        "Nguyễn Văn An\U000e0041",
        "Nguyễn\u3164Văn An",
        "Nguyễn\uffa0Văn\u115fAn\u1160",
        "Nguyễn\u034f Văn An",
        "Nguyễn\u2060 Văn\u2062 An",
        "Nguyễn\u00ad Văn An",
        "Nguyễn\u2800Văn An",
        "𝐍guyễn Văn 𝖠𝗇",
        "Nguyễn\u17b4 Văn\u180e An",
        "\ufeffNguyễn\u2002 Văn An",
        unicodedata.normalize("NFD", AN),
        "Nguyễn Văn A\ufffan",
    ],
)
def test_what_nobody_sees_makes_no_other_name(typed):
    assert clean_name(typed, 100) == AN


@pytest.mark.parametrize(
    ("typed", "point", "name"),
    [
        ("Nguyễn Văn \u0410n", "U+0410", "Cyrillic capital letter a"),
        ("Nguyễn V\u0430n An", "U+0430", "Cyrillic small letter a"),
        ("\u039dguyễn", "U+039D", "Greek capital letter nu"),
        ("Nguyễn Văn \u0251n", "U+0251", "Latin small letter alpha"),
        ("Nguyễn Văn A\u0578", "U+0578", "Armenian small letter vo"),
        ("Nguyen Van \u13aan", "U+13AA", "Cherokee letter go"),
        ("Nguyễn Văn \u1d00n", "U+1D00", "Latin letter small capital a"),
        ("Tổ \u0663", "U+0663", "Arabic-indic digit three"),
        ("Nguyễn Văn A\u0336n", "U+0336", "Combining long stroke overlay"),
        ("Nguyễn Văn \ue000", "U+E000", "?"),
        ("T\u0131nh", "U+0131", "Latin small letter dotless i"),
    ],
)
def test_a_letter_that_looks_like_another_is_refused_by_its_name(typed, point, name):
    with pytest.raises(TextProblem) as problem:
        clean_name(typed, 100)
    assert problem.value.code is TextCode.LETTER
    assert (problem.value.facts["point"], problem.value.facts["name"]) == (point, name)


@pytest.mark.parametrize(
    "name",
    [
        AN,
        "José Núñez",
        "Łukasz Żółć",
        "Ștefan",
        "H’Hen Niê",
        "Y Thịnh Êban",
        "Câu lạc bộ “A & B” – Tổ 1",
        "Tổ ♥ 1",
        "Ế",
    ],
)
def test_ordinary_names_stay(name):
    assert clean_name(name, 100) == name


def test_eth_is_our_letter_and_lost_letters_are_refused():
    assert clean_name("\u00d0ỗ Thị \u0189ào", 50) == "Đỗ Thị Đào"
    with pytest.raises(TextProblem) as problem:
        clean_name("Nguy\ufffdn", 50)
    assert problem.value.code is TextCode.LOST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("Phan Thị Thuý", "PHAN THỊ  Thúy"),
        ("Quý", "Qúy"),
        ("Khoẻ", "Khỏe"),
        ("Giường", "Giừơng"),
        ("Gìa", "Già"),
        ("Thôn Hoà-Bình 1", "Thôn Hòa-Bình 1"),
        ("Nguyễn", unicodedata.normalize("NFD", "Nguyễn")),
        ("H'Hen", "H’Hen"),
        ("Thuỷ Tuý", "Thủy Túy"),
    ],
)
def test_two_spellings_of_a_name_are_one(one, other):
    assert identity_key(one) == identity_key(other)
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thôn Sơn", "Thôn Sớn"),
        ("Thôn Mường", "Thôn Muống"),
        ("Đông", "Đồng"),
        ("Hạ", "Hà"),
        ("Quy", "Quý"),
        ("Khuyên", "Khuyến"),
        ("Lý", "Lí"),
        ("José", "Jóse"),
        ("Tổ hoa1", "Tổ hoà"),
        ("Dung", "Đung"),
    ],
)
def test_marks_make_other_names(one, other):
    assert identity_key(one) != identity_key(other)
    assert not same_name(one, other) or one.isascii()
