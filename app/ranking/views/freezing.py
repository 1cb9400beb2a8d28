"""When the ranking is frozen: setting the moment, and making its copy where no worker did."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done
from app.core.words import moment as say_moment
from app.core.words import say
from app.ranking.actions import freeze, set_moment
from app.ranking.forms import MomentForm
from app.ranking.rules.answers import RankingAnswer
from app.ranking.views import bp
from app.ranking.views.copies import show_copies


@bp.post("/ranking/freeze")
@needs(Permission.RANKING_FREEZE)
def set_freeze():
    place, form = here_for(Permission.RANKING_FREEZE), MomentForm()
    if not form.validate():
        return show_copies(place, moment_form=form, status=422)
    try:
        set_moment(place.campaign, form.moment, current_user.id)
    except Refused as refused:
        form.day.errors = [say(refused.reason)]
        return show_copies(place, moment_form=form, status=409)
    return done(
        _("The ranking will be frozen at %(at)s.", at=say_moment(form.moment)), url_for("ranking.publications")
    )


@bp.post("/ranking/freeze/end")
@needs(Permission.RANKING_FREEZE)
def end_freeze():
    set_moment(here_for(Permission.RANKING_FREEZE).campaign, None, current_user.id)
    return done(_("No moment is set any more."), url_for("ranking.publications"), kind="info")


@bp.post("/ranking/freeze/copy")
@needs(Permission.RANKING_FREEZE)
def freeze_now():
    if freeze(here_for(Permission.RANKING_FREEZE).campaign_id, current_user.id) is None:
        raise Refused(RankingAnswer.NOT_DUE)
    return done(_("The copy has been made."), url_for("ranking.ranking"))
