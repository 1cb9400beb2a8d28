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


def opens_to(offer: Offer, where: Standing, user_id: int) -> datetime | None:
    """From when this person may take the seat that is offered to everyone; None: from the beginning. A statement
    where somebody stands in line."""
    if not where.turn.in_line:
        return None
    turn, moment = where.turn, now()
    able = [
        one.person.id
        for one in line_of(turn)
        if may_pass(turn, where.limits, one.person, moment, None, None, offer.given.as_lead) is SwapAnswer.YES
    ]
    return first_asked(able, user_id, where.limits, turn.starts_at, offer.made_at)


def facts(answer: Reason, where: Standing, person: Person) -> dict:
    """The values for the answer's sentence about this person and this shift."""
    return {} if answer in SwapAnswer else seat_facts(answer, replace(where, person=person))
