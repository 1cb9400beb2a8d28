"""One candidate: the frozen addends, what was said so far, and what may be said now."""

import json

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.actions import choose, clear, strike
from app.awards.forms import WordForm
from app.awards.queries import candidate_of, round_in, words_on
from app.awards.views import bp
from app.campaigns.here import Here, here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.ranking.rules import Scheme
from app.ranking.views.live import standing_context
from app.ranking.views.rows import names_for


@bp.get("/awards/candidates/<id:nomination_id>")
@needs(Permission.AWARD_READ)
def candidate(nomination_id):
    return _show(here_for(Permission.AWARD_READ), nomination_id)


def _show(place: Here, nomination_id: int, form: WordForm | None = None, status: int = 200):
    found = round_in(place.campaign_id) or abort(404)
    row = candidate_of(found, nomination_id) or abort(404)
    return page(
        "awards/candidate.html",
        **_standing(found, row),
        round=found,
        row=row,
        said=words_on(found.id, nomination_id),
        form=form or WordForm(),
        may_choose=found.locked_at is None and current_user.may(Permission.AWARD_CHOOSE, place.ward_id),
        status=status,
    )


def _standing(found, row) -> dict:
    """What the row of the ranking shows; of who stands in none, the name alone."""
    if row.standing_id is None:
        return {"which": row.board, "place": None, "name": row.name, "team": row.unit, "why": "", "records": None}
    return standing_context(
        row.board,
        json.loads(row.figures),
        json.loads(row.addends),
        Scheme.from_json(json.loads(found.scheme)),
        names_for(found.ward_id, ()),
        found.ward_id,
    )


@bp.post("/awards/candidates/<id:nomination_id>/choice")
@needs(Permission.AWARD_CHOOSE)
def choice(nomination_id):
    return _say(nomination_id, choose, _("Chosen."))


@bp.post("/awards/candidates/<id:nomination_id>/strike")
@needs(Permission.AWARD_CHOOSE)
def struck(nomination_id):
    return _say(nomination_id, strike, _("Struck out; the line moves down."))


@bp.post("/awards/candidates/<id:nomination_id>/clearing")
@needs(Permission.AWARD_CHOOSE)
def cleared(nomination_id):
    place = here_for(Permission.AWARD_CHOOSE)
    return _back(clear(place.campaign_id, nomination_id, current_user.id), nomination_id, _("Taken back."))


def _say(nomination_id, verb, message):
    place, form = here_for(Permission.AWARD_CHOOSE), WordForm()
    if not form.validate():
        return _show(place, nomination_id, form, 422)
    try:
        board = verb(place.campaign_id, nomination_id, current_user.id, form.reason.data)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(place, nomination_id, form, 409)
    return _back(board, nomination_id, message)


def _back(board, nomination_id, message):
    if board is None:
        abort(404)
    return done(message, url_for("awards.awards", board=board, _anchor=f"c{nomination_id}"))
