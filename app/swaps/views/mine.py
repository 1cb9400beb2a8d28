"""On the page of one's own shifts: offers that wait for one's answer, and one's own."""

from flask import render_template
from flask_login import current_user
from markupsafe import Markup

from app.campaigns.rules.limits import Limits
from app.core.pieces import adds
from app.core.words import hours, plain_day, say
from app.signups.models import SEATED
from app.signups.queries import Standing, facts_of
from app.signups.queries.turn import Held
from app.signups.rules import Answer, Person, clash
from app.swaps.queries import offers_concerning, shifts_to_take
from app.swaps.rules import SwapAnswer

from .shown import own, to_answer


@adds("my_shifts")
def waiting_for_an_answer(rows) -> str:
    """``rows`` are one's sign-ups as the page has read them."""
    me = current_user
    offers = offers_concerning(me.id) if me.waiting else ()
    if not offers:
        return ""
    asked = [offer for offer in offers if offer.user_id != me.id]
    turns = shifts_to_take([offer.given.shift_id for offer in asked], me.id) if asked else {}
    seen = [_seen(offer, turns[offer.given.shift_id], rows) for offer in asked]
    made = [own(offer) for offer in offers if offer.user_id == me.id]
    return Markup(render_template("swaps/_mine.html", asked=seen, made=made))  # noqa: S704 (a template's own)


def _seen(offer, turn, rows):
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
