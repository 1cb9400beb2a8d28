"""The end of a single award."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.decisions.actions import revoke_award
from app.decisions.forms import ReasonForm
from app.decisions.queries import award_in
from app.decisions.rules import DecisionAnswer
from app.decisions.views import bp
from app.people.views.again import ask_for_proof


def _found(nomination_id: int):
    return award_in(nomination_id, current_user.reach(Permission.CERTIFICATE_REVOKE)) or abort(404)


def _show(award, form: ReasonForm, status: int = 200):
    return page("decisions/revocation.html", award=award, form=form, status=status)


@bp.get("/awards/candidates/<id:nomination_id>/revocation")
@needs(Permission.CERTIFICATE_REVOKE)
def revocation(nomination_id):
    return _show(_found(nomination_id), ReasonForm(formdata=None))


@bp.post("/awards/candidates/<id:nomination_id>/revocation")
@needs(Permission.CERTIFICATE_REVOKE)
def revoke(nomination_id):
    award, form = _found(nomination_id), ReasonForm()
    if not form.validate():
        return _show(award, form, 422)
    if award.fixed:
        form.reason.errors = [say(DecisionAnswer.NUMBERED)]
        return _show(award, form, 409)
    asked = ask_for_proof(_("revoke the award of %(name)s", name=award.name))
    if asked:
        return asked
    try:
        revoke_award(award.nomination_id, form.reason.data, current_user.id)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(award, form, 409)
    return done(_("The award is revoked."), url_for("decisions.revocation", nomination_id=award.nomination_id))
