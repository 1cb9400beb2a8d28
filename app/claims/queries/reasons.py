"""What the sentences of the rules name."""

from dataclasses import replace

from app.claims.rules import ClaimAnswer, naming_ends
from app.core.reasons import Reason
from app.core.words import when
from app.signups.queries import Standing
from app.signups.queries import facts as seat_facts
from app.signups.rules import Person, free_seats, opening


def facts(answer: Reason, where: Standing, person: Person | None = None) -> dict:
    """The values for an answer about this shift, or about somebody on it."""
    turn = where.turn
    if answer is ClaimAnswer.TOO_MANY:
        return {"free": free_seats(turn, lead=False)}
    if answer is ClaimAnswer.TOO_LATE:
        return {"until": when(naming_ends(turn, where.limits))}
    if answer is ClaimAnswer.FELL_BACK:
        return {"until": when(turn.team_until)}
    if answer is ClaimAnswer.NOT_OPEN:
        return {"opens": when(opening(turn, where.limits))}
    return {} if answer in ClaimAnswer else seat_facts(answer, replace(where, person=person))
