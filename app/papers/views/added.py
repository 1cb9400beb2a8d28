"""What the papers add to the page of the round."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.pieces import adds, drawn
from app.core.policy import Permission
from app.core.words import kept
from app.papers.queries.amendments import beside
from app.papers.queries.heads import head_of
from app.papers.queries.texts import texts_of
from app.papers.rules.amending import KINDS


@adds("commended.printed")
def wording(found) -> str:
    """What stands on the certificate below the name."""
    head = head_of(found.campaign_id)
    return kept("papers/_printed.html", "printed", texts_of(head)["certificate_merit"]) if head else ""


@adds("round.next", at=40)
def to_number_or_print(round, here) -> str:
    """Whoever makes the papers: from the decision until the certificates are registered."""
    if round.closed_at is None or round.certified:
        return ""
    mine = current_user.may(Permission.PAPER_MAKE, round.ward_id)
    link = url_for("papers.papers", campaign=round.slug) if mine else None
    what, label = _("Print and register the certificates."), _("Go to the papers")
    if not round.numbered:
        what, label = _("Have the decision signed and enter its number and day."), _("Enter number and day")
    return kept("awards/_next.html", "turn", what, _("clerk or ward leader"), link, label, mine)


@adds("round.steps", at=40)
def step(round, here) -> str:
    """The papers follow the decision; with the certificates they are done."""
    decided = round.closed_at is not None
    state = "todo" if not decided else "done" if round.certified else "now"
    may = round.locked_at is not None and current_user.may(Permission.PAPER_MAKE, here.ward_id)
    return kept("awards/_step.html", "step", _("Papers"), state, "/awards/papers" if may else None)


@adds("decision")
def amended(round) -> str:
    """Beside the decision: what corrects, replaces or cancels it, once it has its number."""
    rows = beside(round.id)
    may = current_user.may(Permission.PAPER_MAKE, round.ward_id)
    if rows is None or not (rows or may):
        return ""
    return drawn("papers/_amended.html", rows=rows, kinds=KINDS, may=may)
