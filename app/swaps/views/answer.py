"""Answering an offer."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.web import done, safe_next
from app.core.words import which_shift
from app.swaps import actions

from . import bp


def _back(message: str, kind: str = "info"):
    return done(message, safe_next(request.form.get("next"), url_for("signups.my_shifts")), kind=kind)


@bp.post("/swaps/<id:swap_id>/accept")
@needs(Permission.SHIFT_CLAIM)
def accept(swap_id):
    try:
        seat = actions.accept(swap_id, current_user.id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    return _back(_("The seat is yours: %(shift)s.", shift=which_shift(seat)), "good")


@bp.post("/swaps/<id:swap_id>/decline")
@needs(Permission.SHIFT_CLAIM)
def decline(swap_id):
    try:
        seat = actions.decline(swap_id, current_user.id, current_user.reach(Permission.SHIFT_CLAIM))
    except LookupError:
        abort(404)
    return _back(
        _("You have declined the seat %(shift)s. It stays with the person who offered it.", shift=which_shift(seat))
    )


@bp.post("/swaps/<id:swap_id>/withdraw")
@needs(Permission.SHIFT_CLAIM)
def withdraw(swap_id):
    reach = current_user.reach(Permission.SHIFT_CLAIM)
    try:
        seat = actions.withdraw(swap_id, current_user.id, reach)
    except LookupError:
        abort(404)
    return _back(_("The offer is withdrawn. The seat %(shift)s is still yours.", shift=which_shift(seat)))
