"""Rows that are not data: bands that name a team, repeated headings, totals, signatures."""

import re
import unicodedata
from itertools import pairwise

from app.core.sheets import Formula, Sheet
from app.core.text import fold

_TEAM_WORDS = re.compile(
    r"(?:to|tdp|doi|thon|khu pho|khu|ap|xom|buon|lang|chi doan|nhom|doan) .*\d"
    r"|(?:to dan pho|to chuyen doi so|to cong nghe|to cds|chi doan|doan tncs|doan thanh nien|doan phuong"
    r"|doan xa|cau lac bo|clb|doi hinh|hoi lien hiep|bo phan|cong an)\b.*"
)
_FOOT_WORDS = re.compile(
    r"(?:tm|kt|tl|tuq|nguoi lap|can bo lap|chu tich|pho chu tich|thu truong|xac nhan|noi nhan|da ky|ky ten"
    r"|ky ghi ro|danh sach nay|danh sach gom|an dinh danh sach)\b.*|.*\bngay \w* ?thang\b.*"
)
# With its marks, for "Tống Công Minh" is a name.
_TOTAL_WORDS = re.compile(r"(?:tổng|cộng(?! đồng))\b.*|(?:tong|cong|tong cong|tong so|total)[ :]*")
_COUNTS = re.compile(r"\s*[(:–-]\s*\d+\s*(?:người|thành viên|đ/c|đồng chí)\s*\)?\s*$", re.IGNORECASE)
_NUMBER, _BETWEEN = re.compile(r"\d{8}"), re.compile(r"[\s.()+-]")
_NUMBERING = re.compile(r"^(?:[IVXLC]+|\d{1,2}|[A-Z])[.)/]\s+(?=\D)")


def filled(row: tuple) -> dict[int, object]:
    """The columns of a row that hold something."""
    return {c: v for c, v in enumerate(row) if v is not None and not (isinstance(v, str) and not v.strip())}


def is_total(cells: dict[int, object]) -> bool:
    """A row of sums, opened by "Tổng" or "Cộng". Whether it holds a person is asked before (`holds_person`)."""
    first = next((v for v in cells.values() if isinstance(v, str)), "")
    return _says_total(first)


def _says_total(text: str) -> bool:
    return bool(_TOTAL_WORDS.fullmatch(unicodedata.normalize("NFC", " ".join(text.lower().split()))))


def holds_person(cells: dict[int, object], name_column: int | None, contact_columns: set[int]) -> bool:
    """Whether a row names somebody together with a contact, or with two more things and no word of a total in place
    of the name. Such a row is data, whatever word opens it."""
    name = cells.get(name_column)
    if not isinstance(name, str) or not _may_name(name):
        return False
    for column, value in cells.items():
        if column in contact_columns and _is_contact(value):
            return True
    return len(cells) > 2 and not _says_total(name) and not is_foot({name_column: name})


def _may_name(text: str) -> bool:
    """Whether it holds two letters and no digit."""
    letters = text.replace(" ", "")
    if letters.isalpha():
        return len(letters) > 1
    return sum(c.isalpha() for c in text) > 1 and not any(c.isdigit() for c in text)


def is_weighty(cells: dict[int, object]) -> bool:
    """Whether a row holds a name, a phone or a number."""
    return any(isinstance(v, (int, float)) or _is_contact(v) or _is_name(v) for v in cells.values())


def is_above(cells: dict[int, object]) -> bool:
    """Whether a row above the headings looks like a row of a list: it holds a phone, or a name and a number."""
    values = cells.values()
    numbered = any(isinstance(v, (int, float)) for v in values)
    return any(map(_is_contact, values)) or (numbered and len(cells) > 2 and any(map(_is_name, values)))


def _is_contact(value) -> bool:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, (str, int)):
        return False
    text = str(value)
    return bool(_NUMBER.search(text) or _NUMBER.search(_BETWEEN.sub("", text))) or "@" in text


def _is_name(value) -> bool:
    """Two words in a row that begin with a capital letter."""
    words = value.split() if isinstance(value, str) else []
    capital = [word[0].isupper() and word.isalpha() for word in words]
    return any(one and other for one, other in pairwise(capital))


def is_foot(cells: dict[int, object]) -> bool:
    """A line below the list: a date and place, an office, a signature."""
    return len(cells) <= 2 and any(isinstance(v, str) and _FOOT_WORDS.fullmatch(fold(v)) for v in cells.values())


def is_numbering(cells: dict[int, object]) -> bool:
    """The line "(1) (2) (3)" or "A B 1 2" under the headings."""
    return len(cells) >= 3 and all(
        re.fullmatch(r"\(?(?:\d{1,2}(?:\.0)?|[A-Z])\)?", str(v).strip()) for v in cells.values()
    )


def is_serial(value) -> bool:
    """A running number: 1, 2.0, "3." or a formula that counts."""
    return isinstance(value, (int, float, Formula)) or bool(re.fullmatch(r"\s*\d+[.)]?\s*", str(value)))


def band(sheet: Sheet, row: int, name_column: int | None) -> str | None:
    """The text of a row (from 0) that names the team of the people below it, or None."""
    cells = filled(sheet.rows[row])
    if len(cells) > 2 or name_column is None or holds_person(cells, name_column, set(cells) - {name_column}):
        return None
    texts = {c: v for c, v in cells.items() if isinstance(v, str)}
    if not texts or is_foot(cells):
        return None
    place, text = max(texts.items())
    if place > name_column or len(fold(text)) < 2 or is_serial(text) or is_total(cells):
        return None
    if len(cells) == 1:
        merged = any(top == row and left <= place < right for top, left, _, right in sheet.merged)
        plain = merged or place < name_column or _TEAM_WORDS.fullmatch(fold(text))
        return _bare(text) if plain else None
    mark = cells[min(cells)]
    roman = isinstance(mark, str) and re.fullmatch(r"\s*(?:[IVXLC]+|[A-Z])[.)]?\s*", mark)
    return _bare(text) if min(cells) < name_column and roman else None


def find_bands(sheet: Sheet, first: int, name_column: int | None) -> list[int]:
    """The rows (from 0) that name teams, from row `first` on."""
    return [row for row in range(first, len(sheet.rows)) if band(sheet, row, name_column)]


def _bare(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return _NUMBERING.sub("", _COUNTS.sub("", text)).strip() or text
