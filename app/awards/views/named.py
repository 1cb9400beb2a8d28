"""What is said of corrected names on the page of the round and of a candidate."""

from flask import abort, render_template
from flask_login import current_user
from sqlalchemy import func, select

from app.awards.actions import naming  # noqa: F401 (candidates without an account have names as well)
from app.awards.models import Round
from app.awards.queries import corrected_in, corrected_of, proposed_round
from app.awards.views import bp
from app.campaigns.here import here_for
from app.core.pieces import adds, reads
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import kept
from app.names.models import NameCorrection
from app.names.queries import corrections_of


@reads("round.steps")
def corrected(query):
    """``corrected``: how many names on the list of the round were corrected since the ranking was published."""
    found = select(func.count(NameCorrection.id)).where(corrected_of(Round.id)).correlate(Round)
    return query.add_columns(found.scalar_subquery().label("corrected"))


@adds("round", at=90)
def corrections_of_round(found, here) -> str:
    return kept("awards/_names.html", "counted", found.corrected) if found.corrected else ""


@bp.get("/awards/names")
@needs(Permission.AWARD_READ)
def names():
    """Which names on the list were corrected since the ranking was published, by whom and why."""
    found = proposed_round(here_for(Permission.AWARD_READ).campaign_id) or abort(404)
    return page("awards/names.html", rows=corrected_in(found.id))


@adds("candidate", at=90)
def name_of_candidate(found, row) -> str:
    """What was corrected where the name is not the one of the list, and the way to correct it."""
    ids = {"user_id": row.user_id, "team_id": row.team_id, "nomination_id": row.id}
    column, subject_id = next((column, found) for column, found in ids.items() if found)
    rows = corrections_of(column, subject_id) if row.name != row.listed_name else []
    said = render_template("awards/_corrected.html", rows=rows, listed=row.listed_name) if rows else ""
    if not current_user.may(Permission.NAME_CORRECT, found.ward_id):
        return said
    return said + kept("names/_way.html", "way", column, subject_id, "")
