"""One objection: who answers it, the answer, and the second person who confirms it."""

from datetime import datetime

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.forms import read_id
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.posting import actions
from app.posting.forms import AnswerForm, OwnerForm
from app.posting.queries import Whole, answerers_in, objection_in
from app.posting.rules import VERDICT_WORDS, PostingAnswer, may_answer, may_confirm
from app.posting.views import bp


@bp.get("/awards/posting/objections/<id:objection_id>")
@needs(Permission.AWARD_READ)
def objection(objection_id):
    return _show(_found(objection_id))


def _found(objection_id: int) -> Whole:
    return objection_in(objection_id, current_user.reach(Permission.AWARD_READ)) or abort(404)


def _show(whole: Whole, form: AnswerForm | None = None, owner: OwnerForm | None = None, status: int = 200):
    row, me = whole.row, current_user.id
    may = current_user.may(Permission.COUNCIL_VOTE, row.ward_id)
    over = row.confirmed_by is not None
    holders = answerers_in(row.ward_id, row.nomination_id) if may and not over else []
    concerned = {one.user_id for one in holders if one.concerned} | ({row.by} if row.by else set())
    answering = may_answer(me, row.owner_id, concerned, over)
    confirming = may_confirm(me, row.answered_by, concerned, over)
    free = [one for one in holders if one.user_id not in concerned and one.user_id != row.owner_id]
    written = {"verdict": row.verdict, "answer": row.answer} if row.verdict else None
    return page(
        "posting/objection.html",
        whole=whole,
        row=row,
        may=may,
        over=over,
        verdicts=VERDICT_WORDS,
        form=(form or AnswerForm(formdata=None, data=written)) if may and answering is PostingAnswer.YES else None,
        why=say(answering) if may and answering is not PostingAnswer.YES else "",
        confirms=may and confirming is PostingAnswer.YES,
        confirm_why=say(confirming) if may and row.verdict and confirming is not PostingAnswer.YES else "",
        takes=any(one.user_id == me for one in free),
        owner=(owner or OwnerForm(formdata=None).among(free)) if free else None,
        status=status,
    )


def _verb(act, objection_id: int, *args, **more):
    try:
        return act(objection_id, *args, by=current_user.id, reach=current_user.reach(Permission.COUNCIL_VOTE), **more)
    except LookupError:
        abort(404)


@bp.post("/awards/posting/objections/<id:objection_id>/owner")
@needs(Permission.COUNCIL_VOTE)
def owner(objection_id):
    """``mine``: the visitor takes it over."""
    to = current_user.id if request.form.get("mine") else read_id(request.form.get("owner"))
    _verb(actions.pass_on, objection_id, to)
    return done(_("Noted. Whoever answers it now is told."), url_for("posting.objection", objection_id=objection_id))


@bp.post("/awards/posting/objections/<id:objection_id>/answer")
@needs(Permission.COUNCIL_VOTE)
def answer(objection_id):
    form = AnswerForm()
    if not form.validate():
        return _show(_found(objection_id), form, status=422)
    try:
        _verb(actions.answer, objection_id, form.verdict.data, form.answer.data)
    except Refused as refused:
        form.answer.errors = [say(refused.reason, **refused.facts)]
        return _show(_found(objection_id), form, status=409)
    return done(
        _("The answer is kept. It counts once a second person confirms it; they are told."),
        url_for("posting.objection", objection_id=objection_id),
    )


@bp.post("/awards/posting/objections/<id:objection_id>/confirmation")
@needs(Permission.COUNCIL_VOTE)
def confirm(objection_id):
    _verb(actions.confirm, objection_id, seen=_seen())
    return done(
        _("The answer is confirmed. Whoever objected can read it."),
        url_for("posting.objection", objection_id=objection_id),
    )


def _seen() -> datetime:
    try:
        return datetime.fromisoformat(request.form.get("seen", ""))
    except ValueError:
        abort(400)
