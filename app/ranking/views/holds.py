"""Placing and lifting a hold, on the page of the person's standing."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.people.queries import person_in_reach
from app.ranking.actions import lift_hold, place_hold
from app.ranking.forms import HoldForm
from app.ranking.views import bp


@bp.post("/ranking/individuals/<id:user_id>/hold")
@needs(Permission.HOLD_PLACE)
def hold(user_id):
    return _change(user_id, place_hold, _("The hold is placed."))


@bp.post("/ranking/individuals/<id:user_id>/hold/end")
@needs(Permission.HOLD_PLACE)
def end_hold(user_id):
    return _change(user_id, lift_hold, _("The hold is lifted."))


def _change(user_id, verb, message):
    place = here_for(Permission.HOLD_PLACE)
    person = person_in_reach(user_id, current_user.reach(Permission.HOLD_PLACE)) or abort(404)
    form = HoldForm()
    if not form.validate():
        return page("ranking/hold.html", form=form, person=person, lifts=verb is lift_hold, status=422)
    verb(place.ward_id, place.campaign_id, user_id, form.reason.data, current_user.id)
    return done(message, url_for("ranking.individual", user_id=user_id))
