"""What a team leader does for the team: seats that wait for names, and somebody who comes along."""

from app.claims.actions import claim, name
from app.claims.queries import members_for
from app.claims.rules import ClaimAnswer
from app.core import clock
from app.core.db import db
from app.core.policy import Reach
from app.seeds.coordination.cover import able_for, ask_able, say_yes
from app.seeds.story import EVERYWHERE, Plan, Story
from app.shifts.models import Shift
from app.signups.actions import put_on
from app.signups.queries import standing

SEATS, NAMED = 4, 2


def tell(story: Story, plan: Plan) -> None:
    own = Reach(teams=frozenset({story.team_of[story.leader.id]}))
    _claim(story, story.emptiest(plan[8]["Tối"]), own)
    _along(story, plan, own)


def _claim(story: Story, shift: Shift, own: Reach) -> None:
    """Long took four seats for his team; two of them have names."""
    leader, (team,) = story.leader.id, own.teams
    with clock.at(story.evening(19, 25)):
        where = standing(shift.id, leader, EVERYWHERE)
        seats = min(SEATS, where.turn.max_heads - where.turn.seats_taken)
        number = claim(team, shift.id, seats, leader, own)
    with clock.at(story.evening(19, 35)):
        where = standing(shift.id, leader, EVERYWHERE)
        able = [one.id for one in members_for(where.turn, where.limits, team) if one.answer is ClaimAnswer.YES]
        for user in [user for user in able if user not in (story.lan.id, leader, *story.on_call)][:NAMED]:
            name(number, user, leader, own)
            story.busy.add((user, (shift.day, shift.slot)))


def _along(story: Story, plan: Plan, own: Reach) -> None:
    """The secretary put Long on a shift of one of the next evenings, and he found one of his team to come along."""
    leader, evenings = story.leader.id, [shift for ahead in (1, 2, 3) for shift in plan[ahead]["Tối"]]
    with clock.at(story.evening(19, 40)):
        shift = next(shift for shift in evenings if _room(shift) > 1 and able_for(story, shift, leader, own))
    with clock.at(story.evening(19, 10)):
        put_on(leader, shift.id, "Cần một tổ trưởng cho buổi tối", story.secretary.id)
    with clock.at(story.evening(19, 40)):
        (mate,) = ask_able(story, shift, leader, 1, own)
    with clock.at(story.evening(20, 15)):
        say_yes(story, mate, shift)


def _room(shift: Shift) -> int:
    db.session.refresh(shift)
    return shift.max_heads - shift.seats_taken
