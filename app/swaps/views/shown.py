"""How an offer is drawn: what it is about, and a button or the reason why there is none."""

from functools import cache
from typing import NamedTuple

from app.core.clock import now
from app.core.words import hours, long_day, say, when
from app.signups.queries import Standing, line_of
from app.swaps.queries import Offer, Side, facts, opens_to
from app.swaps.rules import SwapAnswer, may_end, may_pass


class Seen(NamedTuple):
    """An offer on a page. ``takes``: the button can be used; else ``why`` says why not."""

    id: int
    giver: str
    asked: str | None
    given: tuple[str, str]
    wanted: tuple[str, str] | None
    takes: bool
    why: str


def seat(side: Side) -> tuple[str, str]:
    """(point, when) of a seat."""
    return side.point, f"{hours(side.starts_at, side.ends_at)}, {long_day(side.day)}"


def all_to_answer(offers: list[Offer], where: Standing) -> list[Seen]:
    """The same for several seats of one shift: what holds for all of them is asked once."""
    line = cache(line_of)
    why_not = cache(lambda answer: say(answer, **facts(answer, where, where.person)))
    return [to_answer(offer, where, why_not, line) for offer in offers]


def own(offer: Offer) -> Seen:
    """One that the reader made."""
    return Seen(offer.id, offer.giver, offer.asked, seat(offer.given), offer.wanted and seat(offer.wanted), False, "")


def to_answer(offer: Offer, where: Standing, why_not, line=line_of) -> Seen:
    """One that the reader could accept, standing so in the shift of its seat. ``why_not(answer)`` words a rule's
    answer, ``line(turn)`` tells who waits."""
    answer, why = may_end(offer, now()), ""
    if answer is SwapAnswer.YES:
        giving = offer.wanted.shift_id if offer.wanted else None
        there = (where.already, where.offered_until, offer.given.as_lead)
        answer = may_pass(where.turn, where.limits, where.person, now(), *there, giving=giving)
        if answer is not SwapAnswer.YES:
            why = why_not(answer)
    to_all = answer is SwapAnswer.YES and offer.to_user_id is None
    opens = opens_to(offer, where, where.person.id, line) if to_all else None
    if opens is not None and now() < opens:
        answer, why = SwapAnswer.LINE_FIRST, say(SwapAnswer.LINE_FIRST, opens=when(opens))
    takes = answer is SwapAnswer.YES
    return own(offer)._replace(takes=takes, why="" if takes else why or say(answer))
