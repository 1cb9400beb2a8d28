"""What this room adds to pages of lower rooms: the way to one's own, and to all answers."""

from flask_login import current_user

from app.core.pieces import adds
from app.core.policy import Permission
from app.core.words import kept


@adds("account")
def way_to_mine() -> str:
    return kept("commended/_way.html", "mine") if current_user.reach(Permission.LOG_WRITE) else ""


@adds("round", at=6)
def way_to_answers(round, here) -> str:
    if round.locked_at is None or not current_user.may(Permission.PAPER_MAKE, here.ward_id):
        return ""
    return kept("commended/_way.html", "answers", here.campaign.slug)
