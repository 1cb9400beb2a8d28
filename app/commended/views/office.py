"""The answers of those on the list, for the ward's office: what is wrong, who declines, who comes."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.queries import round_in
from app.campaigns.here import Here, here_for
from app.commended import actions
from app.commended.forms import NoteForm, SettleForm
from app.commended.queries import lines_of
from app.commended.rules import ANSWER_WORDS, counts_of
from app.commended.views import bp
from app.core.policy import Permission, needs
from app.core.web import done, page


@bp.get("/awards/answers")
@needs(Permission.PAPER_MAKE)
def office():
    return show(here_for(Permission.PAPER_MAKE))


def show(place: Here, wrong_for: int | None = None, form=None, status: int = 200):
    """``wrong_for``: the candidate whose form was filled in wrongly."""
    found = round_in(place.campaign_id)
    lines = lines_of(found.id) if found else []
    return page(
        "commended/office.html",
        round=found,
        lines=lines,
        counts=counts_of(lines),
        answers=ANSWER_WORDS,
        settling=SettleForm(formdata=None),
        noting=NoteForm(formdata=None),
        wrong_for=wrong_for,
        form=form,
        status=status,
    )


@bp.post("/awards/answers")
@needs(Permission.PAPER_MAKE)
def ask():
    place = here_for(Permission.PAPER_MAKE)
    count = actions.ask_all(place.campaign_id, current_user.id)
    return done(_("%(n)s asked. They are told.", n=count), url_for("commended.office"))


def _verb(act, *args):
    try:
        act(*args, by=current_user.id, reach=current_user.reach(Permission.PAPER_MAKE))
    except LookupError:
        abort(404)


@bp.post("/awards/answers/<id:nomination_id>/settling")
@needs(Permission.PAPER_MAKE)
def settle(nomination_id):
    form = SettleForm()
    if not form.validate():
        return show(here_for(Permission.PAPER_MAKE), nomination_id, form, 422)
    _verb(actions.settle, nomination_id, form.done.data)
    return done(_("Noted: it was looked at."), url_for("commended.office"))


@bp.post("/awards/answers/<id:nomination_id>/attendance")
@needs(Permission.PAPER_MAKE)
def note(nomination_id):
    form = NoteForm()
    if not form.validate():
        return show(here_for(Permission.PAPER_MAKE), nomination_id, form, 422)
    _verb(actions.note, nomination_id, form.comes, form.who.data)
    return done(_("Noted."), url_for("commended.office"))
