"""Naming people for a team's seats, and giving seats back."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import speak_of
from app.claims import actions
from app.claims.forms import BackForm, NameForm
from app.claims.queries import claim_by_id, facts, members_for
from app.claims.rules import OF_A_MEMBER, ClaimAnswer, may_name
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.core.words import hours, say
from app.signups.models import SEATED
from app.signups.queries import facts_of, standing
from app.signups.rules import Answer, clash

from . import bp


def _reach():
    return current_user.reach(Permission.SHIFT_CLAIM_TEAM)


@bp.get("/claims/<id:claim_id>")
@needs(Permission.SHIFT_CLAIM_TEAM)
def team(claim_id):
    claim = claim_by_id(claim_id)
    if claim is None or not _reach().covers(claim.ward_id, claim.team_id):
        abort(404)
    where = standing(claim.shift_id, current_user.id, current_user.reach(Permission.SHIFT_READ)) or abort(404)
    speak_of(where.turn.campaign_id)
    answer = may_name(where.turn, claim.unnamed, claim.until, now())
    may = answer is ClaimAnswer.YES
    people = [one for one in members_for(where.turn, where.limits, claim.team_id) if one.already != SEATED]
    return page(
        "claims/team.html",
        claim=claim,
        turn=where.turn,
        may=may,
        why="" if may else say(answer, **facts(answer, where)),
        people=[_row(one, where) for one in people] if may else [],
        form=BackForm(formdata=None, seats=claim.unnamed),
    )


def _row(one, where) -> tuple:
    """(id, name, whether they can be named, why not)."""
    able = one.answer is ClaimAnswer.YES
    return one.id, one.name, able, "" if able else _why_not(one, where)


def _why_not(one, where) -> str:
    """What speaks against somebody, in words about them and without a statement for each."""
    answer, turn = one.answer, where.turn
    if answer is Answer.OVERLAP:
        held = clash(turn, one.person.duties)
        return _("is on duty %(hours)s", hours=hours(held.starts_at, held.ends_at))
    if answer not in OF_A_MEMBER:
        return say(answer)
    return say(OF_A_MEMBER[answer], **facts_of(answer, turn, where.limits, one.person, skill=turn.skill))


@bp.post("/claims/<id:claim_id>/names")
@needs(Permission.SHIFT_CLAIM_TEAM)
def name(claim_id):
    form = NameForm()
    if not form.validate() or form.person.data is None:
        abort(422)
    try:
        actions.name(claim_id, form.person.data, current_user.id, _reach())
    except LookupError:
        abort(404)
    return done(_("The seat has a name now."), url_for("claims.team", claim_id=claim_id))


@bp.post("/claims/<id:claim_id>/back")
@needs(Permission.SHIFT_CLAIM_TEAM)
def give_back(claim_id):
    form = BackForm()
    if not form.validate():
        abort(422)
    try:
        actions.give_back(claim_id, form.seats.data, current_user.id, _reach())
    except LookupError:
        abort(404)
    return done(_("The seats are open to everyone again."), url_for("claims.team", claim_id=claim_id), kind="info")
