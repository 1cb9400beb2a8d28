"""Twenty days of a running campaign: shifts planned, seats taken, records sent, decided, waiting."""

from dataclasses import replace
from datetime import timedelta

from app.campaigns.models import Campaign
from app.contributions.actions import decide, record, record_many
from app.contributions.models import REJECTED, RETURNED
from app.contributions.rules import NewLog
from app.core import clock
from app.core.policy import Reach
from app.people.models import User
from app.people.queries import roster
from app.seeds import coordination
from app.seeds.story import Story, moment
from app.shifts.actions import apply_plan
from app.shifts.models import Shift
from app.shifts.queries import templates_of
from app.shifts.rules import Ask

# Days before today whose records still wait for the secretary.
UNDECIDED_DAYS = 2


def tell(campaign: Campaign, secretary: User, lan: User, leader: User) -> None:
    """Everything that happened up to now."""
    story = Story(campaign, secretary, lan, leader)
    with clock.at(moment(campaign.starts_on - timedelta(days=6), 20)):
        _plan(story)
    shifts = story.shifts()
    _past(story, [shift for shift in shifts if shift.day < story.today])
    _coming(story, [shift for shift in shifts if shift.day >= story.today])
    _desk(story, {shift.id: shift for shift in shifts})
    coordination.tell(story)


def _plan(story: Story) -> None:
    """The templates came with the campaign; those of its places are applied."""
    campaign = story.campaign
    places = (one.id for one in templates_of(campaign.id) if not any(spot.line for spot in one.points))
    ask = Ask(campaign.starts_on, campaign.ends_on, frozenset(places), prune=False)
    apply_plan(campaign.slug, Reach(everywhere=True), ask, by=story.secretary.id)


def _past(story: Story, shifts: list[Shift]) -> None:
    """Days that are over: seats taken the evening before; records approved, except the latest ones."""
    waiting_from = story.today - timedelta(days=UNDECIDED_DAYS)
    for day in sorted({shift.day for shift in shifts}):
        todays = [shift for shift in shifts if shift.day == day]
        with clock.at(moment(day - timedelta(days=1), 18)):
            for number, shift in enumerate(todays):
                if number == (day.toordinal() % len(todays)):
                    story.take(story.lan.id, shift)
                for user in story.pick(story.dice.choice((1, 2, 2, 3)), (shift.day, shift.slot)):
                    story.take(user, shift)
            if day < waiting_from and day.toordinal() % 3 == 0:
                story.take(story.leader.id, todays[-1])
        rows = [
            story.work(user, shift)
            for shift in todays
            for user in story.seats.get(shift.id, ())
            if story.dice.random() < 0.8 and (user != story.lan.id or (story.today - day).days > 5)
        ]
        if day < waiting_from:
            with clock.at(moment(day, 22)):
                record_many(rows, by=story.secretary.id, approved_by=story.secretary.id)


def _coming(story: Story, shifts: list[Shift]) -> None:
    """Today and later: fewer and fewer seats taken, one shift full with a line behind it."""
    tomorrow = story.today + timedelta(days=1)
    own = [shift for shift in shifts if shift.slot == "Chiều" and shift.day in (story.today, tomorrow)]
    with clock.at(moment(story.today - timedelta(days=3), 20)):
        story.take(story.lan.id, own[2])
        story.take(story.lan.id, next(shift for shift in own if shift.day == tomorrow))
    with clock.at(story.evening(19)):
        full = next(shift for shift in shifts if shift.day == tomorrow)
        for user in story.pick(full.max_heads, (full.day, full.slot)):
            story.take(user, full)
        for user in story.pick(2, (full.day, full.slot)):
            story.take(user, full, wait=True)
        for shift in shifts:
            ahead = (shift.day - story.today).days
            if shift is full or ahead > 9:
                continue
            likely = {0: (2, 2, 3), 1: (1, 2, 3), 2: (0, 2, 2, 3)}.get(
                ahead, (1, 2, 2, 3) if ahead < 7 else (0, 0, 1, 2)
            )
            free = shift.max_heads - len(story.seats.get(shift.id, ()))
            for user in story.pick(min(free, story.dice.choice(likely)), (shift.day, shift.slot)):
                story.take(user, shift)


def _desk(story: Story, shifts: dict[int, Shift]) -> None:
    """What lies on the secretary's desk this morning, and what came back to Lan."""
    days = {n: story.today - timedelta(days=n) for n in (1, 2, 3, 4, 5)}
    by_day = {
        n: [shift for shift in shifts.values() if shift.day == day and shift.id in story.seats]
        for n, day in days.items()
    }
    for n in (2, 1):
        with clock.at(moment(days[n], 21, 30)):
            for shift in by_day[n][::3]:
                user = next(user for user in story.seats[shift.id] if user != story.lan.id)
                _send(story.work(user, shift))
    lans = [shift for n in (5, 4, 3, 2, 1) for shift in by_day[n] if story.lan.id in story.seats[shift.id]]
    for shift in lans[:2]:
        with clock.at(moment(shift.day, 21)):
            record_many([story.work(story.lan.id, shift)], by=story.lan.id, approved_by=story.secretary.id)
    with clock.at(moment(days[3], 21)):
        log, _ = _send(story.work(story.lan.id, lans[2]))
    with clock.at(moment(days[2], 20)):
        reason = "Ghi thiếu số người cao tuổi; xem lại rồi gửi lại giúp em nhé."
        decide(log.id, RETURNED, reason, story.secretary.id)
    with clock.at(moment(days[1], 21)):
        _send(story.work(story.lan.id, lans[3]))
        team = story.team_of[story.leader.id]
        training = story.work(None, by_day[1][0], team_id=team, note="Tập huấn ngõ 12, hội trường tổ dân phố")
        training.counts[story.kinds["training_session"].id] = 1
        _send(training)
        holder = next(user for user in story.seats[by_day[1][1].id] if user != story.lan.id)
        doubled, _ = _send(story.work(holder, by_day[1][1]))
    with clock.at(moment(days[1], 22)):
        decide(doubled.id, REJECTED, "Trùng với bản ghi đã gửi cùng ca.", story.secretary.id)
        own = by_day[1][2]
        youth = next(
            r.team_id for r in roster(story.campaign.ward_id, story.today) if r.user_id == story.secretary.id
        )
        # She helped out at a point that day without a seat in the shift.
        _send(replace(story.work(story.secretary.id, own, team_id=youth), shift_id=None))


def _send(new: NewLog):
    """Through the same verb as the phone's form."""
    return record(**{name: getattr(new, name) for name in new.__dataclass_fields__}, send=True)
