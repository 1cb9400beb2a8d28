"""Seats that change hands: full shifts that somebody left, seats on offer, an exchange that waits for an answer."""

from datetime import timedelta

from app.core import clock
from app.core.reasons import Refused
from app.seeds.story import EVERYWHERE, Plan, Story, moment
from app.shifts.models import Shift
from app.signups.actions import leave, put_on, sign_up
from app.signups.queries import standing
from app.swaps.actions import offer_seat


def tell(story: Story, plan: Plan) -> None:
    _lines_that_move(story, evening=plan[1]["Tối"][1], morning=plan[2]["Sáng"][3])
    _swaps(story, given=plan[3]["Sáng"][1], others=plan[3]["Chiều"] + plan[4]["Sáng"], open_one=plan[4]["Chiều"][0])


def _lines_that_move(story: Story, evening: Shift, morning: Shift) -> None:
    """Two full shifts with a line; somebody has just left, and a seat is kept for the first: Lan in one."""
    for shift, first, minutes in ((evening, story.lan.id, 20), (morning, None, 40)):
        with clock.at(story.evening(19)):
            _fill(story, shift)
            waiting = story.pick(2, (shift.day, shift.slot))
            for user in [first or waiting.pop(), *waiting]:
                story.take(user, shift, wait=True)
        with clock.at(story.ago(minutes=minutes)):
            leave(story.seats[shift.id].pop(), shift.id)


def _fill(story: Story, shift: Shift) -> None:
    free = shift.max_heads - len(story.seats.get(shift.id, ()))
    for user in story.pick(free, (shift.day, shift.slot)):
        story.take(user, shift)


def _swaps(story: Story, given: Shift, others: list[Shift], open_one: Shift) -> None:
    """Somebody wants to exchange a seat with Lan; one of hers, and one of a third person, are open to everybody."""
    lan = story.lan.id
    with clock.at(moment(story.today - timedelta(days=2), 19)):
        put_on(lan, given.id, "Điểm 2 cần người biết cài VNeID", story.secretary.id)
        sign_up(lan, open_one.id)
    seats = [(user, shift) for shift in others for user in story.seats.get(shift.id, ()) if user != lan]
    with clock.at(story.evening(20, 45)):
        wanted = standing(given.id, lan, EVERYWHERE).sign_up_id
        giver = next(user for user, shift in seats if _offers(user, shift, wanted_id=wanted))
    with clock.at(story.evening(21, 10)):
        offer_seat(lan, open_one.id)
        next(user for user, shift in seats if user != giver and _offers(user, shift))


def _offers(user_id: int, shift: Shift, **how) -> bool:
    """Whether the rules let this seat be offered; then it is."""
    try:
        offer_seat(user_id, shift.id, **how)
    except Refused:
        return False
    return True
