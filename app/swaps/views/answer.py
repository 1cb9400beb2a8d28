"""Answering an offer."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.web import done, safe_next
from app.swaps import actions

from . import bp


def _back(message: str, kind: str = "info"):
    return done(message, safe_next(request.form.get("next"), url_for("signups.my_shifts")), kind=kind)


@bp.post("/swaps/<id:swap_id>/accept")
@needs(Permission.SHIFT_CLAIM)
def accept(swap_id):
    try:
        actions.accept(swap_id, current_user.id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    return _back(_("Done: the seat is yours."), "good")


@bp.post("/swaps/<id:swap_id>/decline")
@needs(Permission.SHIFT_CLAIM)
def decline(swap_id):
    try:
        actions.decline(swap_id, current_user.id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    return _back(_("You have declined. The seat stays with whoever offered it."))


@bp.post("/swaps/<id:swap_id>/withdraw")
@needs(Permission.SHIFT_CLAIM)
def withdraw(swap_id):
    reach = current_user.reach(Permission.SHIFT_CLAIM)
    try:
        actions.withdraw(swap_id, current_user.id, reach)
    except LookupError:
        abort(404)
    return _back(_("The offer is withdrawn. The seat is still yours."))
