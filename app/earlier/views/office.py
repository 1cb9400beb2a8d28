"""Entering awards of earlier years, one a line."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.place import ward_for
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.core.words import say
from app.earlier.actions import Wrong, note_earlier, remove_earlier
from app.earlier.forms import LinesForm
from app.earlier.queries import entered_in
from app.earlier.views import bp


@bp.get("/awards/earlier")
@needs(Permission.PAPER_MAKE)
def office():
    return _show(LinesForm(formdata=None))


def _show(form: LinesForm, status: int = 200):
    return page("earlier/office.html", rows=entered_in(ward_for(Permission.PAPER_MAKE)), form=form, status=status)


@bp.post("/awards/earlier")
@needs(Permission.PAPER_MAKE)
def note():
    form = LinesForm()
    if not form.validate():
        return _show(form, 422)
    try:
        count = note_earlier(ward_for(Permission.PAPER_MAKE), form.lines.data, current_user.id)
    except Wrong as wrong:
        form.lines.errors = [say(reason, **facts) for reason, facts in wrong.found]
        return _show(form, 422)
    return done(_("%(n)s awards of earlier years are kept.", n=count), url_for("earlier.office"))


@bp.post("/awards/earlier/<id:award_id>/removal")
@needs(Permission.PAPER_MAKE)
def remove(award_id):
    try:
        remove_earlier(award_id, current_user.id, current_user.reach(Permission.PAPER_MAKE))
    except LookupError:
        abort(404)
    return done(_("The award is taken off."), url_for("earlier.office"))
