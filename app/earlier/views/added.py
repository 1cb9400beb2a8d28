"""What this room adds to pages of lower rooms: the awards of earlier years beside each candidate."""

from flask import g
from flask_login import current_user

from app.core.pieces import adds, drawn
from app.core.policy import Permission
from app.core.words import kept
from app.earlier.queries import earlier_in


def _of(round_id: int) -> dict:
    """Read once a request."""
    known = g.setdefault("earlier_awards", {})
    if round_id not in known:
        known[round_id] = earlier_in(round_id)
    return known[round_id]


@adds("candidate.earlier")
def beside(round_id: int, nomination_id: int | None) -> str:
    rows = _of(round_id).get(nomination_id, ())
    return (
        kept("earlier/_rows.html", "earlier", tuple((one.year, one.form, one.issuer) for one in rows)) if rows else ""
    )


@adds("candidate", at=5)
def on_the_page_of_one(round, row) -> str:
    may = current_user.may(Permission.PAPER_MAKE, round.ward_id)
    rows = _of(round.id).get(row.id, [])
    return drawn("earlier/_candidate.html", rows=rows, may=may) if rows or may else ""
