"""What somebody on the list checks, corrects, declines; and who comes."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.commended import actions
from app.commended.forms import ReplyForm
from app.commended.queries import Mine, mine_of, one_of_mine
from app.commended.rules import ANSWER_WORDS, RIGHT
from app.commended.views import bp
from app.core.policy import signed_in
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say


@bp.get("/my/commendation")
@signed_in
def mine():
    return page("commended/mine.html", lines=mine_of(current_user.id), answers=ANSWER_WORDS)


def _found(nomination_id: int) -> Mine:
    return one_of_mine(nomination_id, current_user.id) or abort(404)


@bp.get("/my/commendation/<id:nomination_id>")
@signed_in
def one(nomination_id):
    return _show(_found(nomination_id))


def _show(found: Mine, form: ReplyForm | None = None, status: int = 200):
    return page(
        "commended/one.html", found=found, line=found.line, form=form or _form(found.line), answers=ANSWER_WORDS,
        status=status,
    )  # fmt: skip


def _form(line) -> ReplyForm:
    coming = {None: "", 0: "no"}.get(line.comes, "yes")
    return ReplyForm(
        formdata=None,
        data={
            "answer": line.answer or RIGHT,
            "right_name": line.name,
            "what": line.what,
            "coming": coming,
            "guests": max((line.comes or 1) - 1, 0),
            "who": line.who,
        },
    )


@bp.post("/my/commendation/<id:nomination_id>")
@signed_in
def answer(nomination_id):
    form = ReplyForm()
    if not form.validate():
        return _show(_found(nomination_id), form, 422)
    try:
        actions.reply(
            nomination_id,
            form.answer.data,
            current_user.id,
            form.what.data,
            form.right_name.data,
            form.comes,
            form.who.data,
        )
    except LookupError:
        abort(404)
    except Refused as refused:
        form.answer.errors = [say(refused.reason, **refused.facts)]
        return _show(_found(nomination_id), form, 409)
    return done(_("Your answer is kept. You can change it until it is printed."), url_for("commended.mine"))
