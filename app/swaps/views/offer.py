"""Offering one's seat, and taking one that is offered."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import speak_of
from app.core.clock import now
from app.core.picking import Pick
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.core.words import kept, which_shift
from app.signups.models import SEATED
from app.signups.queries import standing
from app.swaps import actions
from app.swaps.forms import ExchangeForm, HandOverForm
from app.swaps.queries import able_people, exchanges, offers_on
from app.swaps.rules import SwapAnswer, may_offer

from . import bp
from .shown import all_to_answer, own


def _found(shift_id: int):
    return standing(shift_id, current_user.id, current_user.reach(Permission.SHIFT_CLAIM)) or abort(404)


def _may_offer(where) -> SwapAnswer:
    turn = where.turn
    closed = turn.cancelled_at is not None or turn.closed_at is not None
    return may_offer(current_user.id, None, where.already == SEATED, [turn.starts_at], now(), cancelled=closed)


@bp.get("/shifts/<id:shift_id>/hand-over")
@needs(Permission.SHIFT_CLAIM)
def hand_over(shift_id):
    where = _found(shift_id)
    me, turn, offers = current_user.id, where.turn, offers_on(shift_id)
    form = None
    if not any(offer.user_id == me for offer in offers) and _may_offer(where) is SwapAnswer.YES:
        form = HandOverForm(formdata=None)
        form.person.picks = people_to_choose(able_people(turn, where.limits, me, me))
    return _draw(where, offers, form)


def _draw(where, offers, form, status: int = 200):
    """The page with what the reader has offered, or the ``form`` to offer it, and the offers of others."""
    speak_of(where.turn.campaign_id)
    me, turn = current_user.id, where.turn
    mine = next((own(offer) for offer in offers if offer.user_id == me), None)
    others = [offer for offer in offers if offer.user_id != me and offer.to_user_id in (None, me)]
    return page(
        "swaps/hand_over.html",
        turn=turn,
        mine=mine,
        offers=all_to_answer(others, where),
        form=form,
        seated=where.already == SEATED,
        why=_may_offer(where),
        status=status,
    )


def people_to_choose(candidates) -> list[Pick]:
    """Those who can have the seat, each with a team."""
    return [Pick(one.id, one.name, one.team) for one in candidates if one.answer is SwapAnswer.YES]


@bp.post("/shifts/<id:shift_id>/hand-over")
@needs(Permission.SHIFT_CLAIM)
def offer_seat(shift_id):
    form, where = HandOverForm(), None
    if form.person.typed:
        where = _found(shift_id)
        form.person.picks = people_to_choose(able_people(where.turn, where.limits, current_user.id, current_user.id))
    if request.form.get("to") == "all":
        form.person.text, form.person.data = "", None
    elif request.form.get("to") == "person":
        form.person.missing = _("Write the person's name, or offer it to everyone.")
    if not form.validate():
        return _draw(where or _found(shift_id), offers_on(shift_id), form, 422)
    try:
        reach = current_user.reach(Permission.SHIFT_CLAIM)
        actions.offer_seat(current_user.id, shift_id, to_user_id=form.person.data, reach=reach)
    except LookupError:
        abort(404)
    return done(
        _("Your seat is on offer. It stays yours until somebody accepts."),
        url_for("swaps.hand_over", shift_id=shift_id),
    )


@bp.get("/shifts/<id:shift_id>/swap")
@needs(Permission.SHIFT_CLAIM)
def swap(shift_id):
    where = _found(shift_id)
    me, answer, form = current_user.id, _may_offer(where), None
    speak_of(where.turn.campaign_id)
    if answer is SwapAnswer.YES:
        form = ExchangeForm(formdata=None)
        found = exchanges(where, me, able_people(where.turn, where.limits, me, me))
        form.seat.picks = seats_to_choose(found)
    return page("swaps/swap.html", turn=where.turn, form=form, why=answer)


def seats_to_choose(found) -> list[Pick]:
    """Seats of others for which one's own can be exchanged, by their holder, day and place."""
    return [
        Pick(one.sign_up_id, one.name, f"{one.team}, {which_shift(one.turn)}" if one.team else which_shift(one.turn))
        for one in found
        if one.answer is SwapAnswer.YES
    ]


@bp.post("/shifts/<id:shift_id>/swap")
@needs(Permission.SHIFT_CLAIM)
def offer_swap(shift_id):
    form, where = ExchangeForm(), None
    if form.seat.data is None:
        where = _found(shift_id)
        known = able_people(where.turn, where.limits, current_user.id, current_user.id)
        form.seat.picks = seats_to_choose(exchanges(where, current_user.id, known))
    if not form.validate():
        return page("swaps/swap.html", turn=where.turn, form=form, why=_may_offer(where), status=422)
    try:
        reach = current_user.reach(Permission.SHIFT_CLAIM)
        actions.offer_seat(current_user.id, shift_id, wanted_id=form.seat.data, reach=reach)
    except LookupError:
        abort(404)
    return done(
        _("The exchange is proposed. Both seats stay as they are until it is accepted."),
        url_for("swaps.hand_over", shift_id=shift_id),
    )


@adds("shift")
def beside_the_seat(turn, already: str | None) -> str:
    """On the page of a shift: the way to hand over one's seat, or to one that is offered."""
    if turn.starts_at <= now() or turn.cancelled_at is not None:
        return ""
    seated = already == SEATED
    may = seated or current_user.may(Permission.SHIFT_CLAIM, turn.ward_id)
    return kept("swaps/_shift.html", "links", turn.id, seated, turn.on_offer) if may else ""
