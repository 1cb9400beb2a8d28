"""What a row of an award list shows."""

import json
from collections.abc import Collection
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
    "tied": N_("Tied at the line"),
    "chosen": N_("Chosen"),
    "struck": N_("Struck out"),
    "proposed": N_("Proposed"),
    "warned": N_("Commended elsewhere"),
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
    ineligible: bool
    proposed: bool
    dissolved: bool
    warned: bool
    cut: bool


def listed(table: Table, rows: dict, shown: str, elsewhere: Collection[int] = ()) -> list[Row]:
    """The rows to draw in the frozen order; `cut` marks the one before which the line is drawn. `elsewhere`: who is
    on the list of another round as well."""
    drawn, cut = [], False
    for one in table.lines:
        row = rows[one.candidate.subject_id]
        first_below = not cut and one.where not in (Where.ABOVE, Where.APART) and not shown and table.quota > 0
        cut, warned = cut or first_below, row.parallel or row.id in elsewhere
        if _wanted(one, shown, warned):
            drawn.append(_row(one, row, first_below, warned))
    return drawn


def _wanted(one: Judged, shown: str, warned: bool) -> bool:
    return {
        "proposed": one.candidate.proposed,
        "warned": warned,
        "open": one.open,
        "tied": one.where is Where.TIED,
        "chosen": one.verdict == CHOSEN,
        "struck": one.verdict == STRUCK,
    }.get(shown, True)


def _row(one: Judged, row, cut: bool, warned: bool) -> Row:
    figures = json.loads(row.figures) if row.figures else None
    return Row(
        row.id,
        row.place,
        row.name,
        row.unit,
        points(Fraction(figures.get("points") or figures["score"])) if figures else "",
        one.where.value,
        one.verdict,
        one.departs,
        one.candidate.reason,
        row.by or "",
        row.at,
        one.candidate.on_hold,
        row.place is None and row.board != "households",
        one.candidate.proposed,
        one.candidate.dissolved,
        warned,
        cut,
    )
