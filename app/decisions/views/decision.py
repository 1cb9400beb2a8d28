"""The decision of a round: what is proposed, the leader's word on it, and what was decided."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.queries import quotas_of, round_in
from app.awards.rules import BOARD_WORDS, PAPERS_ORDER
from app.campaigns.here import Here, here_for
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.decisions.actions import Against, decide
from app.decisions.forms import WHY_NOT, decision_form
from app.decisions.queries import awards_of, decision_of, proposal_of, said_of
from app.decisions.rules import DecisionAnswer, against
from app.decisions.views import bp
from app.people.views.again import ask_for_proof
from app.posting.queries import stands_in


@bp.get("/awards/decision")
@needs(Permission.AWARD_READ)
def decision():
    place = here_for(Permission.AWARD_READ)
    found = round_in(place.campaign_id, with_steps=True)
    return show(place, found) if found else page("decisions/waiting.html", why=_("There is no award round yet."))


def show(place: Here, found, form=None, refused=(), status: int = 200):
    """What was decided; else what is proposed, with the leader's form; else why there is nothing yet."""
    made = decision_of(found.id)
    if made is not None:
        return _decided(found, made, status)
    proposal = proposal_of(found) if found.locked_at is not None else None
    if proposal is None:
        reason = DecisionAnswer.NO_PROPOSAL if found.locked_at is not None else DecisionAnswer.NOT_LOCKED
        return page("decisions/waiting.html", why=say(reason), status=status)
    may_decide = current_user.may(Permission.DECISION_MAKE, place.ward_id)
    return page(
        "decisions/decision.html",
        round=found,
        proposal=proposal,
        said=said_of(found.id, proposal),
        boards=_by_board(proposal.forward),
        words=BOARD_WORDS,
        quotas=quotas_of(found),
        form=(form or decision_form(proposal.ids)) if may_decide else None,
        why_not=WHY_NOT,
        sees_holds=current_user.may(Permission.HOLD_PLACE, place.ward_id),
        refused=refused,
        stands=stands_in(found),
        now=now(),
        status=status,
    )


def _by_board(rows) -> dict[str, list]:
    return {board: mine for board in PAPERS_ORDER if (mine := [one for one in rows if one.board == board])}


def _decided(found, made, status: int):
    rows = awards_of(found.id)
    return page(
        "decisions/decided.html",
        round=found,
        decision=made,
        boards=_by_board([one for one in rows if one.granted]),
        declined=[one for one in rows if not one.granted],
        words=BOARD_WORDS,
        may_revoke=current_user.may(Permission.CERTIFICATE_REVOKE, found.ward_id),
        may_make=current_user.may(Permission.PAPER_MAKE, found.ward_id),
        stands=stands_in(found),
        now=now(),
        status=status,
    )


@bp.post("/awards/decision")
@needs(Permission.DECISION_MAKE)
def make_decision():
    """First whether it can be decided like this, then the password, then the decision."""
    place = here_for(Permission.DECISION_MAKE)
    found = round_in(place.campaign_id, with_steps=True) or abort(404)
    proposal = proposal_of(found) if found.locked_at is not None else None
    form = decision_form(proposal.ids if proposal else ())
    if not form.validate():
        return show(place, found, form, status=422)
    declined = form.declined
    if proposal is not None:
        stands = against(proposal.for_leader(current_user.id), declined, quotas_of(found))
        if stands:
            return show(place, found, form, _said(stands), 409)
        asked = ask_for_proof(_what(proposal, declined))
        if asked:
            return asked
    try:
        decide(place.campaign_id, declined, current_user.id, request.form.get("seen", ""))
    except Against as refused:
        return show(place, found, form, _said(refused.found), 409)
    except Refused as refused:
        return show(place, found, form, [say(refused.reason, **refused.facts)], 409)
    return done(_("The decision has been made. The papers are written from it."), url_for("decisions.decision"))


def _said(stands) -> list[str]:
    return [
        (f"{_(BOARD_WORDS[facts['board']])}: " if "board" in facts else "") + say(reason, **facts)
        for reason, facts in stands
    ]


def _what(proposal, declined) -> str:
    count = len(proposal.ids) - len(declined)
    if declined:
        return _(
            "grant %(count)s awards and decline %(declined)s; the decision is final",
            count=count,
            declined=len(declined),
        )
    return _("grant %(count)s awards; the decision is final", count=count)
