"""Handing over: a note for the next duty, and its confirmation."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.web import done
from app.lines.actions import confirm, hand_over
from app.lines.forms import NoteForm
from app.lines.views import bp
from app.lines.views.lines import show
from app.shifts.queries import shift_in_reach


@bp.post("/shifts/<id:shift_id>/line-notes")
@needs(Permission.SHIFT_READ)
def note(shift_id):
    form = NoteForm()
    if not form.validate():
        shift_in_reach(shift_id, current_user.reach(Permission.SHIFT_READ)) or abort(404)
        return show(here_for(Permission.SHIFT_READ), 422, shift_id=shift_id, form=form)
    reach, staff = current_user.reach(Permission.SHIFT_READ), current_user.reach(Permission.SHIFT_PLAN)
    hand_over(shift_id, current_user.id, form.text.data, reach, staff) or abort(404)
    return done(_("Handed over. The next person on duty reads it first."), url_for("lines.lines"))


@bp.post("/line-notes/<id:note_id>/reading")
@needs(Permission.SHIFT_READ)
def reading(note_id):
    if not confirm(note_id, current_user.id, current_user.reach(Permission.SHIFT_READ)):
        abort(404)
    return done(_("Confirmed."), url_for("lines.lines"))
