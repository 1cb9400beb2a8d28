"""Seats on the move in the running campaign: an exchange that waits for Lan, a hand-over to everyone, a team's seats
half named."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from app.claims.actions import claim, name
from app.claims.queries import members_for
from app.claims.rules import ClaimAnswer
from app.core import clock
from app.core.db import db
from app.core.reasons import Refused
from app.shifts.models import Shift
from app.signups.actions.sign_up import EVERYWHERE
from app.signups.models import SignUp
from app.signups.queries import standing
from app.swaps.actions import offer_seat


def move_seats(story, shifts: list[Shift]) -> None:
    """This morning; ``shifts`` are those of today and later."""
    later = [shift for shift in shifts if shift.day > story.today]
    with clock.at(datetime.combine(story.today, time(7, 30), clock.LOCAL)):
        _exchange(story, later)
        _hand_over(story, later)
        _team(story, [shift for shift in later if shift.day >= story.today + timedelta(days=3)])


def _offered(*args, **kwargs) -> bool:
    """Whether the rules let this offer be made; the dice don't know them."""
    try:
        offer_seat(*args, **kwargs)
    except Refused:
        return False
    return True


def _exchange(story, shifts: list[Shift]) -> None:
    own = next(shift for shift in shifts if story.lan.id in story.seats.get(shift.id, ()))
    wanted = db.session.scalar(
        select(SignUp.id).where(SignUp.user_id == story.lan.id, SignUp.shift_id == own.id, SignUp.state == "seated")
    )
    others = ((shift, user) for shift in shifts for user in story.seats.get(shift.id, ()) if user != story.lan.id)
    any(_offered(user, shift.id, wanted_id=wanted) for shift, user in others if shift.day > own.day)


def _hand_over(story, shifts: list[Shift]) -> None:
    second = [shift for shift in shifts if shift.day == story.today + timedelta(days=2) and story.seats.get(shift.id)]
    any(_offered(user, shift.id) for shift in second for user in story.seats[shift.id] if user != story.lan.id)


def _team(story, shifts: list[Shift]) -> None:
    team, leader = story.team_of[story.leader.id], story.leader.id
    shift = max(shifts[:18], key=lambda one: one.max_heads - len(story.seats.get(one.id, ())))
    free = shift.max_heads - len(story.seats.get(shift.id, ()))
    if free < 2:
        return
    kept = claim(team, shift.id, min(free, 4), leader)
    where = standing(shift.id, leader, EVERYWHERE)
    able = [one.id for one in members_for(where.turn, where.limits, team) if one.answer is ClaimAnswer.YES]
    for user in able[: min(free, 4) // 2]:
        name(kept, user, leader)
