"""What the plan looks like: rounds on Saturdays, an extra Sunday, closed days, one of them not applied yet."""

from datetime import date, time, timedelta

from app.campaigns.queries import points_in
from app.core import clock
from app.core.policy import Reach
from app.places.models import PLACE
from app.seeds.story import Story, moment
from app.shifts.actions import add_exception, add_template, apply_plan
from app.shifts.models import Shift
from app.shifts.rules import Ask, Closed, Extra, Pattern, Spot

SATURDAY, SUNDAY = 5, 6


def tell(story: Story) -> None:
    """Four days ago the secretary planned the rest of the campaign; this week she is told of one more closed day."""
    campaign, by, today = story.campaign, story.secretary.id, story.today
    places = [point for point in points_in(campaign.id) if point.kind == PLACE]
    with clock.at(moment(today - timedelta(days=4), 9)):
        rounds = add_template(campaign.id, _rounds(places[:2], today), by)
        sunday = coming(today + timedelta(days=2), SUNDAY)
        add_exception(campaign.id, Extra(sunday, sunday, rounds), "Bù cho thứ Bảy mưa bão", by)
        closed = today + timedelta(days=12)
        add_exception(campaign.id, Closed(closed, closed, places[3].id), "Nhà văn hóa sửa điện", by)
        ask = Ask(today - timedelta(days=2), campaign.ends_on, prune=False)
        apply_plan(campaign.slug, Reach(everywhere=True), ask, by)
    with clock.at(story.evening(17)):
        # Not applied: the page of the plan shows what it would do, and whom it leaves where they are.
        closed = today + timedelta(days=7)
        _somebody_comes(story, next(s for s in story.plan()[7]["Sáng"] if s.point_id == places[5].id))
        add_exception(campaign.id, Closed(closed, closed, places[5].id), "Phường họp dân tại điểm", by)


def _somebody_comes(story: Story, shift: Shift) -> None:
    if shift.id not in story.seats:
        story.take(*story.pick(1, (shift.day, shift.slot)), shift)


def _rounds(places: list, today: date) -> Pattern:
    return Pattern(
        points=tuple(Spot(point.id, name=point.name) for point in places),
        name="Đi từng ngõ",
        starts=time(8, 30),
        ends=time(11),
        min_heads=2,
        max_heads=6,
        leads=1,
        weekdays=frozenset({SATURDAY}),
        kind="round",
        first=today + timedelta(days=1),
    )


def coming(first: date, weekday: int) -> date:
    """The first such weekday from that day on."""
    return first + timedelta(days=(weekday - first.weekday()) % 7)
