"""What the minutes say beside the session itself: who was not put before it, and those that had no result."""

from sqlalchemy import select

from app.awards.queries import judged_rows
from app.awards.rules import CHOSEN, STRUCK
from app.core.db import db
from app.council.rules.minutes import Minutes
from app.papers.rules.data import Passed
from app.people.models import User


def passed_over(head, session: Minutes | None) -> tuple[Passed, ...]:
    """Who was struck from the locked list, and whom the opening of the session left out."""
    voted_on = {one.nomination_id for one in session.items} if session else None
    found = []
    for row in judged_rows(head):
        held = row.verdict == CHOSEN and voted_on is not None and row.id not in voted_on
        if row.verdict == STRUCK or held:
            unit = row.unit or ""
            found.append(Passed(row.id, row.board, row.name, unit, row.place, row.why or "", held))
    return tuple(found)


def genders_of(session: Minutes | None) -> dict[int, str]:
    """Of the members of a session, as far as they are known."""
    users = [one.user_id for one in session.members] if session else []
    if not users:
        return {}
    return dict(
        db.session.execute(select(User.id, User.gender).where(User.id.in_(users), User.gender.is_not(None))).all()
    )
