"""The round rests on the ranking that counts by now."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.actions import rest_on
from app.awards.forms import RestForm
from app.awards.views import bp
from app.awards.views.rounds import show
from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done
from app.core.words import say
from app.ranking.queries import counting_copy


@bp.post("/awards/ranking")
@needs(Permission.AWARD_CHOOSE)
def rest():
    place, form = here_for(Permission.AWARD_CHOOSE), RestForm()
    if not form.validate():
        return show(place, resting=form, status=422)
    ranking = counting_copy(place.campaign_id) or abort(404)
    try:
        rest_on(place.campaign_id, ranking, current_user.id, form.rest_reason.data)
    except Refused as refused:
        form.rest_reason.errors = [say(refused.reason)]
        return show(place, resting=form, status=409)
    return done(_("The round is based on the ranking that counts."), url_for("awards.awards"))
