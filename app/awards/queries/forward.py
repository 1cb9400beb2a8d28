"""What a locked round puts before the council."""

import json
from dataclasses import dataclass

from app.awards.queries.candidates import boards_of, is_dissolved
from app.awards.rules import CHOSEN, CLEARED, PAPERS_ORDER, Where
from app.core.clock import today


@dataclass(frozen=True, slots=True)
class Forward:
    """A candidate as the list leaves them: chosen, or equal with others across the line (`tied`), so that the
    council votes between them. `figures`: the row of the ranking without its addends, None without a standing.
    `team_id` is a collective's own, never that of a person; `dissolved`: that unit is dissolved as of today."""

    nomination_id: int
    board: str
    subject: str
    name: str
    unit: str
    user_id: int | None
    team_id: int | None
    standing_id: int | None
    place: int | None
    figures: dict | None
    chosen: bool
    tied: bool
    departs: bool
    reason: str
    on_hold: bool
    leader: bool
    proposed: bool = False
    dissolved: bool = False


def put_forward(found) -> list[Forward]:
    """Whom the round (or a row of one) puts before the council: collectives, individuals, households, each in the
    frozen order; who is tied stands at their place among them."""
    boards = boards_of(found)
    judged = {one.candidate.subject_id: one for table in boards.tables.values() for one in table.lines}
    return [_forward(row, judged[row.id]) for row in boards.rows.values() if _goes_forward(judged[row.id])]


def forward_of(found, nomination_ids) -> list[Forward]:
    """These candidates as the list leaves them: board by board, and in each as they are given."""
    boards = boards_of(found)
    judged = {one.candidate.subject_id: one for table in boards.tables.values() for one in table.lines}
    rows = [boards.rows[one] for one in nomination_ids]
    ordered = [row for board in PAPERS_ORDER for row in rows if row.board == board]
    return [_forward(row, judged[row.id]) for row in ordered]


def _goes_forward(one) -> bool:
    return one.verdict == CHOSEN or (one.where is Where.TIED and one.verdict == CLEARED)


def _forward(row, one) -> Forward:
    chosen = one.verdict == CHOSEN
    return Forward(
        nomination_id=row.id,
        board=row.board,
        subject=row.subject,
        name=row.name,
        unit=row.unit,
        user_id=row.user_id,
        team_id=row.team_id,
        standing_id=row.standing_id,
        place=row.place,
        figures=json.loads(row.figures) if row.figures else None,
        chosen=chosen,
        tied=one.where is Where.TIED and not chosen,
        departs=one.departs,
        reason=one.candidate.reason,
        on_hold=one.candidate.on_hold,
        leader=one.candidate.leader,
        proposed=row.proposed,
        dissolved=is_dissolved(row, today()),
    )
