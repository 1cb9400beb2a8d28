"""Accepting an offer: both people are looked at again, and the seats go over in one transaction."""

from typing import NoReturn

from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce_all
from app.core.policy import Reach
from app.core.reasons import Refused
from app.core.words import when
from app.signups.actions.sign_up import EVERYWHERE
from app.signups.models import SEATED
from app.signups.queries import Standing
from app.swaps.events import SwapAccepted
from app.swaps.models import ACCEPTED
from app.swaps.queries import Candidate, Offer, Side, able_people, facts, offer_by_id, opens_to
from app.swaps.rules import SwapAnswer, may_end

from .writing import end_offer, event, pass_over, standings


@asked_again
@action
def accept(offer_id: int, user_id: int, reach: Reach = EVERYWHERE) -> Side:
    """Take the seat that is offered, and in an exchange give the one that is wanted. Returns the first. Refused
    with a SwapAnswer or an Answer of the sign-ups; LookupError for an offer that is not this person's business."""
    offer = asked(offer_id, user_id, reach)
    holders = {offer.given.shift_id: offer.user_id}
    if offer.wanted:
        holders[offer.wanted.shift_id] = user_id
    found = standings(holders, reach)
    given, wanted = found[offer.given.shift_id], offer.wanted and found[offer.wanted.shift_id]
    answer = may_end(offer, now())
    if answer is not SwapAnswer.YES:
        raise Refused(answer)
    if given.sign_up_id != offer.given.sign_up_id or given.already != SEATED:
        _gone(offer_id, SwapAnswer.NOT_ON_IT)
    sides = [(given, _able(given, offer.user_id, user_id, offer.wanted))]
    if wanted:
        if wanted.sign_up_id != offer.wanted.sign_up_id or wanted.already != SEATED:
            _gone(offer_id, SwapAnswer.THEIR_SEAT_GONE)
        sides.append((wanted, _able(wanted, user_id, offer.user_id, offer.given, SwapAnswer.OTHER_CANT)))
    if offer.to_user_id is None:
        _after_the_line(offer, given, user_id)
    end_offer(offer, ACCEPTED, user_id, taker_id=user_id)
    announce_all([event(SwapAccepted, offer, user_id, to=user_id), *pass_over(offer.id, sides)])
    return offer.given


def asked(offer_id: int, user_id: int, reach: Reach) -> Offer:
    """The offer, if this person is asked by it or could be. Their own answers with OWN."""
    offer = offer_by_id(offer_id)
    if (
        offer is None
        or not reach.covers(offer.ward_id)
        or user_id not in (offer.user_id, offer.to_user_id or user_id)
    ):
        raise LookupError(f"offer {offer_id}")
    if offer.user_id == user_id:
        raise Refused(SwapAnswer.OWN)
    return offer


def _gone(offer_id: int, why: SwapAnswer) -> NoReturn:
    """A seat is not there any more: most often since the offer ended between being read and being locked."""
    offer = offer_by_id(offer_id)
    answer = may_end(offer, now()) if offer else why
    raise Refused(why if answer is SwapAnswer.YES else answer)


def _able(where: Standing, holder: int, taker: int, gives, instead: SwapAnswer | None = None) -> Candidate:
    """Who takes the holder's seat, if the rules let them; else Refused with their reason or ``instead`` of it, which
    tells nothing about somebody else."""
    giving = gives.shift_id if gives else None
    one = next(iter(able_people(where.turn, where.limits, holder, only=taker, giving=giving)), None)
    if one is None:
        raise Refused(instead or SwapAnswer.NOT_IN_WARD)
    if one.answer is not SwapAnswer.YES:
        raise Refused(instead or one.answer, **({} if instead else facts(one.answer, where, one.person)))
    return one


def _after_the_line(offer: Offer, where: Standing, user_id: int) -> None:
    """Those in line who could take it are asked first, each in turn."""
    opens = opens_to(offer, where, user_id)
    if opens is not None and now() < opens:
        raise Refused(SwapAnswer.LINE_FIRST, opens=when(opens))
