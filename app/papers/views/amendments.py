"""Further decisions about the round's numbered decision: proposed, answered, numbered, and their papers."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.decisions.amended import CANCELLATION, CORRECTION
from app.papers.actions.amending import answer_amendment, number_amendment, propose_amendment
from app.papers.forms import AnswerForm, NumberForm, amendment_form
from app.papers.layout.amended import FILES, amendment_docx, amendment_pdf
from app.papers.queries.amendments import amendments_of, standing_of
from app.papers.queries.papers_of_amendments import fields_of
from app.papers.queries.register import next_decision_no
from app.papers.rules.amending import KINDS, MOST_CHANGES, WHAT
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.numerals import number_words
from app.papers.views import bp
from app.papers.views.shared import round_here, send
from app.people.views.again import ask_for_proof


@bp.get("/awards/decision/changes")
@needs(Permission.PAPER_MAKE)
def amendments():
    return show(*round_here())


def show(place, head, form=None, answer=None, number=None, status: int = 200):
    """All that was proposed, and the form of what can be done next."""
    if head.frozen is None:
        return page("papers/amendments_none.html", status=status)
    rows = amendments_of(head.id)
    standing = standing_of(head, rows)
    is_open = next((one for one in rows if one.row.granted is None), None)
    waiting = next((one for one in rows if one.row.granted and one.row.number is None), None)
    if form is None and is_open is None and standing.holding:
        form = amendment_form(standing.papers.recipients)
        form.kind.data = CANCELLATION if request.args.get("ends") else CORRECTION
        form.whom_0.data, form.what_0.data = request.args.get("ends", ""), "award" if request.args.get("ends") else ""
    if number is None and waiting is not None:
        number = NumberForm(formdata=None, data={"number": next_decision_no(head.ward_id, _year(waiting))})
    symbol = standing.papers.texts["decision_symbol"]
    return page(
        "papers/amendments.html",
        head=head,
        rows=rows,
        open=is_open,
        waiting=waiting,
        form=form if is_open is None else None,
        answer=answer or AnswerForm(formdata=None),
        number=number,
        names={one.nomination_id: one.name for one in standing.papers.recipients},
        said=lambda number: number_words(number, symbol),
        kinds=KINDS,
        what=WHAT,
        lines=range(MOST_CHANGES),
        may_answer=is_open is not None
        and current_user.may(Permission.DECISION_MAKE, place.ward_id)
        and is_open.row.by != current_user.id,
        status=status,
    )


def _year(waiting) -> int:
    return waiting.row.answered_at.year


@bp.post("/awards/decision/changes")
@needs(Permission.PAPER_MAKE)
def propose_change():
    place, head = round_here()
    if head.frozen is None:
        return show(place, head, status=409)
    form = amendment_form(standing_of(head, amendments_of(head.id)).papers.recipients)
    if not form.validate():
        return show(place, head, form, status=422)
    try:
        propose_amendment(place.campaign_id, form.kind.data, form.changes, form.reason.data, current_user.id)
    except Refused as refused:
        form.form_errors = [*form.form_errors, say(refused.reason, **refused.facts)]
        return show(place, head, form, status=409)
    return done(_("Proposed. It takes effect once the leader agrees."), url_for("papers.amendments"))


@bp.post("/awards/decision/changes/<id:number>/answer")
@needs(Permission.DECISION_MAKE)
def answer_change(number):
    place, head = round_here()
    form = AnswerForm()
    if not form.validate():
        return show(place, head, answer=form, status=422)
    granted = form.granted.data == "y"
    asked = ask_for_proof(_("agree to this change of the decision") if granted else _("decline this change"))
    if asked:
        return asked
    try:
        row = answer_amendment(number, current_user.reach(Permission.DECISION_MAKE), granted, current_user.id)
    except Refused as refused:
        form.granted.errors = [say(refused.reason, **refused.facts)]
        return show(place, head, answer=form, status=409)
    if row is None:
        abort(404)
    said = _("Agreed. The clerk gives it its number after the signature.") if granted else _("Declined.")
    return done(said, url_for("papers.amendments"))


@bp.post("/awards/decision/changes/<id:number>/number")
@needs(Permission.PAPER_MAKE)
def number_change(number):
    place, head = round_here()
    form = NumberForm()
    if not form.validate():
        return show(place, head, number=form, status=422)
    reach = current_user.reach(Permission.PAPER_MAKE)
    try:
        row = number_amendment(number, reach, form.number.data, form.day.data, current_user.id)
    except Refused as refused:
        if refused.reason is PaperAnswer.NUMBER_TAKEN:
            form.number.raw_data, form.number.data = None, refused.facts["next"]
        form.number.errors = [say(refused.reason, **refused.facts)]
        return show(place, head, number=form, status=409)
    if row is None:
        abort(404)
    return done(_("It has its number; its paper is fixed."), url_for("papers.amendments"))


@bp.get("/awards/decision/changes/<id:number>.<kind>")
@needs(Permission.PAPER_MAKE)
def amendment_file(number, kind):
    place, head = round_here()
    rows = amendments_of(head.id) if head.frozen else []
    one = next((one for one in rows if one.row.id == number), None)
    if one is None or kind not in ("pdf", "docx"):
        abort(404)
    fields = fields_of(head, rows, number)
    data = amendment_pdf(fields, one.row.at) if kind == "pdf" else amendment_docx(fields)
    name = f"{FILES[one.row.kind]}-{one.row.number or number}-{place.campaign.slug}.{kind}"
    return send(data, name if one.row.granted else f"du-thao-{name}")
