"""The council's step on the page of an award round."""

from flask import render_template
from markupsafe import Markup

from app.awards.rules import some
from app.core.clock import LOCAL
from app.core.pieces import adds
from app.core.words import plain_day
from app.council.queries.rounds import left_out


@adds("round.steps", at=10)
def step(round, here) -> str:
    """Where the round stands with its council: nothing to do under the simplified procedure."""
    at = round.council_ended_at or round.council_meets_at
    day = plain_day(at.astimezone(LOCAL).date()) if at else ""
    return Markup(render_template("council/_step.html", round=round, day=day))  # noqa: S704 (a template's own)


@adds("round", at=10)
def not_proposed(round, here) -> str:
    """Who stands on the locked list and was not proposed by the council."""
    names = left_out(round.council_id) if round.council_left_out else ()
    return Markup(render_template("council/_left_out.html", names=some(names))) if names else ""  # noqa: S704 (as above)
