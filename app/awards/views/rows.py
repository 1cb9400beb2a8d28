"""What a row of an award list shows."""

import json
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from app.awards.rules import CHOSEN, STRUCK, Judged, Table, Where
from app.core.text import N_
from app.core.words import points

# The filters of a list, "" for all of it.
FILTERS = {
    "": N_("All"),
    "open": N_("To decide"),
    "tied": N_("Equal at the line"),
    "chosen": N_("Chosen"),
    "struck": N_("Struck out"),
}


class Row(NamedTuple):
    id: int
    place: int | None
    name: str
    sub: str
    points: str
    where: str
    verdict: str
    departs: bool
    reason: str
    by: str
    at: datetime | None
    on_hold: bool
    ineligible: str
    cut: bool


def listed(table: Table, rows: dict, shown: str) -> list[Row]:
    """The rows to draw in the frozen order; `cut` marks the one before which the line is drawn."""
    drawn, cut = [], False
    for one in table.lines:
        first_below = not cut and one.where is not Where.ABOVE and not shown and table.quota > 0
        cut = cut or first_below
        if _wanted(one, shown):
            drawn.append(_row(one, rows[one.candidate.subject_id], first_below))
    return drawn


def _wanted(one: Judged, shown: str) -> bool:
    return {
        "open": one.open,
        "tied": one.where is Where.TIED,
        "chosen": one.verdict == CHOSEN,
        "struck": one.verdict == STRUCK,
    }.get(shown, True)


def _row(one: Judged, row, cut: bool) -> Row:
    figures = json.loads(row.figures) if row.figures else None
    return Row(
        row.id,
        row.place,
        row.name,
        row.unit if row.board == "individuals" else "",
        points(Fraction(figures.get("points") or figures["score"])) if figures else "",
        one.where.value,
        one.verdict,
        one.departs,
        one.candidate.reason,
        row.by or "",
        row.at,
        one.candidate.on_hold,
        row.reason or "",
        cut,
    )
