"""The papers of a round: each to open, to edit in Word, to count in Excel; numbers and days by the clerk."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import PAPERS_ORDER
from app.campaigns.here import Here, here_for
from app.core.clock import today
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.papers import vault
from app.papers.actions.clerk import add_rate, set_numbers
from app.papers.books import paper_book
from app.papers.bundle import bundle
from app.papers.forms import NumbersForm, RateForm
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import FAILED, PAPERS, paper_pdf
from app.papers.queries.data import every_paper, failed_sessions, is_simple, must_be_locked, papers_from
from app.papers.queries.heads import head_of
from app.papers.queries.register import next_decision_no, templates_of
from app.papers.queries.texts import local_day, rate_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.bonus import factor_text
from app.papers.views import bp
from app.papers.views.shared import send

DRAFT = "du-thao-"  # a ward's own template may leave the word out
NUMBERS = tuple(f"{paper}_{what}" for paper in ("decision", "submission", "minutes") for what in ("no", "day"))


@bp.get("/awards/papers")
@needs(Permission.PAPER_MAKE)
def papers():
    return show(here_for(Permission.PAPER_MAKE))


def show(place: Here, numbers: NumbersForm | None = None, rate: RateForm | None = None, status: int = 200):
    head = head_of(place.campaign_id)
    if head is None or head.locked_at is None:
        return page("papers/none.html", opened=head is not None, status=status)
    current = rate_of(head)
    factors = {board: factor_text(current.factor(board)) for board in PAPERS_ORDER}
    usual = {
        "base_salary": current.base_salary,
        "collective": current.collective,
        "individual": current.individual,
        "household": current.household,
        "round_up_to": current.round_up_to,
    }
    return page(
        "papers/papers.html",
        papers=[one for one in PAPERS.values() if one.key != "minutes" or not is_simple(head)],
        simple=is_simple(head),
        head=head,
        numbers=numbers or NumbersForm(formdata=None, data={name: getattr(head, name) for name in NUMBERS}),
        rate=(rate or RateForm(formdata=None, data=usual)).apart("rate"),
        current=current,
        year=today().year,
        free=next_decision_no(place.ward_id, today().year) if head.decided_at and head.decision_no is None else None,
        factors=factors,
        counted_on=head.decision_day or local_day(head.locked_at),
        own=templates_of(place.ward_id),
        status=status,
    )


@bp.post("/awards/papers/numbers")
@needs(Permission.PAPER_MAKE)
def number():
    place, form = here_for(Permission.PAPER_MAKE), NumbersForm()
    if not form.validate():
        return show(place, form, status=422)
    try:
        set_numbers(place.campaign_id, form.numbers, current_user.id)
    except Refused as refused:
        if refused.reason in (PaperAnswer.NO_ROUND, PaperAnswer.NOT_LOCKED):
            raise
        if refused.reason is PaperAnswer.NUMBER_TAKEN:
            # The next free number stands in the field, ready to be sent.
            form.decision_no.raw_data, form.decision_no.data = None, refused.facts["next"]
        (form.decision_no if form.decision_no.data else form.minutes_no).errors = [
            say(refused.reason, **refused.facts)
        ]
        return show(place, form, status=409)
    return done(_("Numbers and days are saved. The papers show them now."), url_for("papers.papers"))


@bp.post("/awards/papers/rates")
@needs(Permission.PAPER_MAKE)
def rate():
    place, form = here_for(Permission.PAPER_MAKE), RateForm()
    if not form.validate():
        return show(place, rate=form, status=422)
    add_rate(place.ward_id, form.rate, current_user.id)
    return done(
        _("The figures are saved; the bonus is counted with them from that day on."), url_for("papers.papers")
    )


@bp.get("/awards/papers.zip")
@needs(Permission.PAPER_MAKE)
def every_file():
    """All of them in one step."""
    place = here_for(Permission.PAPER_MAKE)
    head = head_of(place.campaign_id) or abort(404)
    papers, failed = every_paper(must_be_locked(head)), failed_sessions(head)
    if not papers and not failed:
        raise Refused(PaperAnswer.NOBODY)
    own = templates_of(place.ward_id)
    data = bundle(papers, lambda key: own_template(own[key].sha256 if key in own else None), failed)
    return send(data, f"ho-so-khen-thuong-{place.campaign.slug}.zip")


@bp.get("/awards/papers/<paper>.<kind>")
@needs(Permission.PAPER_MAKE)
def file(paper, kind):
    place = here_for(Permission.PAPER_MAKE)
    found = PAPERS.get(paper) or abort(404)
    if kind not in ("pdf", "docx", "xlsx") or (kind == "xlsx" and not found.sheet):
        abort(404)
    head = head_of(place.campaign_id, paper) or abort(404)
    if paper == "minutes" and is_simple(head):
        abort(404)
    values = papers_from(must_be_locked(head), paper)
    if kind == "pdf":
        data = paper_pdf(paper, values)
    elif kind == "xlsx":
        data = paper_book(paper, values)
    else:
        data = paper_docx(paper, values, own_template(head.template))
    return send(data, f"{DRAFT if values.draft else ''}{found.file}-{place.campaign.slug}.{kind}")


@bp.get("/awards/papers/sessions/<id:number>.<kind>")
@needs(Permission.PAPER_MAKE)
def failed_session(number, kind):
    """The short minutes of a session that ended without a result."""
    place = here_for(Permission.PAPER_MAKE)
    head = head_of(place.campaign_id) or abort(404)
    if kind not in ("pdf", "docx") or not 0 < number <= head.failed:
        abort(404)
    values = failed_sessions(head)[number - 1]
    data = paper_pdf(FAILED.key, values) if kind == "pdf" else paper_docx(FAILED.key, values)
    return send(data, f"{FAILED.file}-phien-{number}-{place.campaign.slug}.{kind}")


def own_template(sha256: str | None) -> bytes | None:
    """The ward's own template, None where it has none; refused where its file is gone."""
    if sha256 is None:
        return None
    data = vault.stored(sha256)
    if data is None:
        raise Refused(PaperAnswer.FILE_GONE)
    return data
