"""The posted list, for those to whom it is posted: what stands on it, objecting, and reading the answer."""

from flask import abort, make_response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import BOARD_WORDS, PAPERS_ORDER
from app.core.clock import now
from app.core.forms import read_id
from app.core.policy import Permission, public, signed_in
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people.actions.throttle import take_try
from app.people.rules import minutes_left
from app.posting import actions
from app.posting.forms import ObjectionForm
from app.posting.queries import lines_of, objection_by_code, objection_in_person, posted_page, stands_in
from app.posting.rules import PUBLIC, VERDICT_WORDS, code_sum
from app.posting.views import bp


def _found(slug: str):
    """The posting of this address, for those to whom it is posted; a 404 for everybody else, as if it were not
    there."""
    row = posted_page(slug) or abort(404)
    inside = current_user.is_authenticated and current_user.may(Permission.CAMPAIGN_READ, row.ward_id)
    if row.Posting.scope != PUBLIC and not inside:
        abort(404)
    return row


@bp.get("/posted/<slug>")
@public
def posted(slug):
    return _show(_found(slug))


def _show(row, form: ObjectionForm | None = None, status: int = 200):
    lines, stands = lines_of(row.Posting.id), stands_in(row)
    boards = [(BOARD_WORDS[board], [one for one in lines if one.board == board]) for board in PAPERS_ORDER]
    running = stands.running(now())
    # What was posted in public is not public any more once its time is over.
    shown = running or current_user.is_authenticated
    return _plain(
        page(
            "posting/posted.html",
            row=row,
            boards=[one for one in boards if one[1] and shown],
            stands=stands,
            running=running,
            form=(form or ObjectionForm(formdata=None).about(lines)) if running else None,
            inside=current_user.is_authenticated,
            refused=form.form_errors if form and not running else [],
            status=status,
        )
    )


def _plain(made):
    answer = make_response(made)
    # What is over shall not live on in a search engine.
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@bp.post("/posted/<slug>/objections")
@public
def object_to(slug):
    """Without signing in nothing of the visitor is kept; who sends many is slowed down."""
    row = _found(slug)
    form = ObjectionForm().about(lines_of(row.Posting.id))
    if not form.validate():
        return _show(row, form, 422)
    by = current_user.id if current_user.is_authenticated else None
    if by is None and not take_try({"objection": request.remote_addr or ""}):
        wait = minutes_left(now())
        form.form_errors = [_("Too many objections from here. Try again in %(n)s min.", n=wait)]
        answer = _show(row, form, 429)
        answer.headers["Retry-After"] = str(60 * wait)
        return answer
    try:
        about = read_id(form.nomination.data) or None
        _row, code = actions.make_objection(row.Posting.id, about, form.text.data, by, form.code.data or "")
    except Refused as refused:
        form.form_errors = [say(refused.reason, **refused.facts)]
        return _show(row, form, 409)
    return done(
        _("Your objection was received. Keep the address of this page: the answer is read here."),
        url_for("posting.answered", slug=slug, code=code),
    )


@bp.get("/posted/<slug>/objections/<code>")
@public
def answered(slug, code):
    """The state of an objection and its answer, for whoever has its code."""
    row = _found(slug)
    whole = objection_by_code(row.round_id, code_sum(code)) or abort(404)
    return _answer(row, whole)


@bp.get("/posted/mine/<id:objection_id>")
@signed_in
def mine(objection_id):
    """The same for whoever objected signed in."""
    found = objection_in_person(objection_id, current_user.id) or abort(404)
    slug, whole = found
    return _answer(posted_page(slug), whole)


def _answer(row, whole):
    return _plain(page("posting/answered.html", row=row, whole=whole, verdicts=VERDICT_WORDS))
