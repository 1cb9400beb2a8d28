"""Among what waits for an answer: offers of seats to oneself, and those that one has made."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.rules.limits import Limits
from app.core.words import hours, plain_day, say
from app.signups.models import SEATED
from app.signups.queries import Standing, facts_of
from app.signups.queries.turn import Held
from app.signups.rules import Answer, Person, clash
from app.signups.views.requests import Choice, Request, adds_requests
from app.swaps.queries import offers_concerning
from app.swaps.rules import SwapAnswer

from .shown import Seen, own, to_answer


@adds_requests
def offers_to_answer(rows) -> list[Request]:
    """``rows`` are one's own sign-ups."""
    me = current_user
    return [
        _made(own(offer), offer) if offer.user_id == me.id else _asked(_seen(offer, turn, rows), offer)
        for offer, turn in offers_concerning(me.id)
    ]


def _asked(seen: Seen, offer) -> Request:
    says = _("%(name)s hands this seat over", name=seen.giver)
    if seen.wanted:
        point, when = seen.wanted
        says = _(
            "%(name)s asks for your seat in exchange: %(point)s, %(when)s", name=seen.giver, point=point, when=when
        )
    accept = Choice(_("Accept"), url_for("swaps.accept", swap_id=seen.id), disabled=not seen.takes)
    decline = Choice(_("Decline"), url_for("swaps.decline", swap_id=seen.id), quiet=True)
    return Request(
        offer.given.starts_at,
        offer.given.shift_id,
        *seen.given,
        says,
        (accept, decline),
        "" if seen.takes else seen.why,
    )


def _made(seen: Seen, offer) -> Request:
    says = _("You have offered this seat to everyone who can take it")
    if seen.wanted:
        point, when = seen.wanted
        says = _(
            "You have offered it to %(name)s in exchange for %(point)s, %(when)s",
            name=seen.asked,
            point=point,
            when=when,
        )
    elif seen.asked:
        says = _("You have offered this seat to %(name)s", name=seen.asked)
    withdraw = Choice(_("Withdraw"), url_for("swaps.withdraw", swap_id=seen.id), quiet=True)
    return Request(offer.given.starts_at, offer.given.shift_id, *seen.given, says, (withdraw,))


def _seen(offer, turn, rows) -> Seen:
    me = current_user
    there = next((row for row in rows if row.id == turn.id and row.state != "left"), None)
    seats = [row for row in rows if row.state == SEATED and row.id != turn.id]
    person = Person(
        tuple(Held(row.id, row.starts_at, row.ends_at) for row in seats),
        me.leads_in(turn.ward_id),
        me.birth_year,
        turn.skilled,
        me.id,
    )
    limits = Limits.of(turn)
    where = Standing(turn, limits, person, there and there.state, None, there and there.offered_until)

    def why_not(answer):
        if answer is not Answer.OVERLAP:
            return say(
                answer, **({} if answer in SwapAnswer else facts_of(answer, turn, limits, person, skill=turn.skill))
            )
        held = clash(turn, person.duties)
        seat = next(row for row in seats if row.id == held.shift_id)
        return say(answer, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))

    return to_answer(offer, where, why_not)
