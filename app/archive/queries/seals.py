"""Which archives of a round were sealed."""

from sqlalchemy import select

from app.archive.models import Archive
from app.awards.models import Round
from app.core.db import db
from app.core.pieces import reads
from app.people.models import User

MOST_SHOWN = 50


@reads("round.steps")
def sealed(query):
    """``sealed``: whether an archive of the round was sealed since its decision."""
    found = select(1).where(Archive.round_id == Round.id, Archive.made_at > Round.closed_at).correlate(Round)
    return query.add_columns(found.exists().label("sealed"))


def seals_of(round_id: int) -> list:
    """Rows (sha256, size, made_at, who), the latest first."""
    return list(
        db.session.execute(
            select(Archive.sha256, Archive.size, Archive.made_at, User.name.label("who"))
            .join(User, User.id == Archive.made_by)
            .where(Archive.round_id == round_id)
            .order_by(Archive.id.desc())
            .limit(MOST_SHOWN)
        )
    )
