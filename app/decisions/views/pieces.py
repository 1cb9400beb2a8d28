"""What the decision adds to the pages of the awards room."""

from flask import render_template
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from app.awards.rules import some
from app.core.clock import LOCAL
from app.core.pieces import adds
from app.core.policy import Permission
from app.core.words import kept, plain_day
from app.council.rules.settings import SIMPLE
from app.decisions.queries import award_in, awards_of


@adds("round.steps", at=20)
def step(round, here) -> str:
    """Where the round stands with its decision: the leader's turn comes once the council has ended its session."""
    link = "/awards/decision" if round.locked_at is not None else None
    if round.closed_at is not None:
        day = plain_day(round.closed_at.astimezone(LOCAL).date())
        return kept("awards/_step.html", "step", _("Decision"), "done", link, day)
    turn = link is not None and (round.council_state == "closed" or round.council_procedure == SIMPLE)
    return kept("awards/_step.html", "step", _("Decision"), "now" if turn else "todo", link)


@adds("candidate")
def award(round, row) -> str:
    """What was decided on a candidate, and that it was revoked."""
    found = award_in(row.id, current_user.reach(Permission.AWARD_READ)) if round.closed_at is not None else None
    return Markup(render_template("decisions/_award.html", award=found)) if found else ""  # noqa: S704 (a template's own)


@adds("round", at=20)
def beyond_the_list(round, here) -> str:
    """Who stands on the locked list, and was declined or lost the award since: the list itself stays as it was."""
    if not round.not_granted:
        return ""
    rows = awards_of(round.id)
    declined = [one.name for one in rows if not one.granted]
    ended = [one.name for one in rows if one.revoked_at]
    return Markup(render_template("decisions/_beyond.html", declined=some(declined), ended=some(ended)))  # noqa: S704 (as above)
