"""The leader's answer to a new scheme while its campaign runs."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.web import done
from app.ranking.actions import agree_to_scheme, decline_scheme
from app.ranking.forms import SchemeReasonForm
from app.ranking.views import bp
from app.ranking.views.drafts import effect, revision_sent


@bp.get("/ranking/scheme/consent")
@needs(Permission.SCHEME_CONSENT)
def asked_scheme():
    return effect(here_for(Permission.SCHEME_CONSENT), answers=True)


@bp.post("/ranking/scheme/consent")
@needs(Permission.SCHEME_CONSENT)
def agree_scheme():
    place = here_for(Permission.SCHEME_CONSENT)
    newest = agree_to_scheme(place.campaign, revision_sent(), current_user.id)
    said = _(
        "Version %(n)s of the scheme counts from now on. Everybody ranked is told their place.", n=newest.version
    )
    return done(said, url_for("ranking.scheme"))


@bp.post("/ranking/scheme/refusal")
@needs(Permission.SCHEME_CONSENT)
def refuse_scheme():
    place, form = here_for(Permission.SCHEME_CONSENT), SchemeReasonForm()
    if not form.validate():
        return effect(place, form, 422, answers=True)
    decline_scheme(place.campaign, revision_sent(), form.reason.data, current_user.id)
    return done(_("Declined. What counts stays as it is; whoever asked is told."), url_for("ranking.scheme"))
