"""What is written down about a candidate on their page: a proposal, the achievement, other awards, a hold."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.actions import hold_candidate, lift_candidate, note_parallel, remove_parallel, write_achievement
from app.awards.forms import AchievementForm, GroundsForm, HoldReasonForm, ParallelForm
from app.awards.queries import nomination_in
from app.awards.views import bp
from app.awards.views.candidates import show
from app.awards.views.proposals import propose_listed
from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done
from app.core.words import say


def _write(place, nomination_id: int, name: str, form, field: str, verb, message: str):
    """Validate, act, and go back to the candidate; what is refused is told at ``field``."""
    if not form.validate():
        return show(place, nomination_id, 422, **{name: form})
    try:
        verb() or abort(404)
    except Refused as refused:
        form[field].errors = [say(refused.reason, **refused.facts)]
        return show(place, nomination_id, 409, **{name: form})
    return _back(message, nomination_id, name)


def _back(message: str, nomination_id: int, name: str):
    return done(message, url_for("awards.candidate", nomination_id=nomination_id, _anchor=name))


@bp.post("/awards/candidates/<id:nomination_id>/proposals")
@needs(Permission.NOMINATION_PROPOSE)
def candidate_proposal(nomination_id):
    place = here_for(Permission.NOMINATION_PROPOSE)
    row = nomination_in(nomination_id, current_user.reach(Permission.NOMINATION_PROPOSE)) or abort(404)
    form = GroundsForm().about(row.subject)
    message = _("Proposed. It is on the candidate's page and in the list of proposals.")
    return _write(
        place, nomination_id, "grounds", form, "grounds", lambda: propose_listed(place, nomination_id, form), message
    )


@bp.post("/awards/candidates/<id:nomination_id>/achievement")
@needs(Permission.ACHIEVEMENT_WRITE)
def achievement(nomination_id):
    place, form = here_for(Permission.ACHIEVEMENT_WRITE), AchievementForm()
    return _write(
        place,
        nomination_id,
        "writing",
        form,
        "text",
        lambda: write_achievement(place.campaign_id, nomination_id, form.text.data, current_user.id),
        _("The achievement is saved as you wrote it."),
    )


@bp.post("/awards/candidates/<id:nomination_id>/draft")
@needs(Permission.ACHIEVEMENT_WRITE)
def draft_again(nomination_id):
    place = here_for(Permission.ACHIEVEMENT_WRITE)
    write_achievement(place.campaign_id, nomination_id, "", current_user.id) or abort(404)
    return _back(_("The draft from the figures counts again."), nomination_id, "writing")


@bp.post("/awards/candidates/<id:nomination_id>/parallels")
@needs(Permission.ACHIEVEMENT_WRITE)
def parallel(nomination_id):
    place, form = here_for(Permission.ACHIEVEMENT_WRITE), ParallelForm()
    return _write(
        place,
        nomination_id,
        "parallel",
        form,
        "issuer",
        lambda: note_parallel(place.campaign_id, nomination_id, form.issuer.data, form.day.data, current_user.id),
        _("Noted. The list now shows a warning."),
    )


@bp.post("/awards/candidates/<id:nomination_id>/parallels/<id:parallel_id>/removal")
@needs(Permission.ACHIEVEMENT_WRITE)
def parallel_removal(nomination_id, parallel_id):
    place = here_for(Permission.ACHIEVEMENT_WRITE)
    remove_parallel(place.campaign_id, nomination_id, parallel_id, current_user.id) or abort(404)
    return _back(_("The note is removed."), nomination_id, "parallel")


@bp.post("/awards/candidates/<id:nomination_id>/hold")
@needs(Permission.HOLD_PLACE)
def candidate_hold(nomination_id):
    return _hold(nomination_id, hold_candidate, _("The hold is placed."))


@bp.post("/awards/candidates/<id:nomination_id>/hold/end")
@needs(Permission.HOLD_PLACE)
def candidate_hold_end(nomination_id):
    return _hold(nomination_id, lift_candidate, _("The hold is lifted."))


def _hold(nomination_id, verb, message):
    place, form = here_for(Permission.HOLD_PLACE), HoldReasonForm().apart("hold")
    return _write(
        place,
        nomination_id,
        "holding",
        form,
        "reason",
        lambda: verb(place.campaign_id, nomination_id, form.reason.data, current_user.id),
        message,
    )
