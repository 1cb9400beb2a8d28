"""One candidate: the frozen addends, what was said so far, and what may be said now."""

import json

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.actions import choose, clear, strike
from app.awards.forms import WordForm
from app.awards.queries import round_in, words_on
from app.awards.views import bp
from app.campaigns.here import Here, here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.ranking.queries import standing_of
from app.ranking.rules import Scheme
from app.ranking.views.live import standing_context
from app.ranking.views.rows import names_for


@bp.get("/awards/candidates/<id:standing_id>")
@needs(Permission.AWARD_READ)
def candidate(standing_id):
    return _show(here_for(Permission.AWARD_READ), standing_id)


def _show(place: Here, standing_id: int, form: WordForm | None = None, status: int = 200):
    found = round_in(place.campaign_id) or abort(404)
    row = standing_of(found.ranking_id, standing_id) or abort(404)
    scheme = Scheme.from_json(json.loads(found.scheme))
    context = standing_context(
        row.board,
        json.loads(row.figures),
        json.loads(row.addends),
        scheme,
        names_for(place.ward_id, ()),
        place.ward_id,
    )
    return page(
        "awards/candidate.html",
        **context,
        round=found,
        row=row,
        said=words_on(found.id, standing_id),
        form=form or WordForm(),
        may_choose=found.locked_at is None and current_user.may(Permission.AWARD_CHOOSE, place.ward_id),
        status=status,
    )


@bp.post("/awards/candidates/<id:standing_id>/choice")
@needs(Permission.AWARD_CHOOSE)
def choice(standing_id):
    return _say(standing_id, choose, _("Chosen."))


@bp.post("/awards/candidates/<id:standing_id>/strike")
@needs(Permission.AWARD_CHOOSE)
def struck(standing_id):
    return _say(standing_id, strike, _("Struck out; the line moves down."))


@bp.post("/awards/candidates/<id:standing_id>/clearing")
@needs(Permission.AWARD_CHOOSE)
def cleared(standing_id):
    place = here_for(Permission.AWARD_CHOOSE)
    return _back(clear(place.campaign_id, standing_id, current_user.id), standing_id, _("Taken back."))


def _say(standing_id, verb, message):
    place, form = here_for(Permission.AWARD_CHOOSE), WordForm()
    if not form.validate():
        return _show(place, standing_id, form, 422)
    try:
        board = verb(place.campaign_id, standing_id, current_user.id, form.reason.data)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(place, standing_id, form, 409)
    return _back(board, standing_id, message)


def _back(board, standing_id, message):
    if board is None:
        abort(404)
    return done(message, url_for("awards.awards", board=board, _anchor=f"c{standing_id}"))
