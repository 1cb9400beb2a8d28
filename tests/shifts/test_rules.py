"""Planning in plain values: what is wanted, and what that does to what stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from app.core.clock import LOCAL
from app.shifts.rules import Choice, Existing, ShiftAnswer, compare, may_cancel, may_plan, may_resize, wanted
from tests.shifts.makers import AFTERNOON, MORNING_SLOT

DAY = date(2025, 8, 15)
NOW = datetime(2025, 8, 14, 9, tzinfo=LOCAL)
CHOICE = Choice((1, 2), (MORNING_SLOT, AFTERNOON), DAY, DAY + timedelta(days=1), 2, 4, 1)


def _standing(one, number, **more):
    return Existing(**vars(one), id=number, **more)


def test_every_point_in_every_slot_on_every_day():
    asked = wanted(CHOICE)
    assert len(asked) == 8
    assert asked[0].starts_at == datetime(2025, 8, 15, 8, tzinfo=LOCAL)
    assert len({one.key for one in asked}) == 8
    assert {one.day for one in wanted(replace(CHOICE, weekdays=frozenset({5})))} == {date(2025, 8, 16)}
    assert wanted(replace(CHOICE, last=DAY - timedelta(days=1))) == []


def test_planning_twice_changes_nothing():
    standing = [_standing(one, n) for n, one in enumerate(wanted(CHOICE), 1)]
    diff = compare(wanted(CHOICE), standing, NOW)
    assert not diff
    assert len(diff.same) == 8


def test_what_differs_is_changed_and_what_is_not_asked_for_is_removed_unless_people_are_on_it():
    first, second, third, fourth, *_rest = wanted(CHOICE)
    standing = [
        _standing(replace(first, max_heads=9), 1),
        _standing(replace(second, max_heads=9), 2, people=1),
        _standing(replace(third, point_id=7), 3),
        _standing(replace(fourth, point_id=7), 4, people=2),
    ]
    diff = compare([first, second], standing, NOW)
    assert [(old.id, new) for old, new in diff.changed] == [(1, first)]
    assert [(old.id, new) for old, new in diff.held] == [(2, second), (4, None)]
    assert [old.id for old in diff.removed] == [3]
    assert diff.new == ()
    kept = compare([first, second], standing, NOW, prune=False)
    assert kept.removed == ()
    assert [old.id for old in kept.same] == [3, 4]


def test_what_has_begun_or_was_cancelled_stays():
    first, second, *_rest = wanted(CHOICE)
    standing = [
        _standing(replace(first, starts_at=NOW, max_heads=9), 1),
        _standing(replace(second, max_heads=9), 2, cancelled=True),
    ]
    diff = compare([first, second], standing, NOW)
    assert not diff
    assert ([old.id for old in diff.past], [old.id for old in diff.cancelled]) == ([1], [2])


def test_two_differences_that_do_the_same_carry_the_same_mark():
    asked = wanted(CHOICE)
    one = compare(asked, [_standing(replace(asked[0], max_heads=9), 1)], NOW)
    same = compare(reversed(asked), [_standing(replace(asked[0], max_heads=8), 1)], NOW)
    other = compare(asked, [_standing(replace(asked[0], max_heads=9), 1, people=1)], NOW)
    assert one.mark == same.mark != other.mark


def test_when_planning_is_refused():
    days, good = (DAY, DAY + timedelta(days=44)), (2, 4, 1)
    assert may_plan(False, *days, *days, 810, good) is ShiftAnswer.YES
    assert may_plan(True, *days, *days, 810, good) is ShiftAnswer.CLOSED
    assert may_plan(False, *days, DAY - timedelta(days=1), DAY, 1, good) is ShiftAnswer.OUTSIDE
    assert may_plan(False, *days, DAY + timedelta(days=1), DAY, 1, good) is ShiftAnswer.OUTSIDE
    assert may_plan(False, *days, *days, 0, good) is ShiftAnswer.NOTHING
    assert may_plan(False, *days, *days, 10**6, good) is ShiftAnswer.TOO_MANY
    assert may_plan(False, *days, *days, 1, (5, 4, 1)) is ShiftAnswer.SIZES


def test_one_shift():
    ends = NOW + timedelta(hours=1)
    assert may_cancel(False, ends, NOW) is ShiftAnswer.YES
    assert may_cancel(True, ends, NOW) is ShiftAnswer.CANCELLED
    assert may_cancel(False, NOW, NOW) is ShiftAnswer.OVER
    assert may_resize(False, ends, NOW, 3, (1, 3, 1)) is ShiftAnswer.YES
    assert may_resize(False, ends, NOW, 4, (1, 3, 1)) is ShiftAnswer.BELOW_SEATS
    assert may_resize(False, ends, NOW, 0, (4, 3, 1)) is ShiftAnswer.SIZES
    assert may_resize(True, ends, NOW, 0, (1, 3, 1)) is ShiftAnswer.CANCELLED
