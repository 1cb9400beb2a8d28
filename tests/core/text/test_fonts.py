"""Old fonts and garbled text are recognised, and good names never."""

import json
import unicodedata
from pathlib import Path

import pytest

from app.core.text import TextCode, TextProblem, clean_name, from_old_font, is_garbled
from app.core.text.fonts import TCVN3, VNI, ungarbled
from app.core.text.syllables import _ONSETS, _RHYMES, VOWELS, is_word

FAMILIES_LIST = """
Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đào, Đoàn, Vương,
Trịnh, Trương, Đinh, Lâm, Phùng, Mai, Tô, Hà, Tạ, Lò, Lường, Quàng, Cầm, Bàn, Triệu, Đàm, Nông, Hứa, Sùng,
Giàng, Vừ, Thào, Chảo, Lương, Châu, La, Thạch, Sơn, Danh, Kim, Tăng
"""
GIVEN_LIST = """
An, Ân, Ái, Bình, Bảo, Cường, Châu, Dũng, Đức, Đạt, Giang, Hà, Hòa, Hoà, Hùng, Hương, Khánh, Kiên, Lan, Linh,
Long, Mai, Mỹ, Nam, Nga, Ngọc, Nhung, Oanh, Phú, Phương, Quý, Quỳnh, Sơn, Tâm, Thảo, Thúy, Thuý, Trang, Trí,
Tú, Tuấn, Uyên, Vân, Vinh, Xuân, Yến, Ý, Sô, Tô, Bé, Tý, Ê, Ơn
"""
FOREIGN_LIST = """
José, Müller, Jürgen, André, Zoë, Noël, Núñez, Peña, João, Chloé, Søren, Bjørn, Åsa, Hélène Dupont, Loïc
Dupont, François, Désirée, Anaïs Martin, Strauß, Ångström, Gómez, Brontë, Renée, Æthelred, Þór, Sigurðsson,
Conceição, Muñoz Íñigo, Citroën, Gößmann, Y Thịnh Êban, H'Hen Niê, K’Brôi, Rơ Châm H’Yéo, Siu Blưh, Đinh Yăng,
A Lăng Bhin, Thạch Sô Phol, Amí Đoan, Y Moan Ênuôl
"""
FAMILIES, GIVEN, FOREIGN = (
    [name.strip() for name in names.split(",")] for names in (FAMILIES_LIST, GIVEN_LIST, FOREIGN_LIST)
)


@pytest.mark.parametrize(
    ("typed", "meant", "font"),
    [
        ("NguyÔn V¨n §\xadêng", "Nguyễn Văn Đường", TCVN3),
        ("TrÇn ThÞ H\xad¬ng", "Trần Thị Hương", TCVN3),
        ("Lª Minh TuÊn", "Lê Minh Tuấn", TCVN3),
        ("NGUYÔN V¡N H¦NG", "NGUYỄN VĂN HƯNG", TCVN3),
        ("Hå V¨n Tó", "Hồ Văn Tú", TCVN3),
        ("Tæ d©n phè sè 12", "Tổ dân phố số 12", TCVN3),
        ("Sè ®iÖn tho¹i", "Số điện thoại", TCVN3),
        ("Tæ tr\xadëng (chÝnh)", "Tổ trưởng (chính)", TCVN3),
        ("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng", VNI),
        ("Ñoã Thò Phöôïng", "Đỗ Thị Phượng", VNI),
        ("ÑAËNG THÒ LÖÔNG", "ĐẶNG THỊ LƯƠNG", VNI),
        ("Toå daân phoá 3", "Tổ dân phố 3", VNI),
        ("Soá ñieän thoaïi", "Số điện thoại", VNI),
        ("Lyù Thò Myõ Uyeân", "Lý Thị Mỹ Uyên", VNI),
    ],
)
def test_text_of_an_old_font_is_read(typed, meant, font):
    found = from_old_font(typed)
    assert found and (found.text, found.font) == (meant, font)
    with pytest.raises(TextProblem) as problem:
        clean_name(typed, 100)
    assert problem.value.code is TextCode.OLD_FONT
    assert problem.value.facts["read"] == meant


def test_no_good_name_is_taken_for_an_old_font():
    names = [f"{family} {middle} {given}" for family in FAMILIES for middle in ("Văn", "Thị", "") for given in GIVEN]
    names += [name for name in names if name] + [name.upper() for name in names] + FOREIGN
    assert len(names) > 12_000
    taken = [name for name in names if from_old_font(name) or is_garbled(name)]
    assert taken == []


def test_no_syllable_of_vietnamese_is_taken_for_an_old_font():
    taken = []
    for onset in _ONSETS:
        for rhyme in _RHYMES:
            for place in (n for n, letter in enumerate(rhyme, 1) if letter in VOWELS):
                for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
                    word = unicodedata.normalize("NFC", onset + rhyme[:place] + tone + rhyme[place:])
                    if is_word(word):
                        taken += [w for w in (word, word.upper()) if from_old_font(w) or is_garbled(w)]
    assert taken == []


def test_the_text_of_the_demo_is_taken_for_nothing():
    texts = []

    def collect(thing):
        if isinstance(thing, str):
            texts.append(thing)
        for one in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
            collect(one)

    root = Path(__file__).parents[3]
    for path in root.glob("app/seeds/**/*.json"):
        collect(json.loads(path.read_text()))
    assert texts
    assert [text for text in texts if from_old_font(text) or is_garbled(text)] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Nguyá»…n VÄƒn Ä\ufffdÆ°á»\ufffdng", None),
        ("Tráº§n Thá»‹ HÆ°Æ¡ng", "Trần Thị Hương"),
        ("LÃª Minh TuáºĄn", None),
        ("LÃª Minh Tuáº¥n", "Lê Minh Tuấn"),
        ("Phan ThÃ¡i HÃ\xa0", "Phan Thái Hà"),
        ("Ä\x90áº·ng", "Đặng"),
    ],
)
def test_garbled_text_is_told_from_text(typed, meant):
    assert is_garbled(typed)
    assert ungarbled(typed) == meant
    with pytest.raises(TextProblem) as problem:
        clean_name(typed, 100)
    assert problem.value.code is TextCode.GARBLED


@pytest.mark.parametrize("text", ["XÃ…", "XÃ “TÂN BÌNH”", "HOÀ ÂN", "Ä", "Å", "A Ãn"])
def test_capital_letters_beside_quotes_are_no_garbled_text(text):
    assert not is_garbled(text)
