"""People who are asked to help out, and people who can't come."""

from datetime import datetime, timedelta

from app.core import clock
from app.core.policy import Reach
from app.cover.actions import answer, ask, open_cover
from app.cover.queries import helpers
from app.cover.rules import AskAnswer
from app.seeds.story import EVERYWHERE, Plan, Story, moment
from app.shifts.models import Shift
from app.signups.queries import standing


def tell(story: Story, plan: Plan) -> None:
    _earlier(story, plan[-1]["Chiều"])
    _cover(story, short=story.emptiest(plan[2]["Chiều"]), later=story.emptiest(plan[5]["Sáng"]))
    _cannot_come(story, plan[1]["Chiều"][4], story.ago(minutes=50))


def ask_able(story: Story, shift: Shift, by: int, count: int, whom: Reach = EVERYWHERE) -> list[int]:
    """Ask so many of those whose turn it is."""
    people = able_for(story, shift, by, whom)[:count]
    ask(shift.id, people, by, whom)
    return people


def able_for(story: Story, shift: Shift, by: int, whom: Reach = EVERYWHERE) -> list[int]:
    """Who could be asked, whose turn it is first."""
    where = standing(shift.id, by, EVERYWHERE)
    able = [one.id for one in helpers(where.turn, where.limits, whom, by) if one.answer is AskAnswer.YES]
    return [user for user in able if user not in (story.lan.id, *story.on_call)]


def say_yes(story: Story, user_id: int, shift: Shift) -> None:
    answer(user_id, shift.id, "yes")
    story.busy.add((user_id, (shift.day, shift.slot)))


def _cover(story: Story, short: Shift, later: Shift) -> None:
    """Three people are asked for a shift with too few: yes, no, and nothing yet. Lan is asked for another."""
    by = story.secretary.id
    with clock.at(story.evening(19, 30)):
        yes, no, _silent = ask_able(story, short, by, 3)
    with clock.at(story.evening(20, 10)):
        say_yes(story, yes, short)
    with clock.at(story.evening(21, 5)):
        answer(no, short.id, "no")
    with clock.at(story.evening(20, 20)):
        ask(later.id, [story.lan.id], by)


def _earlier(story: Story, shifts: list[Shift]) -> None:
    """What is settled by now: somebody could not come yesterday, and one of two who were asked did."""
    shift, by = max(shifts, key=lambda one: len(story.seats.get(one.id, ()))), story.secretary.id
    _cannot_come(story, shift, moment(shift.day - timedelta(days=1), 19))
    with clock.at(moment(shift.day - timedelta(days=1), 19, 20)):
        yes, no = ask_able(story, shift, by, 2)
    with clock.at(moment(shift.day - timedelta(days=1), 20)):
        say_yes(story, yes, shift)
        answer(no, shift.id, "no")


def _cannot_come(story: Story, shift: Shift, at: datetime) -> None:
    """Somebody can't come, and whoever plans is told."""
    if not story.seats.get(shift.id):
        with clock.at(story.evening(19)):
            story.take(*story.pick(1, (shift.day, shift.slot)), shift)
    with clock.at(at):
        open_cover(story.seats[shift.id].pop(), shift.id)
