"""What the decision adds to the pages of the awards room."""

from flask import render_template
from flask_login import current_user
from markupsafe import Markup

from app.core.clock import LOCAL
from app.core.pieces import adds
from app.core.policy import Permission
from app.core.words import plain_day
from app.decisions.queries import award_in


@adds("round.steps", at=20)
def step(round, here) -> str:
    """Where the round stands with its decision."""
    made = round.closed_at
    day = plain_day(made.astimezone(LOCAL).date()) if made else ""
    html = render_template("decisions/_step.html", made=made, day=day, locked=round.locked_at is not None)
    return Markup(html)  # noqa: S704 (a template's own)


@adds("candidate")
def award(round, row) -> str:
    """What was decided on a candidate, and that it was revoked."""
    found = award_in(row.id, current_user.reach(Permission.AWARD_READ)) if round.closed_at is not None else None
    return Markup(render_template("decisions/_award.html", award=found)) if found else ""  # noqa: S704 (as above)
