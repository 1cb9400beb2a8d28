"""Whether a password is one of those that are tried first: the world's most used ones (``common_passwords.txt``),
those near at hand in a ward, and what a program makes of them by itself."""

import re
import unicodedata
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

_FILE = Path(__file__).with_name("common_passwords.txt")

# What somebody in Vietnam or in a ward hits upon first, folded; lengthened or not.
_NEAR = """
matkhau gocua doanphuong doanthanhnien thanhnien tinhnguyen tinhnguyenvien phuongcuanam cuanam kienhung phuong
hanoi vietnam saigon anhyeuem emyeuanh yeuanh yeuem khongcan khongbiet toiyeuvietnam yeunuocviet chuyendoiso
binhdanhocvuso ngaydem vneid motcua dichvucong hotich congan cmnd cccd choidi xinchao chaoban hoilamgi maimaiyeu
nguyenvan nguyenthi tranvan tranthi banbe giadinh conyeu meyeu boyeu tinhyeu hanhphuc thanhcong maylaai nhoemyeu
"""
# Letters as signs and digits that look like them.
_LOOKS = str.maketrans("@$!013457", "asioieast")
_LOOKS_ELSE = str.maketrans("@$!013457", "aslolesst")
# So much more than a word may stand before and after it and is guessed with it: "1234matkhau", "Hanoi@2026".
_BEFORE, _AFTER = 4, 8


@cache
def _known() -> frozenset[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found = (line for line in lines if line and not line.startswith("#"))
    return frozenset(_NEAR.split()).union(found)


def is_common(password: str) -> bool:
    """Case, marks, blanks, a year or a sign at its end, and signs in the place of letters count for nothing."""
    plain = _plain(password)
    return (
        len(set(plain)) <= 2
        or _repeats(plain)
        or _runs(plain)
        or _is_day(plain)
        or any(_is_known(spelt) for spelt in _spellings(plain))
        or _is_known(_core(plain).translate(_LOOKS))
        or _is_known(_core(plain).translate(_LOOKS_ELSE))
    )


def _plain(password: str) -> str:
    """Small letters without marks and blanks; signs stay, which stand for letters."""
    apart = unicodedata.normalize("NFD", password.lower().replace("đ", "d"))
    return "".join(one for one in apart if not unicodedata.combining(one) and not one.isspace())


def _spellings(plain: str) -> set[str]:
    bare = re.sub(r"[\W_]", "", plain)
    return {plain, bare, plain.translate(_LOOKS), plain.translate(_LOOKS_ELSE)}


def _is_known(plain: str) -> bool:
    known = _known()
    return plain in known or _core(plain) in known


def _core(plain: str) -> str:
    """What is left without the digits and signs around it; all of it where these are many or the word is short."""
    found = re.fullmatch(rf"[^a-z]{{0,{_BEFORE}}}([a-z].{{2,}}[a-z])[^a-z]{{0,{_AFTER}}}", plain)
    return found[1] if found else plain


def _repeats(plain: str) -> bool:
    """One to four characters again and again: "abcdabcd", "12341234"."""
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, 5))


def _runs(plain: str) -> bool:
    """Up or down by one, digits beginning anew after nine: "34567890", "hgfedcba"."""
    steps = {(ord(b) - ord(a)) % (10 if plain.isdecimal() else 256) for a, b in pairwise(plain)}
    return len(steps) == 1 and steps <= {0, 1, 9, 255}


def _is_day(plain: str) -> bool:
    """A day of somebody's life, as people write one: "01021990", "1990-02-01", "1/2/1990"."""
    digits = re.sub(r"[/.\-]", "", plain)
    if re.fullmatch(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}", plain):
        return True
    if not re.fullmatch(r"\d{8}", digits):
        return False
    first, second, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    orders = ((year, second, first), (year, first, second), (int(digits[:4]), int(digits[4:6]), int(digits[6:])))
    return any(_exists(*one) for one in orders)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year <= 2100
    except ValueError:
        return False
