"""Proposals: the list of them, the forms, and taking one back."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields import SelectChoice

from app.awards.actions import Who, WhoIsMeant, propose, propose_new, withdraw
from app.awards.forms import ProposalForm, TeamProposalForm
from app.awards.queries import found_by_name, own_people, proposals_in, proposed_round
from app.awards.rules import COLLECTIVE, CRITERION_WORDS, Alike, somebody_else
from app.awards.views import bp
from app.campaigns.here import Here, here, here_for
from app.core.clock import today
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say


def proposes_at(place: Here):
    """How far this visitor proposes here: the whole ward, or the teams that they lead; 403 where not at all."""
    reach = current_user.reach(Permission.NOMINATION_PROPOSE)
    if not reach.covers(place.ward_id) and not current_user.leads_in(place.ward_id):
        abort(403)
    return reach


@bp.get("/awards/proposals")
@needs(Permission.AWARD_READ)
def all_proposals():
    place = here_for(Permission.AWARD_READ)
    found = proposed_round(place.campaign_id) or abort(404)
    return page("awards/proposals.html", **_list(place, proposals_in(found.id)), found=found, form=None, people=None)


@bp.get("/proposals")
@needs(Permission.NOMINATION_PROPOSE)
def proposals():
    return _show(here())


def _list(place: Here, rows: list) -> dict:
    reach = current_user.reach(Permission.NOMINATION_PROPOSE)
    return {
        "rows": rows,
        "words": CRITERION_WORDS,
        "reads": current_user.may(Permission.AWARD_READ, place.ward_id),
        "own": {row.id for row in rows if row.by_id == current_user.id or row.team_id in reach.teams},
    }


def _show(place: Here, form=None, status: int = 200):
    reach, found = proposes_at(place), proposed_round(place.campaign_id)
    if found is None:
        return page("awards/unproposed.html", status=status)
    everywhere, text = reach.covers(place.ward_id), request.args.get("q", "").strip()[:100]
    people = None if everywhere else own_people(place.ward_id, reach.teams, today())
    rows = proposals_in(found.id) if everywhere else proposals_in(found.id, reach, current_user.id)
    return page(
        "awards/proposals.html",
        **_list(place, rows),
        found=found,
        people=people,
        form=form or (ProposalForm() if everywhere else team_form(people)),
        text=text,
        hits=found_by_name(found.id, text) if everywhere and text else [],
        status=status,
    )


def team_form(people: list) -> TeamProposalForm:
    form = TeamProposalForm()
    able = [SelectChoice(_key(one), one.name) for one in people if one.dissolved_on is None]
    form.candidate.choices = [SelectChoice("", _("Choose who is proposed")), *able]
    return form


def _key(one) -> str:
    return f"{'t' if one.subject == COLLECTIVE else 'u'}{one.id}"


@bp.post("/proposals")
@needs(Permission.NOMINATION_PROPOSE)
def new_proposal():
    place = here()
    reach = proposes_at(place)
    return _new_anywhere(place) if reach.covers(place.ward_id) else _new_in_team(place, reach)


def _new_anywhere(place: Here):
    form = ProposalForm()
    if not form.validate():
        return _show(place, form, 422)
    who = Who(form.subject.data, form.name.data, form.unit.data)
    try:
        return _propose(place, form, propose_new, who, meant=form.meant.data or "")
    except WhoIsMeant as asked:
        form.meant.choices = [SelectChoice(one.key, _called(one)) for one in asked.alike]
        held = any(one.on_hold for one in asked.alike)
        form.meant.choices.append(SelectChoice(somebody_else(who.name), _somebody_else(held)))
        form.meant.data, form.meant.errors = None, [say(asked.reason)]
        return _show(place, form, 409)


def _called(one: Alike) -> str:
    words = [one.name, one.unit, _("on hold") if one.on_hold else ""]
    return " · ".join(word for word in words if word)


def _somebody_else(held: bool) -> str:
    if held:
        return _("Somebody else. They stay on hold until a second person has found out that it is another person.")
    return _("Somebody else, whom nobody of these is")


def _new_in_team(place: Here, reach):
    people = own_people(place.ward_id, reach.teams, today())
    form = team_form(people)
    if not form.validate():
        return _show(place, form, 422)
    one = next(one for one in people if _key(one) == form.candidate.data)
    team = one.subject == COLLECTIVE
    who = Who(one.subject, one.name, one.unit, None if team else one.id, one.id if team else None)
    return _propose(place, form, propose_new, who, one.team_id)


def _propose(place: Here, form, verb, who, team_id=None, **more):
    try:
        verb(place.campaign_id, who, form.criterion.data, form.grounds.data, current_user.id, team_id, **more)
    except WhoIsMeant:
        raise
    except Refused as refused:
        form.grounds.errors = [say(refused.reason, **refused.facts)]
        return _show(place, form, 409)
    return done(_("Proposed. It is on the candidate's page and in this list."), url_for("awards.proposals"))


@bp.post("/proposals/<id:proposal_id>/withdrawal")
@needs(Permission.NOMINATION_PROPOSE)
def withdrawal(proposal_id):
    place = here()
    reach = proposes_at(place)
    withdraw(place.campaign_id, proposal_id, current_user.id, reach.teams) or abort(404)
    return done(
        _("The proposal is withdrawn; it stays in the list, marked as withdrawn."), url_for("awards.proposals")
    )


def propose_listed(place: Here, nomination_id: int, form):
    """Propose who stands on the list already, from their page."""
    return propose(place.campaign_id, nomination_id, form.criterion.data, form.grounds.data, current_user.id)
