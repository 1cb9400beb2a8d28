"""Whether a locked round goes without a session: the answer of a second person."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.web import done
from app.council import actions

from . import bp
from .shared import reach


def _answer(ask_id: int, agreed: bool, said: str):
    try:
        actions.answer_procedure(ask_id, agreed, current_user.id, reach())
    except LookupError:
        abort(404)
    return done(said, url_for("council.council"))


@bp.post("/council/procedure/<id:ask_id>/consent")
@needs(Permission.COUNCIL_VOTE)
def consent(ask_id):
    return _answer(ask_id, True, _("You agreed: this round goes without a session. All members are told."))


@bp.post("/council/procedure/<id:ask_id>/refusal")
@needs(Permission.COUNCIL_VOTE)
def refuse(ask_id):
    return _answer(ask_id, False, _("The round keeps its session of the council."))
