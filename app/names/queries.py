"""Reading corrections of names, and the requests that wait."""

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.core.db import db
from app.core.policy import MATRIX, Permission
from app.names.models import NameCorrection, NameRequest
from app.people.models import Grant, User
from app.people.queries import in_force

# Rows on one page, the latest; the archive of a round has all of its own.
MOST_LISTED = 200


def confirmed_name(column: str, subject_id: int) -> str | None:
    """The name as a second person last confirmed it, or as it was before the first correction; None without any."""
    rows = db.session.execute(
        select(NameCorrection.old_name, NameCorrection.new_name, NameCorrection.confirmed_by)
        .where(getattr(NameCorrection, column) == subject_id)
        .order_by(NameCorrection.id)
    ).all()
    found = rows[0].old_name if rows else None
    for row in rows:
        found = row.new_name if row.confirmed_by is not None else found
    return found


def _with_people(model, second):
    asker, other = aliased(User), aliased(User)
    return (
        select(model, asker.name.label("asked_by"), other.name.label("second"))
        .join(asker, asker.id == model.by)
        .outerjoin(other, other.id == second)
        .order_by(model.id.desc())
    )


def corrections_in(*where, most: int | None = MOST_LISTED) -> list:
    """Rows (NameCorrection, asked_by, second) under these conditions, the latest first; ``most`` None: all."""
    return list(
        db.session.execute(_with_people(NameCorrection, NameCorrection.confirmed_by).where(*where).limit(most))
    )


def corrections_of(column: str, subject_id: int) -> list:
    return corrections_in(getattr(NameCorrection, column) == subject_id)


def waiting_in(ward_id: int) -> list:
    """Rows (NameRequest, asked_by, second) of the ward that nobody answered yet."""
    query = _with_people(NameRequest, NameRequest.answered_by)
    return list(
        db.session.execute(
            query.where(NameRequest.ward_id == ward_id, NameRequest.answered_by.is_(None)).limit(MOST_LISTED)
        )
    )


def waiting_for(column: str, subject_id: int) -> list:
    """The same of one person, team or candidate."""
    query = _with_people(NameRequest, NameRequest.answered_by)
    return list(
        db.session.execute(
            query.where(getattr(NameRequest, column) == subject_id, NameRequest.answered_by.is_(None)).limit(
                MOST_LISTED
            )
        )
    )


def may_confirm_on(ward_id: int, day) -> list[int]:
    """The ids of the ward's own people who may correct names on a day."""
    roles = [role.value for role, may in MATRIX.items() if Permission.NAME_CORRECT in may]
    return list(
        db.session.scalars(
            select(Grant.user_id)
            .where(Grant.ward_id == ward_id, Grant.role.in_(roles), in_force(day))
            .distinct()
            .order_by(Grant.user_id)
        )
    )


def former_names(user_ids=(), team_ids=()) -> list:
    """Rows (user_id, team_id, old_name) of names that these people and teams bore before they were corrected."""
    return list(
        db.session.execute(
            select(NameCorrection.user_id, NameCorrection.team_id, NameCorrection.old_name)
            .where(or_(NameCorrection.user_id.in_(list(user_ids)), NameCorrection.team_id.in_(list(team_ids))))
            .order_by(NameCorrection.id)
        )
    )
