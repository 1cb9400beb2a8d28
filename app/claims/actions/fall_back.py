"""Seats that no name was given for in time."""

from sqlalchemy import select, update

from app.claims.events import SeatsFellBack
from app.claims.models import TeamClaim
from app.claims.queries import unreleased
from app.core.db import db
from app.core.events import Event
from app.messages.minute import each, every_minute
from app.signups.actions import on_release, settle


@on_release
def release(turn) -> list[Event]:
    """The unnamed seats of this shift, locked, are everyone's again. Returns what is to be announced."""
    rows = db.session.execute(
        select(TeamClaim.id, TeamClaim.team_id, TeamClaim.unnamed)
        .where(TeamClaim.shift_id == turn.id, TeamClaim.unnamed > 0)
        .order_by(TeamClaim.id)
    ).all()
    db.session.execute(
        update(TeamClaim)
        .where(TeamClaim.shift_id == turn.id, TeamClaim.unnamed > 0)
        .values(seats=TeamClaim.seats - TeamClaim.unnamed, unnamed=0)
        .execution_options(synchronize_session=False)
    )
    return [
        SeatsFellBack(
            ward_id=turn.ward_id,
            subject_id=row.id,
            by=None,
            after={"shift": turn.id, "team": row.team_id, "seats": row.unnamed},
        )
        for row in rows
    ]


@every_minute
def fall_back_due() -> int:
    """Write down what fell back, and let the lines move up. Returns how many shifts that were. Rules and pages need
    not wait for it: whoever asks first after the deadline does the same."""
    return each(settle, [(shift_id,) for shift_id in unreleased()])
