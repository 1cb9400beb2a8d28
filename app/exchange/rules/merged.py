"""Cells merged over several rows: what stands there holds for each of them, but a figure."""

from dataclasses import dataclass

from app.core.sheets import Sheet
from app.exchange.rules.fields import KindField, LogField
from app.exchange.rules.layout import Layout
from app.exchange.rules.shape import filled

_FIGURES = {
    LogField.MINUTES,
    LogField.HOURS,
    LogField.TIME,
    LogField.ELDERLY,
    LogField.DISABLED,
    LogField.POOR_HOUSEHOLD,
}


@dataclass(frozen=True, slots=True)
class Shared:
    """Stands in each of several rows over which one figure is merged: nobody knows each one's part."""

    first: int
    last: int


class Merged:
    """The rows of a sheet with the columns that are read filled down where cells are merged."""

    def __init__(self, sheet: Sheet, layout: Layout):
        self.sheet = sheet
        self.values: dict[int, dict[int, object]] = {}
        for top, column, bottom, _ in sheet.merged:
            what, bottom = layout.columns.get(column), min(bottom, len(sheet.rows) - 1)
            if what is None or bottom <= top or top < layout.first_row - 1:
                continue
            value = sheet.rows[top][column]
            rows = [row for row in range(top, bottom + 1) if set(filled(sheet.rows[row])) - {column}]
            if value is not None and len(rows) > 1 and (what in _FIGURES or isinstance(what, KindField)):
                value = Shared(top + 1, bottom + 1)
            for row in rows:
                self.values.setdefault(row, {})[column] = value

    def row(self, number: int) -> tuple:
        """The cells of a row, from 0."""
        cells = self.sheet.rows[number]
        if number not in self.values:
            return cells
        return tuple(self.values[number].get(column, value) for column, value in enumerate(cells))
