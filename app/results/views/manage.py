"""Telling everybody, for ward leader and clerk."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.papers.queries.heads import head_of
from app.results.actions import publish_result, withdraw_result
from app.results.forms import CeremonyForm, PublishForm, WithdrawForm
from app.results.printing import PAPERS, in_reading_order, usual_points
from app.results.queries import history_of, holders_of
from app.results.rules import FULL, NAME_RULES, ResultAnswer
from app.results.views import bp
from app.results.views.public import show as show_public


@bp.get("/awards/results")
@needs(Permission.RESULT_ANNOUNCE)
def results():
    return show(here_for(Permission.RESULT_ANNOUNCE))


def round_here() -> tuple[Here, object]:
    place = here_for(Permission.RESULT_ANNOUNCE)
    return place, head_of(place.campaign_id) or abort(404)


def show(place: Here, publish=None, withdraw=None, plan=None, status: int = 200):
    head = head_of(place.campaign_id)
    holders = holders_of(head.id) if head else None
    if holders is None:
        return page("results/none.html", opened=head is not None, status=status)
    told = history_of(head.id)
    return page(
        "results/results.html",
        head=head,
        told=told,
        holders=in_reading_order(holders, told.ceremony),
        papers={key: name for key, (name, _title, _file) in PAPERS.items()},
        rules=NAME_RULES,
        publish=publish or PublishForm(formdata=None, data={"name_rule": told.rule} if told.rule else None),
        withdraw=(withdraw or WithdrawForm(formdata=None)).apart("withdraw"),
        plan=plan or _plan_form(head, told.ceremony),
        planning=plan is not None,
        status=status,
    )


def _plan_form(head, ceremony) -> CeremonyForm:
    usual = usual_points(head.campaign)
    if ceremony is None:
        return CeremonyForm(formdata=None, data=usual)
    found = {name: getattr(ceremony, name) if getattr(ceremony, name) is not None else usual[name] for name in usual}
    return CeremonyForm(formdata=None, data=found | CeremonyForm.at(ceremony.starts_at) | {"place": ceremony.place})


@bp.get("/awards/results/preview")
@needs(Permission.RESULT_ANNOUNCE)
def preview():
    """The public page as it would look, by the rule asked for."""
    _place, head = round_here()
    rule = request.args.get("name_rule", FULL)
    if rule not in NAME_RULES:
        abort(404)
    holders = holders_of(head.id)
    if holders is None:
        raise Refused(ResultAnswer.NOT_DECIDED)
    return show_public(head, holders, rule)


@bp.post("/awards/results/publication")
@needs(Permission.RESULT_ANNOUNCE)
def publish():
    place, form = here_for(Permission.RESULT_ANNOUNCE), PublishForm()
    if not form.validate():
        return show(place, publish=form, status=422)
    try:
        publish_result(place.campaign_id, form.name_rule.data, current_user.id)
    except Refused as refused:
        form.name_rule.errors = [say(refused.reason, **refused.facts)]
        return show(place, publish=form, status=409)
    return done(_("The result is published. Everybody can read it now."), url_for("results.results"))


@bp.post("/awards/results/withdrawal")
@needs(Permission.RESULT_ANNOUNCE)
def withdraw():
    place, form = here_for(Permission.RESULT_ANNOUNCE), WithdrawForm()
    if not form.validate():
        return show(place, withdraw=form, status=422)
    try:
        withdraw_result(place.campaign_id, form.reason.data, current_user.id)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return show(place, withdraw=form, status=409)
    return done(_("The result is withdrawn. Nobody can see its page any more."), url_for("results.results"))
