"""How a sheet is laid out: where the headings are and what each column means."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.core.sheets import Sheet
from app.core.sheets.scan import letters
from app.core.text import fold
from app.exchange.rules.fields import (
    PEOPLE,
    Field,
    LogField,
    Never,
    PeopleField,
    Target,
    closeness,
    is_identity_heading,
)
from app.exchange.rules.rows import RowNo
from app.exchange.rules.shape import filled, find_bands

_SEARCHED = 30  # rows from the top in which the headings must be
_LONGEST = 80  # characters of a heading


@dataclass(frozen=True)
class Layout:
    """Rows count as in Excel, from 1 (`header_row` 0: no headings found); columns count from 0.

    `columns` holds every column with a heading or a value: its field, or None where it is not read.
    `dropped` columns hold identity numbers or other private data: they are never read, whatever is asked.
    """

    target: Target
    header_row: int
    first_row: int
    columns: dict[int, Field | None]
    labels: dict[int, str] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    bands: bool = False
    is_list: bool = False  # whether known headings were found
    team_named: bool = False  # the name of the sheet is the team of those whom nothing else gives one
    hidden_too: bool = False  # whether rows that are hidden in the file are read
    crossed_too: bool = False  # whether rows that are crossed out in the file are read
    sheet: str = ""  # the name by which rows are told apart, where several sheets of a book are read
    sheet_number: int = 0

    def row_no(self, row: int) -> RowNo:
        """The number by which a row (from 0) is called."""
        return RowNo(row + 1, self.sheet, self.sheet_number)

    def with_columns(self, chosen: Mapping[int, Field | None]) -> "Layout":
        """The same sheet with a person's own match; columns not named keep theirs unless it moved away."""
        taken = {what for what in chosen.values() if what is not None}
        columns = {c: (None if what in taken else what) for c, what in self.columns.items()}
        columns |= {c: what for c, what in chosen.items() if c in self.columns and c not in self.dropped}
        return replace(self, columns=columns)

    def with_bands(self, sheet: Sheet) -> "Layout":
        """The same layout, with `bands` telling whether rows name the team of those below them."""
        name = self.column(PeopleField.NAME) if self.target is PEOPLE else None
        return replace(self, bands=bool(find_bands(sheet, self.first_row - 1, name)))

    def column(self, what: Field) -> int | None:
        """The first column with this field."""
        return self._places.get(what)

    @cached_property
    def _places(self) -> dict[Field, int]:
        return {what: c for c, what in sorted(self.columns.items(), reverse=True) if what}

    def twice(self) -> list[tuple[int, Field]]:
        """Columns whose field an earlier column has already."""
        return [(c, what) for c, what in sorted(self.columns.items()) if what and self.column(what) != c]

    def unread(self) -> list[int]:
        """Columns that no field claims, but for running numbers, signatures and the like."""
        usual = self.target.words[Never.UNUSED]
        left = (c for c, what in self.columns.items() if what is None and c not in self.dropped)
        return [c for c in left if not any(closeness(fold(self.labels[c]), word) for word in usual)]

    def missing(self) -> list[Field]:
        """The first field of each needed group without a column."""
        has = set(self.columns.values())
        if self.bands or self.team_named:
            has.add(PeopleField.TEAM)
        return [group[0] for group in self.target.needed if not has.intersection(group)]


def guess(sheet: Sheet, target: Target) -> Layout:
    """Find the row of headings, one or two lines deep, and match its columns by their synonyms."""
    best, found = None, 0
    for deep in (False, True):
        for row in range(min(_SEARCHED, len(sheet.rows))):
            if deep and not _may_be_second_line(sheet, row + 1):
                continue
            labels = _labels(sheet, row, deep)
            columns = _match(labels, target)
            count = len({what for what in columns.values() if what and not isinstance(what, Never)})
            if count > found and count >= 2 and _names_rows(columns):
                best, found = (row + deep, labels, columns), count
    if best is None:
        return below(sheet, target, _likely_headings(sheet))
    last, labels, columns = best
    return replace(_finish(sheet, target, last, labels, columns), is_list=True)


def below(sheet: Sheet, target: Target, header_row: int) -> Layout:
    """The layout with the headings in this row, counted from 1; with 0 every row is data."""
    if not 1 <= header_row <= len(sheet.rows):
        width = len(sheet.rows[0]) if sheet.rows else 0
        return Layout(target, 0, 1, dict.fromkeys(range(width)), {c: letters(c) for c in range(width)})
    labels = _labels(sheet, header_row - 1, False)
    return _finish(sheet, target, header_row - 1, labels, _match(labels, target))


def _likely_headings(sheet: Sheet) -> int:
    """The fullest of the first rows that holds words only, from 1: headings that no synonym knows. 0: none."""
    rows = [row for row in range(min(_SEARCHED, len(sheet.rows) - 1)) if _may_be_second_line(sheet, row)]
    return max(rows, key=lambda row: (len(filled(sheet.rows[row])), -row)) + 1 if rows else 0


