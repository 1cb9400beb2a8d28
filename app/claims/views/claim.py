"""Taking seats of a shift for a team."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from app.campaigns.here import speak_of
from app.campaigns.rules.limits import Limits
from app.claims import actions
from app.claims.forms import ClaimForm
from app.claims.queries import claims_on, facts, teams_in_reach
from app.claims.rules import ClaimAnswer, may_claim, naming_ends
from app.core.clock import now
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import kept, say
from app.signups.queries import standing
from app.signups.rules import free_seats

from . import bp


def _reach():
    return current_user.reach(Permission.SHIFT_CLAIM_TEAM)


def _found(shift_id: int):
    """The shift, if the visitor may read it and take seats for a team of its ward."""
    where = standing(shift_id, current_user.id, current_user.reach(Permission.SHIFT_READ))
    return where or abort(404)


@bp.get("/shifts/<id:shift_id>/claims")
@needs(Permission.SHIFT_CLAIM_TEAM)
def claims(shift_id):
    return _show(_found(shift_id), ClaimForm(formdata=None, seats=1))


def _show(where, form: ClaimForm, status: int = 200):
    turn, reach = where.turn, _reach()
    speak_of(turn.campaign_id)
    teams = teams_in_reach(turn.ward_id, reach)
    if not teams:
        abort(404)
    form.team.choices = [SelectChoice(team.id, team.name) for team in teams]
    answer = may_claim(turn, where.limits, 1, now())
    mine = {team.id for team in teams}
    return page(
        "claims/claims.html",
        status=status,
        turn=turn,
        form=form,
        may=answer is ClaimAnswer.YES,
        why=say(answer, **facts(answer, where)),
        free=max(0, free_seats(turn, lead=False)),
        until=naming_ends(turn, where.limits),
        claims=[(one, one.team_id in mine) for one in claims_on(turn.id)],
    )


@bp.post("/shifts/<id:shift_id>/claims")
@needs(Permission.SHIFT_CLAIM_TEAM)
def claim(shift_id):
    form = ClaimForm()
    if not form.validate() or form.team.data is None:
        return _show(_found(shift_id), form, 422)
    try:
        claim_id = actions.claim(form.team.data, shift_id, form.seats.data, current_user.id, _reach())
    except LookupError:
        abort(404)
    except Refused as refused:
        form.seats.errors = [say(refused.reason, **refused.facts)]
        return _show(_found(shift_id), form, 422)
    return done(
        _("The seats are kept for the team. Name its people now or later."), url_for("claims.team", claim_id=claim_id)
    )


@adds("shift")
def beside_the_seats(turn, already: str | None) -> str:
    """On the page of a shift: how many of the teams' seats have a name, and the way to take some."""
    me = current_user
    leads = _reach().covers(turn.ward_id) or (bool(_reach()) and me.leads_in(turn.ward_id))
    may = leads and turn.cancelled_at is None and naming_ends(turn, Limits.of(turn)) > now()
    unnamed = turn.team_unnamed if turn.team_until is not None and turn.team_until > now() else 0
    named = turn.team_seats - turn.team_unnamed
    return kept("claims/_shift.html", "links", turn.id, may, named, named + unnamed) if may or named + unnamed else ""
