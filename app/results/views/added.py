"""What this room adds to pages of lower rooms: the step of the round, and links to results that are published."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.pieces import adds
from app.core.policy import Permission
from app.core.words import kept
from app.results.queries import published_results


@adds("round.steps", at=50)
def announcement_step(found, here) -> str:
    decided = found.closed_at is not None
    state = "todo" if not decided else "done" if found.announced else "now"
    may = decided and current_user.may(Permission.RESULT_ANNOUNCE, here.ward_id)
    return kept("awards/_step.html", "step", _("Announcement"), state, "/awards/results" if may else None)


@adds("round.next", at=50)
def to_announce(found, here) -> str:
    """Whoever announces: once the certificates are registered."""
    if found.closed_at is None or not found.certified or found.announced:
        return ""
    mine = current_user.may(Permission.RESULT_ANNOUNCE, found.ward_id)
    link = url_for("results.results", campaign=found.slug) if mine else None
    what, who = _("Announce the result and prepare the ceremony."), _("clerk or ward leader")
    return kept("awards/_next.html", "turn", what, who, link, _("Go to announcement and ceremony"), mine)


@adds("sign_in")
def results_of_all() -> str:
    found = published_results()
    return kept("results/_links.html", "links", tuple(map(tuple, found)), True) if found else ""


@adds("campaign")
def result_of_campaign(campaign, beside) -> str:
    if not beside.result_told:
        return ""
    return kept("results/_links.html", "links", ((campaign.slug, campaign.name, ""),), False)
