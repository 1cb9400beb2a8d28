"""Whose turn it is to take a seat that is offered to everyone, and what the answers name."""

from dataclasses import replace
from datetime import datetime

from app.core.clock import now
from app.core.reasons import Reason
from app.signups.queries import Standing, line_of
from app.signups.queries import facts as seat_facts
from app.signups.rules import Person
from app.swaps.rules import SwapAnswer, first_asked, may_pass

from .deals import Offer


def line_first(where: Standing, lead_seat: bool, made_at: datetime) -> list[tuple[int, datetime]]:
    """(person, from when) of those in line who could take a seat that is offered to everyone, in their order. A
    statement where somebody stands in line."""
    turn, able = where.turn, _able(where, lead_seat)
    return [
        (user_id, first_asked(able, user_id, where.limits, turn.starts_at, made_at) or made_at) for user_id in able
    ]


def opens_to(offer: Offer, where: Standing, user_id: int, line=line_of) -> datetime | None:
    """From when this person may take it; None: from the beginning. A statement (``line(turn)``) where somebody stands
    in line."""
    able = _able(where, offer.given.as_lead, line)
    return first_asked(able, user_id, where.limits, where.turn.starts_at, offer.made_at)


def _able(where: Standing, lead_seat: bool, line=line_of) -> list[int]:
    turn, moment = where.turn, now()
    return [
        one.person.id
        for one in (line(turn) if turn.in_line else ())
        if may_pass(turn, where.limits, one.person, moment, None, None, lead_seat) is SwapAnswer.YES
    ]


def facts(answer: Reason, where: Standing, person: Person) -> dict:
    """The values for the answer's sentence about this person and this shift."""
    return {} if answer in SwapAnswer else seat_facts(answer, replace(where, person=person))
