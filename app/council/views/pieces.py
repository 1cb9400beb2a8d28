"""The council's step on the page of an award round."""

from flask import render_template
from markupsafe import Markup

from app.core.clock import LOCAL
from app.core.pieces import adds
from app.core.words import plain_day
from app.council.queries.rounds import stand_of


@adds("round.steps", at=10)
def step(round, here) -> str:
    """Where the round stands with its council: nothing to do under the simplified procedure."""
    stand = stand_of(round.id) if round.locked_at is not None else None
    day = stand.ended_at if stand and stand.state == "closed" else stand.meets_at if stand and stand.state else None
    said = plain_day(day.astimezone(LOCAL).date()) if day else ""
    html = render_template("council/_step.html", stand=stand, day=said)
    return Markup(html)  # noqa: S704 (a template's own)
