"""What a person decides about the reading of a file, beside what the file says itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

MOST_MARK_MINUTES = 1_440


@dataclass(frozen=True)
class SheetChoice:
    """A person's own match of one sheet: Excel's row of the headings (0: there are none; None: the best one), and
    field values by column ("": not read). `as_team`: the sheet's name is the team of its people."""

    header_row: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    as_team: bool = False


@dataclass(frozen=True)
class Choice:
    """`read` holds the numbers of the sheets to read; None: all that look like data. `hidden_rows` and
    `crossed_rows`: read those that are hidden or crossed out in the file too.

    `mark_minutes` and `mark_slot` say what one mark in a month's attendance sheet stands for. `answers` are those to
    questions, by their keys.
    """

    read: tuple[int, ...] | None = None
    sheets: Mapping[int, SheetChoice] = field(default_factory=dict)
    hidden_rows: bool = False
    crossed_rows: bool = False
    mark_minutes: int | None = None
    mark_slot: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def of(self, number: int) -> SheetChoice:
        return self.sheets.get(number, SheetChoice())

    def with_sheet(self, number: int, chosen: SheetChoice) -> "Choice":
        return replace(self, sheets={**self.sheets, number: chosen})

    @classmethod
    def from_json(cls, data: dict) -> "Choice":
        read = data.get("read")
        sheets = {
            int(number): SheetChoice(
                one.get("header_row"),
                {int(column): value for column, value in one.get("columns", {}).items()},
                bool(one.get("as_team")),
            )
            for number, one in data.get("sheets", {}).items()
        }
        return cls(
            None if read is None else tuple(read),
            sheets,
            bool(data.get("hidden_rows")),
            bool(data.get("crossed_rows")),
            data.get("mark_minutes"),
            data.get("mark_slot", ""),
            dict(data.get("answers", {})),
        )

    def to_json(self) -> dict:
        sheets = {
            str(number): {
                "header_row": one.header_row,
                "columns": {str(column): value for column, value in one.columns.items()},
                "as_team": one.as_team,
            }
            for number, one in self.sheets.items()
        }
        return {
            "read": None if self.read is None else list(self.read),
            "sheets": sheets,
            "hidden_rows": self.hidden_rows,
            "crossed_rows": self.crossed_rows,
            "mark_minutes": self.mark_minutes,
            "mark_slot": self.mark_slot,
            "answers": dict(self.answers),
        }
