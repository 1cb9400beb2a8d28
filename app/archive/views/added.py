"""The last step of a round, on its page."""

from flask_babel import gettext as _
from flask_login import current_user

from app.core.pieces import adds
from app.core.policy import Permission
from app.core.words import kept


@adds("round.steps", at=60)
def archive_step(found, here) -> str:
    """Made whenever somebody wants it; the round ends with one that was sealed after the decision."""
    may = found.locked_at is not None and current_user.may(Permission.ARCHIVE_MAKE, here.ward_id)
    state = "done" if found.sealed else "todo"
    return kept("awards/_step.html", "step", _("Archive"), state, "/awards/archive" if may else None)
