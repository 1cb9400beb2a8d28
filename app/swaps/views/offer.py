"""Offering one's seat, and taking one that is offered."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import SelectChoice

from app.core.clock import now
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.core.words import hours, kept, short_day
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
    mine = next((own(offer) for offer in offers if offer.user_id == me), None)
    others = [offer for offer in offers if offer.user_id != me and offer.to_user_id in (None, me)]
    form = None
    if mine is None and _may_offer(where) is SwapAnswer.YES:
        form = HandOverForm(formdata=None)
        able = able_people(turn, where.limits, me, me)
        everyone = SelectChoice("", _("Everyone who can; those in line first"))
        form.person.choices = [everyone, *_choices(able)]
    return page(
        "swaps/hand_over.html",
        turn=turn,
        mine=mine,
        offers=all_to_answer(others, where),
        form=form,
        seated=where.already == SEATED,
        why=_may_offer(where),
    )


def _choices(candidates) -> list[SelectChoice]:
    return [SelectChoice(one.id, one.name) for one in candidates if one.answer is SwapAnswer.YES]


@bp.post("/shifts/<id:shift_id>/hand-over")
@needs(Permission.SHIFT_CLAIM)
def offer_seat(shift_id):
    form = HandOverForm()
    if not form.validate():
        abort(422)
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
    if answer is SwapAnswer.YES:
        form = ExchangeForm(formdata=None)
        found = exchanges(where, me, able_people(where.turn, where.limits, me, me))
        able = seats_to_choose(one for one in found if one.answer is SwapAnswer.YES)
        form.seat.choices = [SelectChoice("", _("Choose a shift")), *able] if able else []
    return page("swaps/swap.html", turn=where.turn, form=form, why=answer)


def seats_to_choose(found) -> list[SelectChoice]:
    """Seats of others, grouped by day, as choices."""
    return [
        SelectChoice(
            one.sign_up_id,
            f"{short_day(one.turn.day)}, {hours(one.turn.starts_at, one.turn.ends_at)} {one.turn.point}: {one.name}",
            optgroup=short_day(one.turn.day),
        )
        for one in found
    ]


@bp.post("/shifts/<id:shift_id>/swap")
@needs(Permission.SHIFT_CLAIM)
def offer_swap(shift_id):
    form = ExchangeForm()
    if not form.validate() or form.seat.data is None:
        abort(422)
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