def _finish(sheet, target, last, labels, columns) -> Layout:
    full = {c: " ".join(part for part in lines if part) for c, lines in labels.items()}
    private = {c for c, what in columns.items() if what is Never.PRIVATE}
    private |= {c for c, label in full.items() if is_identity_heading(fold(label))}
    if target is PEOPLE:
        _pair_up_names(sheet, last, columns, full)
        _pair_up_years(columns)
    read = {c: (None if isinstance(what, Never) else what) for c, what in columns.items()}
    for c in {c for row in sheet.rows[last + 1 :] for c in filled(row)}:
        read.setdefault(c, None)
    full = {c: full.get(c) or letters(c) for c in read}
    layout = Layout(target, last + 1, last + 2, dict(sorted(read.items())), full, frozenset(private))
    return layout.with_bands(sheet)


def best_sheet(sheets: list[Sheet], target: Target) -> tuple[Sheet, Layout]:
    """The sheet in which most columns are recognised (a book may open with a page of instructions)."""
    guessed = [(sheet, guess(sheet, target)) for sheet in sheets]
    return max(guessed, key=lambda pair: sum(what is not None for what in pair[1].columns.values()))


def _names_rows(columns) -> bool:
    return any(what in columns.values() for what in (PeopleField.NAME, LogField.NAME, LogField.DAY))


def _text(value) -> str:
    """A heading as it can be shown: one line, printable characters only."""
    text = "".join(c if c.isprintable() else " " for c in value) if isinstance(value, str) else ""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if len(text) <= _LONGEST else ""


def _may_be_second_line(sheet: Sheet, row: int) -> bool:
    """Data rows hold numbers or dates, a band stands alone; a second line of headings holds several words."""
    values = list(filled(sheet.rows[row]).values()) if row < len(sheet.rows) else []
    return len(values) >= 2 and all(_text(v) and sum(c.isdigit() for c in v) < 3 for v in values)


def _labels(sheet: Sheet, row: int, deep: bool) -> dict[int, tuple[str, str]]:
    """(upper line, lower line) of the heading of each column that has one."""
    if deep:
        upper, lower = _spread(sheet, row), [_text(v) for v in sheet.rows[row + 1]]
        upper = [_inherited(upper, lower, c) for c in range(len(lower))]
    else:
        lower = [_text(v) for v in sheet.rows[row]]
        above = _spread(sheet, row - 1, groups_only=True) if row else [""] * len(lower)
        upper = [over if own else "" for over, own in zip(above, lower, strict=True)]
    pairs = enumerate(zip(upper, lower, strict=True))
    return {c: (over if over != own else "", own) for c, (over, own) in pairs if over or own}


def _spread(sheet: Sheet, row: int, groups_only: bool = False) -> list[str]:
    """A row of headings with each merged one repeated over the columns below it."""
    texts = ["" if groups_only else _text(v) for v in sheet.rows[row]]
    for top, left, _, right in sheet.merged:
        if top == row and 0 < left < right < len(texts) and right - left < 6:
            texts[left : right + 1] = [_text(sheet.rows[row][left])] * (right - left + 1)
    return texts


def _inherited(upper: list[str], lower: list[str], c: int) -> str:
    """ "Năm sinh" stands over "Nam" and "Nữ" even where somebody undid the merging."""
    if not upper[c] and fold(lower[c]) in ("nam", "nu"):
        return next((text for text in reversed(upper[max(0, c - 2) : c]) if text), "")
    return upper[c]


def _match(labels: dict[int, tuple[str, str]], target: Target) -> dict[int, Field | Never | None]:
    """The best field of each heading, best fits first; a field is given once."""
    bids = []
    for c, lines in labels.items():
        if is_identity_heading(fold(" ".join(lines))):
            continue
        # The line next to the data says more than the group above it.
        for text in (fold(lines[1]), fold(" ".join(lines))):
            fits = [(closeness(text, word), what) for what, words in target.words.items() for word in words]
            fits = [(fit, what) for fit, what in fits if fit]
            if fits:
                fit, what = max(fits, key=lambda pair: pair[0])
                bids.append((-fit, c, what))
                break
    columns = dict.fromkeys(labels)
    for _, c, what in sorted(bids, key=lambda bid: bid[:2]):
        if isinstance(what, Never) or what not in columns.values():
            columns[c] = what
    return columns


def _pair_up_names(sheet: Sheet, last: int, columns: dict, labels: dict) -> None:
    """One heading merged over two columns: family and middle name in the first, given name in the second."""
    c = next((c for c, what in columns.items() if what is PeopleField.NAME), None)
    for top, left, bottom, right in sheet.merged:
        if c == left and right == left + 1 and top <= last <= bottom:
            columns[left], columns[right] = PeopleField.FAMILY_NAME, PeopleField.NAME
            labels[right] = labels[left]


def _pair_up_years(columns: dict) -> None:
    """A lone "Năm" is the year of birth, not the men's column: that one comes with a women's."""
    found = {what: c for c, what in columns.items()}
    if PeopleField.BIRTH_YEAR_MALE in found and not found.keys() & {
        PeopleField.BIRTH_YEAR_FEMALE,
        PeopleField.BIRTH_YEAR,
    }:
        columns[found[PeopleField.BIRTH_YEAR_MALE]] = PeopleField.BIRTH_YEAR
