"""Sheets typed for an old font, read as they were meant, before anything else of them is looked at."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from app.core.sheets import Sheet
from app.core.text import TextCode, could_be_old_font, excerpt, from_old_font
from app.exchange.rules.codes import Parsed, RowError
from app.exchange.rules.layout import Layout
from app.exchange.rules.questions import Answer, Asked, Option, Question
from app.exchange.rules.rows import SkipReason

FONT_KEY, TAKE, REFUSE = "font", "take", "refuse"
EXAMPLES = 12
_LONGEST = 4_100  # a longer text is refused by every field


@dataclass(frozen=True, slots=True)
class Recoded:
    """One cell: its text as it stands in the file, as it is read, and the font."""

    typed: str
    read: str
    font: str


def recoded(sheet: Sheet) -> tuple[Sheet, dict[tuple[int, int], Recoded]]:
    """The sheet with all text composed (NFC) and with that of old fonts in Unicode; the latter by (row, column).

    In a column in which old fonts are more frequent than text that only Unicode writes, what could be either is
    read as the font of the others.
    """
    found: dict[tuple[int, int], Recoded] = {}
    unclear: list[tuple[int, int]] = []
    rows, unicode = list(sheet.rows), Counter()
    for number, row in enumerate(sheet.rows):
        changed = None
        for column, value in enumerate(row):
            if type(value) is not str or value.isascii() or len(value) > _LONGEST:
                continue
            if _BEYOND.search(value):
                unicode[column] += 1
            elif old := from_old_font(value):
                found[number, column] = Recoded(value, old.text, old.font)
                changed = changed or list(row)
                changed[column] = old.text
                continue
            elif could_be_old_font(value):
                unclear.append((number, column))
            if not unicodedata.is_normalized("NFC", value):
                changed = changed or list(row)
                changed[column] = unicodedata.normalize("NFC", value)
        if changed:
            rows[number] = tuple(changed)
    if not found and all(new is old for new, old in zip(rows, sheet.rows, strict=True)):
        return sheet, found
    _decide(rows, found, unclear, unicode)
    return replace(sheet, rows=rows), found


_BEYOND = re.compile("[^\x00-\xff\u2013\u2014\u2018\u2019\u201c\u201d]")


def _decide(rows, found: dict, unclear: list, unicode: Counter) -> None:
    fonts: dict[int, Counter] = {}
    for (_, column), one in found.items():
        fonts.setdefault(column, Counter())[one.font] += 1
    for number, column in unclear:
        counted = fonts.get(column)
        if not counted or counted.total() <= unicode[column]:
            continue
        value = rows[number][column]
        old = from_old_font(value, counted.most_common(1)[0][0])
        if old:
            found[number, column] = Recoded(value, old.text, old.font)
            rows[number] = tuple(old.text if c == column else v for c, v in enumerate(rows[number]))


class Fonts:
    """The cells of a book that were typed for an old font and count as data."""

    def __init__(self):
        self.cells: list[tuple[int, str, object, Recoded]] = []  # row, heading, field, cell

    def add(self, found: dict[tuple[int, int], Recoded], layout: Layout, parsed: Parsed) -> None:
        skipped = {int(one.row_no) for one in parsed.skipped if one.why is not SkipReason.BAND}
        bands = {int(one.row_no) for one in parsed.skipped if one.why is SkipReason.BAND}
        for (row, column), one in sorted(found.items()):
            what = layout.columns.get(column)
            if row + 1 < layout.first_row or row + 1 in skipped or (what is None and row + 1 not in bands):
                continue
            self.cells.append((layout.row_no(row), layout.labels.get(column, ""), what, one))

    def settle(self, whole: Parsed) -> None:
        """Ask about them, or refuse their rows where somebody said that they are not read rightly."""
        if not self.cells:
            return
        options = (Option(TAKE, Answer.TAKE_READING), Option(REFUSE, Answer.REFUSE_READING))
        fonts = ", ".join(dict.fromkeys(one.font for *_, one in self.cells))
        read = dict.fromkeys(f"{excerpt(one.typed, 40)} → {excerpt(one.read, 40)}" for *_, one in self.cells)
        rows = tuple(dict.fromkeys(row for row, *_ in self.cells))
        answer = whole.answers.get(FONT_KEY)
        whole.questions.append(
            Question(FONT_KEY, Asked.OLD_FONT, {"font": fonts}, options, rows, tuple(read)[:EXAMPLES], answer)
        )
        if answer == REFUSE:
            for row, label, what, one in self.cells:
                facts = {"text": excerpt(one.typed), "font": one.font, "read": excerpt(one.read)}
                whole.errors.append(RowError(row, label, TextCode.OLD_FONT, facts, what))
