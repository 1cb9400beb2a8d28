"""From an uploaded workbook to rows: which sheet, which columns, and what its rows say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.core.sheets import Sheet
from app.exchange.rules.codes import Parsed
from app.exchange.rules.fields import PEOPLE, KindNames, Target, logs_target
from app.exchange.rules.layout import Layout, below, best_sheet, guess
from app.exchange.rules.logs import read_logs
from app.exchange.rules.people import read_people


@dataclass(frozen=True)
class Frame:
    """What the campaign lends to reading: its days, both counted, its kinds, and today."""

    starts_on: date
    ends_on: date
    kinds: Sequence[KindNames]
    today: date

    def target(self, name: str) -> Target:
        return PEOPLE if name == PEOPLE.name else logs_target(self.kinds)


@dataclass(frozen=True)
class Choice:
    """A person's own match: the sheet's number, Excel's row of the headings (0: there are none; None for either:
    the best one), and field values by column ("": not read)."""

    sheet: int | None = None
    header_row: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict) -> "Choice":
        columns = {int(column): value for column, value in data.get("columns", {}).items()}
        return cls(data.get("sheet"), data.get("header_row"), columns)

    def to_json(self) -> dict:
        columns = {str(column): value for column, value in self.columns.items()}
        return {"sheet": self.sheet, "header_row": self.header_row, "columns": columns}


@dataclass(frozen=True)
class Reading:
    """One sheet of the book as it was read."""

    number: int
    sheet: Sheet
    layout: Layout
    parsed: Parsed


def read_book(sheets: list[Sheet], target: Target, frame: Frame, choice: Choice) -> Reading:
    """Read the chosen sheet, else the best. Raises ValueError for a sheet or a field that there isn't."""
    if choice.sheet is None:
        sheet, layout = best_sheet(sheets, target)
        number = next(n for n, one in enumerate(sheets) if one is sheet)
    elif 0 <= choice.sheet < len(sheets):
        number, sheet = choice.sheet, sheets[choice.sheet]
        layout = guess(sheet, target)
    else:
        raise ValueError(choice.sheet)
    if choice.header_row not in (None, layout.header_row):
        layout = below(sheet, target, choice.header_row)
    if choice.columns:
        layout = layout.with_columns({column: target.field(value) for column, value in choice.columns.items()})
        layout = layout.with_bands(sheet)
    if target is PEOPLE:
        parsed = read_people(sheet, layout, frame.today)
    else:
        parsed = read_logs(sheet, layout, frame.kinds, frame.starts_on, frame.ends_on, frame.today)
    return Reading(number, sheet, layout, parsed)
