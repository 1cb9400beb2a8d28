"""What was corrected and why, what waits for a second person, correcting a name, and what was done to one's own."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.place import ward_for, ward_here
from app.core.policy import Permission, needs, signed_in
from app.core.reasons import Refused
from app.core.text import N_, TextProblem, clean_text
from app.core.web import done, page
from app.core.words import say
from app.names.actions import answer_request, correct
from app.names.forms import NameForm
from app.names.models import NameCorrection
from app.names.queries import corrections_in, corrections_of, waiting_for, waiting_in
from app.names.rules import MOST_NAME, NameAnswer
from app.names.subjects import SUBJECTS, Named
from app.names.views import bp
from app.places.queries import teams_of

KINDS = {"user_id": N_("Person"), "team_id": N_("Team"), "nomination_id": N_("Candidate")}


@bp.get("/names")
@needs(Permission.AWARD_READ)
def corrections():
    ward_id = ward_for(Permission.AWARD_READ)
    may = current_user.may(Permission.NAME_CORRECT, ward_id)
    return page(
        "names/corrections.html",
        rows=corrections_in(NameCorrection.ward_id == ward_id),
        waiting=waiting_in(ward_id),
        kinds=KINDS,
        may=may,
        teams=teams_of(ward_id) if may else [],
    )


def _found(whose: dict[str, int]) -> tuple[str, Named]:
    """The word and the name that the address speaks of: by the id of an account, a team or a candidate."""
    ((column, subject_id),) = whose.items()
    word = next(word for word, one in SUBJECTS.items() if one.column == column)
    reach = current_user.reach(Permission.NAME_CORRECT)
    who = SUBJECTS[word].find(subject_id, reach, ward_here(Permission.NAME_CORRECT)) or abort(404)
    return word, who


@bp.get("/names/person/<id:user_id>")
@bp.get("/names/team/<id:team_id>")
@bp.get("/names/candidate/<id:nomination_id>")
@needs(Permission.NAME_CORRECT)
def name(**whose):
    """``?name=``: what somebody typed where a name stands that only a correction changes."""
    word, who = _found(whose)
    return _show(word, who, NameForm(formdata=None, data={"name": _typed() or who.name}))


def _typed() -> str:
    try:
        return clean_text(request.args.get("name", ""), MOST_NAME)
    except TextProblem:
        return ""


def _show(word: str, who: Named, form: NameForm, status: int = 200):
    column = SUBJECTS[word].column
    return page(
        "names/name.html",
        address=url_for("names.correct_name", **{column: who.id}),
        who=who,
        form=form,
        rows=corrections_of(column, who.id),
        waiting=waiting_for(column, who.id),
        kinds=KINDS,
        may=True,
        refused=say(NameAnswer.OTHER_WARD) if who.elsewhere else "",
        status=status,
    )


@bp.post("/names/person/<id:user_id>")
@bp.post("/names/team/<id:team_id>")
@bp.post("/names/candidate/<id:nomination_id>")
@needs(Permission.NAME_CORRECT)
def correct_name(**whose):
    (word, who), form = _found(whose), NameForm()
    if not form.validate():
        return _show(word, who, form, 422)
    try:
        made = correct(word, who, form.name.data, form.reason.data, current_user.id)
    except Refused as refused:
        form.name.errors = [say(refused.reason, **refused.facts)]
        return _show(word, who, form, 409)
    if isinstance(made, NameCorrection):
        return done(_("The name is corrected. Whoever it concerns is told."), who.url)
    return done(
        _("This is more than a slip of the pen, so somebody else has to confirm it. They are told."),
        url_for("names.name", **whose),
    )


@bp.post("/names/requests/<id:request_id>/confirmation")
@needs(Permission.NAME_CORRECT)
def confirm(request_id):
    return _answer(request_id, True, _("The name is corrected. Whoever it concerns is told."))


@bp.post("/names/requests/<id:request_id>/refusal")
@needs(Permission.NAME_CORRECT)
def decline(request_id):
    return _answer(request_id, False, _("The name stays as it is."))


def _answer(request_id: int, granted: bool, said: str):
    row = answer_request(request_id, current_user.reach(Permission.NAME_CORRECT), granted, current_user.id)
    if row is None:
        abort(404)
    return done(said, url_for("names.corrections"))


@bp.get("/my/name")
@signed_in
def mine():
    return page("names/mine.html", rows=corrections_of("user_id", current_user.id), now=current_user.name)
