"""What this room adds to pages of lower rooms: the step of the round, and links to results that are published."""

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


@adds("sign_in")
def results_of_all() -> str:
    found = published_results()
    return kept("results/_links.html", "links", tuple(map(tuple, found)), True) if found else ""


@adds("campaign")
def result_of_campaign(campaign, beside) -> str:
    if not beside.result_told:
        return ""
    return kept("results/_links.html", "links", ((campaign.slug, campaign.name, ""),), False)
