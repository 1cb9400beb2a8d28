"""Templates and exceptions in plain values: what they ask for."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from app.core.clock import LOCAL
from app.shifts.rules import (
    Closed,
    ExceptionAnswer,
    Extra,
    Moved,
    Pattern,
    ShiftAnswer,
    Spot,
    TemplateAnswer,
    may_cancel,
    may_plan,
    may_resize,
    right_exception,
    right_template,
    roughly,
    wanted,
)

FRIDAY = date(2025, 8, 15)
SUNDAY = FRIDAY + timedelta(days=2)
NOW = datetime(2025, 8, 14, 9, tzinfo=LOCAL)
ONE, TWO, LINE = Spot(1), Spot(2), Spot(3, line=True)
AFTERNOON = Pattern((ONE, TWO), "Chiều", time(14), time(17), 2, 4, 1, id=7)
NIGHT = Pattern((ONE,), "Đêm", time(22), time(6), 1, 2, id=8)
CLOCK = Pattern((LINE,), "Trực", time(6), time(6), 2, 4, every=240, id=9)


def _asked(pattern, *exceptions, first=FRIDAY, last=None):
    return wanted([pattern], exceptions, first, last or first)


def test_every_point_on_every_day_that_is_one_of_its_weekdays():
    asked = _asked(AFTERNOON, last=SUNDAY)
    assert [(one.point_id, one.day) for one in asked] == [
        (point, FRIDAY + timedelta(days=n)) for n in range(3) for point in (1, 2)
    ]
    assert asked[0].starts_at == datetime(2025, 8, 15, 14, tzinfo=LOCAL)
    assert asked[0].template_id == 7
    weekend = replace(AFTERNOON, weekdays=frozenset({5, 6}))
    assert {one.day for one in _asked(weekend, first=FRIDAY - timedelta(days=4), last=SUNDAY)} == {
        FRIDAY + timedelta(days=1),
        SUNDAY,
    }
    assert _asked(AFTERNOON, last=FRIDAY - timedelta(days=1)) == []


def test_days_for_which_a_template_holds():
    some = replace(AFTERNOON, first=FRIDAY, last=FRIDAY + timedelta(days=1))
    days = {one.day for one in _asked(some, first=FRIDAY - timedelta(days=3), last=SUNDAY)}
    assert days == {FRIDAY, FRIDAY + timedelta(days=1)}


def test_a_shift_over_midnight_ends_on_the_next_day_and_belongs_to_the_day_on_which_it_begins():
    (night,) = _asked(NIGHT)
    assert (night.day, night.starts_at) == (FRIDAY, datetime(2025, 8, 15, 22, tzinfo=LOCAL))
    assert night.ends_at == datetime(2025, 8, 16, 6, tzinfo=LOCAL)
    (whole,) = _asked(replace(NIGHT, starts=time(6), ends=time(6)))
    assert whole.ends_at - whole.starts_at == timedelta(hours=24)
    assert whole.starts_at.tzinfo is UTC


def test_round_the_clock_leaves_no_minute_out_from_one_day_to_the_next():
    asked = _asked(replace(CLOCK, weekdays=frozenset({0})), last=SUNDAY)
    assert [f"{one.starts_at.astimezone(LOCAL):%H:%M}" for one in asked[:6]] == [
        "02:00",
        "06:00",
        "10:00",
        "14:00",
        "18:00",
        "22:00",
    ]
    assert len(asked) == 18
    assert all(one.ends_at == next_one.starts_at for one, next_one in pairwise(asked))
    assert all(one.day == one.starts_at.astimezone(LOCAL).date() for one in asked)
    assert len({one.key for one in asked}) == 18
    assert len(_asked(replace(CLOCK, every=24 * 60))) == 1


def test_when_sign_up_opens():
    assert _asked(AFTERNOON)[0].opens_at is None
    opens = _asked(replace(AFTERNOON, opens_days=3))[0].opens_at
    assert opens == datetime(2025, 8, 12, tzinfo=LOCAL)


def test_a_closed_day():
    assert _asked(AFTERNOON, Closed(FRIDAY, FRIDAY)) == []
    assert [one.point_id for one in _asked(AFTERNOON, Closed(FRIDAY, SUNDAY, point_id=1))] == [2]
    assert len(_asked(AFTERNOON, Closed(SUNDAY, SUNDAY))) == 2
    assert _asked(CLOCK, Closed(FRIDAY, FRIDAY)) == []
    assert len(_asked(CLOCK, Closed(FRIDAY, FRIDAY, places_only=True))) == 6
    assert _asked(AFTERNOON, Closed(FRIDAY, FRIDAY, places_only=True)) == []


def test_an_extra_sunday():
    weekdays = replace(AFTERNOON, weekdays=frozenset(range(5)), last=FRIDAY)
    assert _asked(weekdays, first=SUNDAY) == []
    assert [one.point_id for one in _asked(weekdays, Extra(SUNDAY, SUNDAY, 7), first=SUNDAY)] == [1, 2]
    assert [one.point_id for one in _asked(weekdays, Extra(SUNDAY, SUNDAY, 7, 2), first=SUNDAY)] == [2]
    assert _asked(weekdays, Extra(SUNDAY, SUNDAY, 8), first=SUNDAY) == []
    assert len(_asked(AFTERNOON, Extra(FRIDAY, FRIDAY, 7))) == 2, "a day that is planned anyway is planned once"
    both = (Extra(SUNDAY, SUNDAY, 7), Closed(SUNDAY, SUNDAY, point_id=1))
    assert [one.point_id for one in _asked(weekdays, *both, first=SUNDAY)] == [2], "a closed day is the stronger one"


def test_another_place_that_week():
    moved = Moved(FRIDAY, FRIDAY + timedelta(days=1), 1, 5)
    asked = _asked(replace(AFTERNOON, points=(ONE,)), moved, last=SUNDAY)
    assert [(one.point_id, one.home_id) for one in asked] == [(5, 1), (5, 1), (1, None)]


def test_how_much_is_asked_for_is_told_without_making_it():
    patterns = [AFTERNOON, NIGHT, CLOCK]
    assert roughly(patterns, FRIDAY, SUNDAY) == len(wanted(patterns, [], FRIDAY, SUNDAY)) == 3 * (2 + 1 + 6)
    assert roughly(patterns, SUNDAY, FRIDAY) == 0


def test_when_a_template_is_refused():
    days = (FRIDAY - timedelta(days=9), FRIDAY + timedelta(days=30))

    def answer(one, **more):
        return right_template(replace(one, **more), *days)

    assert answer(AFTERNOON) is answer(NIGHT) is answer(CLOCK) is TemplateAnswer.YES
    assert answer(AFTERNOON, points=()) is TemplateAnswer.NO_POINT
    assert answer(AFTERNOON, weekdays=frozenset()) is TemplateAnswer.NO_WEEKDAY
    assert answer(CLOCK, weekdays=frozenset()) is TemplateAnswer.YES
    assert answer(AFTERNOON, name="") is TemplateAnswer.NO_NAME
    assert answer(AFTERNOON, min_heads=5) is TemplateAnswer.SIZES
    assert answer(AFTERNOON, leads=5) is TemplateAnswer.SIZES
    assert answer(AFTERNOON, lead_seats=5) is TemplateAnswer.LEAD_SEATS
    for length in (0, -60, 7, 29, 300, 1441):
        assert answer(CLOCK, every=length) is TemplateAnswer.LENGTH
    assert answer(CLOCK, points=(LINE, ONE)) is TemplateAnswer.NOT_A_LINE
    assert answer(AFTERNOON, first=SUNDAY, last=FRIDAY) is TemplateAnswer.DAYS
    assert answer(AFTERNOON, first=days[0] - timedelta(days=1)) is TemplateAnswer.DAYS
    assert answer(AFTERNOON, last=days[1] + timedelta(days=1)) is TemplateAnswer.DAYS


def test_when_an_exception_is_refused():
    days, there = (FRIDAY, SUNDAY), [Closed(FRIDAY, FRIDAY), Moved(FRIDAY, SUNDAY, 1, 2)]

    def answer(one):
        return right_exception(one, *days, there, [AFTERNOON])

    assert answer(Closed(SUNDAY, SUNDAY)) is ExceptionAnswer.YES
    assert answer(Closed(SUNDAY, FRIDAY)) is ExceptionAnswer.DAYS
    assert answer(Closed(FRIDAY, SUNDAY + timedelta(days=1))) is ExceptionAnswer.DAYS
    assert answer(Closed(FRIDAY, FRIDAY)) is ExceptionAnswer.TWICE
    assert answer(Extra(SUNDAY, SUNDAY, 7, 1)) is ExceptionAnswer.YES
    assert answer(Extra(SUNDAY, SUNDAY, 99)) is ExceptionAnswer.NO_TEMPLATE
    assert answer(Extra(SUNDAY, SUNDAY, 7, 3)) is ExceptionAnswer.NOT_THERE
    assert answer(Moved(SUNDAY, SUNDAY, None, 2)) is ExceptionAnswer.NO_POINT
    assert answer(Moved(SUNDAY, SUNDAY, 2, None)) is ExceptionAnswer.NO_PLACE
    assert answer(Moved(SUNDAY, SUNDAY, 2, 2)) is ExceptionAnswer.SAME_POINT
    assert answer(Moved(SUNDAY, SUNDAY, 1, 5)) is ExceptionAnswer.TWICE, "a point is at one place at a time"


def test_when_planning_is_refused():
    days = (FRIDAY, FRIDAY + timedelta(days=44))
    assert may_plan(False, *days, *days, 810) is ShiftAnswer.YES
    assert may_plan(True, *days, *days, 810) is ShiftAnswer.CLOSED
    assert may_plan(False, *days, FRIDAY - timedelta(days=1), FRIDAY, 1) is ShiftAnswer.OUTSIDE
    assert may_plan(False, *days, SUNDAY, FRIDAY, 1) is ShiftAnswer.OUTSIDE
    assert may_plan(False, *days, *days, 10**6) is ShiftAnswer.TOO_MANY


def test_one_shift():
    ends = NOW + timedelta(hours=1)
    assert may_cancel(False, ends, NOW) is ShiftAnswer.YES
    assert may_cancel(True, ends, NOW) is ShiftAnswer.CANCELLED
    assert may_cancel(False, NOW, NOW) is ShiftAnswer.OVER
    assert may_resize(False, ends, NOW, 3, (1, 3, 1)) is ShiftAnswer.YES
    assert may_resize(False, ends, NOW, 4, (1, 3, 1)) is ShiftAnswer.BELOW_SEATS
    assert may_resize(False, ends, NOW, 0, (4, 3, 1)) is ShiftAnswer.SIZES
    assert may_resize(True, ends, NOW, 0, (1, 3, 1)) is ShiftAnswer.CANCELLED
