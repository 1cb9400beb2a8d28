"""From an uploaded workbook to rows: which sheets, which columns, and what their rows say."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.reasons import Reason
from app.core.sheets import Sheet
from app.core.text import N_
from app.exchange.rules.choice import Choice, SheetChoice
from app.exchange.rules.codes import Code, Parsed, RowError
from app.exchange.rules.fields import PEOPLE, KindNames, PeopleField, Target, logs_target
from app.exchange.rules.layout import Layout, below, best_sheet, guess
from app.exchange.rules.logs import read_logs
from app.exchange.rules.matrix import Matrix, find_matrix, read_matrix
from app.exchange.rules.people import read_people
from app.exchange.rules.recoding import Fonts, recoded


@dataclass(frozen=True)
class Frame:
    """What the campaign lends to reading: its days, both counted, its kinds, and today."""

    starts_on: date
    ends_on: date
    kinds: Sequence[KindNames]
    today: date

    def target(self, name: str) -> Target:
        return PEOPLE if name == PEOPLE.name else logs_target(self.kinds)


class Fate(Reason):
    """What became of a sheet."""

    READ = N_("read")
    LEFT_OUT = N_("left out, as you chose")
    NO_DATA = N_("not read: it does not look like a list")
    HIDDEN = N_("not read: the sheet is hidden in the file")
    BLANK = N_("blank")


@dataclass(frozen=True)
class Part:
    """One sheet of the book. `layout` and `parsed` are there for those that were read."""

    number: int
    sheet: Sheet
    fate: Fate
    layout: Layout | None = None
    parsed: Parsed | None = None
    matrix: Matrix | None = None  # where it is an attendance sheet with a column a day

    @property
    def wants_team(self) -> bool:
        """Whether nothing in the sheet names the team of its people, but its own name could."""
        return self.layout is not None and PeopleField.TEAM in self.layout.missing()


@dataclass(frozen=True)
class Reading:
    """All sheets of the book, and what those that were read say together."""

    parts: list[Part]
    choice: Choice = field(default_factory=Choice)
    parsed: Parsed = field(default_factory=Parsed)

    @property
    def read(self) -> list[Part]:
        return [part for part in self.parts if part.fate is Fate.READ]

    def part(self, number: int) -> Part | None:
        """The sheet with this number, if it was read."""
        return next((part for part in self.read if part.number == number), None)


def read_book(sheets: list[Sheet], target: Target, frame: Frame, choice: Choice) -> Reading:
    """Read the chosen sheets, else all that look like data.

    Raises ValueError for a sheet, a row or a field that there isn't.
    """
    if not {*choice.sheets, *(choice.read or ())} <= set(range(len(sheets))):
        raise ValueError(choice)
    read_as = [recoded(sheet) for sheet in sheets]
    sheets = [sheet for sheet, _ in read_as]
    found = _Layouts(sheets, target, frame, choice)
    layouts = found.wanted()
    several = len(layouts) > 1
    parts, whole, fonts = [], Parsed(), Fonts()
    for number, sheet in enumerate(sheets):
        layout = layouts.get(number)
        if layout is None:
            parts.append(Part(number, sheet, _why_not(sheet, choice)))
            continue
        layout = replace(layout, hidden_too=choice.hidden_rows, crossed_too=choice.crossed_rows)
        if several:
            layout = replace(layout, sheet=sheet.name, sheet_number=number)
        matrix = found.matrices.get(number)
        if matrix:
            matrix = replace(matrix, layout=layout)
            days = (frame.starts_on, frame.ends_on, frame.today)
            parsed = read_matrix(sheet, matrix, choice.mark_minutes, choice.mark_slot, *days, whole.rows)
        else:
            parsed = _read(sheet, layout, frame, choice.of(number), whole.rows)
        parts.append(Part(number, sheet, Fate.READ, layout, parsed, matrix))
        fonts.add(read_as[number][1], layout, parsed)
        if several:
            whole.take_in(sheet.name, parsed)
        else:
            whole = parsed
    if not layouts:
        whole.errors.append(RowError(1, "", Code.NO_SHEET))
    whole.answers = choice.answers
    fonts.settle(whole)
    return Reading(parts, choice, whole)


class _Layouts:
    """How the sheets of a book are laid out, by their numbers; ``matrices`` are the attendance sheets among them."""

    def __init__(self, sheets: list[Sheet], target: Target, frame: Frame, choice: Choice):
        self.sheets, self.target, self.frame, self.choice = sheets, target, frame, choice
        self.matrices: dict[int, Matrix] = {}

    def wanted(self) -> dict[int, Layout]:
        """The layouts of the sheets to read."""
        choice, sheets = self.choice, self.sheets
        if choice.read is not None:
            return {number: self._layout(number) for number in sorted(set(choice.read)) if sheets[number].rows}
        seen = {number: sheet for number, sheet in enumerate(sheets) if sheet.rows and not sheet.hidden}
        guessed = {number: self._layout(number) for number in seen}
        lists = {number: layout for number, layout in guessed.items() if layout.is_list or choice.of(number).columns}
        if lists or not seen:
            return lists
        best = best_sheet(list(seen.values()), self.target)[0]
        return {number: guessed[number] for number, sheet in seen.items() if sheet is best}

    def _layout(self, number: int) -> Layout:
        sheet, chosen = self.sheets[number], self.choice.of(number)
        if chosen.header_row is not None and not 0 <= chosen.header_row <= len(sheet.rows):
            raise ValueError(chosen.header_row)
        layout = self._matrix(number) or guess(sheet, self.target)
        if chosen.header_row not in (None, layout.header_row):
            self.matrices.pop(number, None)
            layout = below(sheet, self.target, chosen.header_row)
        if chosen.columns:
            fields = {column: self.target.field(value) for column, value in chosen.columns.items()}
            layout = layout.with_columns(fields).with_bands(sheet)
        return replace(layout, team_named=chosen.as_team)

    def _matrix(self, number: int) -> Layout | None:
        if self.target is PEOPLE:
            return None
        found = find_matrix(self.sheets[number], self.target, self.frame.starts_on, self.frame.ends_on)
        if found is None:
            return None
        self.matrices[number] = found
        return found.layout


def _why_not(sheet: Sheet, choice: Choice) -> Fate:
    if not sheet.rows:
        return Fate.BLANK
    if sheet.hidden:
        return Fate.HIDDEN
    return Fate.NO_DATA if choice.read is None else Fate.LEFT_OUT


def _read(sheet: Sheet, layout: Layout, frame: Frame, chosen: SheetChoice, before: list) -> Parsed:
    if layout.target is PEOPLE:
        return read_people(sheet, layout, frame.today, before, sheet.name if chosen.as_team else None)
    return read_logs(sheet, layout, frame.kinds, frame.starts_on, frame.ends_on, frame.today, before)
