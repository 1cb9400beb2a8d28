"""The ceremony: what is written down for it, and its two papers."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done
from app.papers.views.shared import send
from app.results.actions import plan_ceremony, set_reading
from app.results.forms import CeremonyForm
from app.results.printing import PAPERS, ceremony_docx, ceremony_pdf, in_reading_order, usual_points, values_of
from app.results.queries import history_of, holders_of
from app.results.rules import ResultAnswer
from app.results.views import bp
from app.results.views.manage import round_here, show


@bp.post("/awards/results/ceremony")
@needs(Permission.RESULT_ANNOUNCE)
def plan():
    place, head = round_here()
    form = CeremonyForm()
    if not form.validate():
        return show(place, plan=form, status=422)
    usual = usual_points(head.campaign)
    own = {name: form[name].data if form[name].data not in ("", usual[name]) else None for name in usual}
    plan_ceremony(place.campaign_id, form.starts_at, form.place.data, **own, by=current_user.id)
    return done(_("The ceremony is saved and in the programme now."), url_for("results.results"))


@bp.post("/awards/results/order")
@needs(Permission.RESULT_ANNOUNCE)
def order():
    place = here_for(Permission.RESULT_ANNOUNCE)
    set_reading(place.campaign_id, dict(_numbers()), current_user.id)
    return done(_("The order of reading is saved."), url_for("results.results", _anchor="order"))


def _numbers():
    """(nomination id, number) of each field; what is no number counts as none."""
    for name, text in request.form.items():
        nomination = name.removeprefix("no-")
        if nomination != name and nomination.isascii() and nomination.isdigit() and len(nomination) <= 10:
            number = text.strip()
            yield int(nomination), int(number) if number.isascii() and number.isdigit() and len(number) <= 6 else None


@bp.get("/awards/results/<paper>.<kind>")
@needs(Permission.RESULT_ANNOUNCE)
def file(paper, kind):
    place, head = round_here()
    if paper not in PAPERS or kind not in ("pdf", "docx"):
        abort(404)
    holders = holders_of(head.id)
    if holders is None:
        raise Refused(ResultAnswer.NOT_DECIDED)
    ceremony = history_of(head.id).ceremony
    values = values_of(head, in_reading_order(holders, ceremony), ceremony)
    data = ceremony_pdf(paper, head, values) if kind == "pdf" else ceremony_docx(paper, values)
    return send(data, f"{PAPERS[paper][2]}-{place.campaign.slug}.{kind}")
