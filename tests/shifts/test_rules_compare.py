"""What is asked for beside what stands: new, changed, removed, or left as it is."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.core.clock import LOCAL
from app.shifts.rules import Existing, Moved, Pattern, Spot, compare, wanted

DAY = date(2025, 8, 15)
NOW = datetime(2025, 8, 14, 9, tzinfo=LOCAL)
PATTERN = Pattern((Spot(1), Spot(2)), "Chiều", time(14), time(17), 2, 4, 1, id=7)


def asked(pattern=PATTERN, *exceptions, last=DAY):
    return wanted([pattern], exceptions, DAY, last)


def standing(one, number, **more):
    return Existing(**{**vars(one), "home_id": None}, id=number, **more)


def all_standing(found):
    return [standing(one, number) for number, one in enumerate(found, 1)]


def test_planning_twice_changes_nothing():
    diff = compare(asked(), all_standing(asked()), NOW)
    assert not diff
    assert len(diff.same) == 2


def test_what_differs_is_changed_and_what_is_not_asked_for_goes_unless_somebody_is_on_it():
    first, second = asked()
    there = [
        standing(replace(first, max_heads=9), 1),
        standing(replace(second, max_heads=9), 2, people=1),
        standing(replace(first, point_id=7, template_id=None), 3),
        standing(replace(second, point_id=8, template_id=None), 4, people=2),
        standing(replace(second, point_id=9, template_id=None), 5, kept=1),
    ]
    diff = compare([first, second], there, NOW)
    assert [(old.id, new) for old, new in diff.changed] == [(1, first)]
    assert [(old.id, new) for old, new in diff.held] == [(2, second), (4, None), (5, None)]
    assert [old.id for old in diff.removed] == [3]
    assert diff.new == ()
    kept = compare([first, second], there, NOW, goes=lambda old: False)
    assert kept.removed == ()
    assert [old.id for old, _new in kept.held] == [2], "what is no matter of this plan is not listed"


def test_what_has_begun_or_was_cancelled_by_hand_stays():
    first, second = asked()
    there = [
        standing(replace(first, starts_at=NOW, max_heads=9), 1),
        standing(replace(second, max_heads=9), 2, cancelled=True),
    ]
    diff = compare([first, second], there, NOW)
    assert not diff
    assert ([old.id for old in diff.past], [old.id for old in diff.cancelled]) == ([1], [2])


def test_what_is_over_today_is_not_made_any_more_and_days_before_are_as_asked():
    first, second = asked()
    ended = first.ends_at
    late = replace(second, ends_at=ended + timedelta(minutes=1))
    diff = compare([first, late], [], ended)
    assert (diff.over, diff.new) == ((first,), (late,))
    assert bool(compare([first], [], ended)) is False, "a plan that would only make what is over does nothing"
    assert compare([first], [], ended - timedelta(seconds=1)).new == (first,)
    assert compare([first, second], [], ended + timedelta(days=1)).new == (first, second)
    # A shift that stands already is told as begun, not as over.
    there = [standing(replace(first, max_heads=9), 1)]
    assert ([old.id for old in compare([first], there, ended).past], compare([first], there, ended).over) == ([1], ())


def test_what_an_earlier_plan_cancelled_comes_back_when_it_is_asked_for_again():
    first, second = asked()
    there = [standing(one, n, cancelled=True, dropped=True) for n, one in ((1, first), (2, second))]
    assert [old.id for old, _new in compare([first], there, NOW).changed] == [1]
    assert [old.id for old in compare([first], there, first.starts_at).cancelled] == [1, 2]


def test_a_new_name_or_time_changes_the_shift_instead_of_making_a_second_one():
    there = all_standing(asked())
    renamed = compare(asked(replace(PATTERN, name="Buổi chiều")), there, NOW)
    assert [(old.id, new.slot) for old, new in renamed.changed] == [(1, "Buổi chiều"), (2, "Buổi chiều")]
    both = replace(PATTERN, name="Buổi chiều", starts=time(13))
    assert [old.id for old, _new in compare(asked(both), there, NOW).changed] == [1, 2]
    busy = [replace(old, people=1) for old in there]
    held = compare(asked(both), busy, NOW)
    assert ([old.id for old, _new in held.held], held.new) == ([1, 2], ())


def test_a_moved_point_moves_its_shift_there_and_back():
    alone = replace(PATTERN, points=(Spot(1),))
    moved = asked(alone, Moved(DAY, DAY, 1, 5))
    diff = compare(moved, all_standing(asked(alone)), NOW)
    assert [(old.point_id, new.point_id) for old, new in diff.changed] == [(1, 5)]
    assert not compare(moved, all_standing(moved), NOW)
    back = compare(asked(alone), all_standing(moved), NOW)
    assert [(old.point_id, new.point_id) for old, new in back.changed] == [(5, 1)]
    assert (back.new, back.removed) == ((), ())


def test_another_length_round_the_clock_is_no_guessing_which_duty_is_which():
    line = Pattern((Spot(3, True),), "Trực", time(0), time(0), 1, 2, every=360, id=9)
    there = all_standing(asked(line))
    diff = compare(asked(replace(line, every=480)), there, NOW)
    # 00:00 begins as before and ends later; the others are others.
    assert [f"{new.starts_at.astimezone(LOCAL):%H:%M}" for _old, new in diff.changed] == ["00:00"]
    assert (len(diff.new), len(diff.removed)) == (2, 3)


def test_what_two_templates_ask_for_is_planned_once():
    diff = compare([*asked(), *asked(replace(PATTERN, id=8, max_heads=9))], [], NOW)
    assert [one.template_id for one in diff.new] == [7, 7]
    assert [one.template_id for one in diff.twice] == [8, 8]
    for_a_day = replace(PATTERN, id=8, first=DAY, last=DAY)
    diff = compare(wanted([PATTERN, for_a_day], [], DAY, DAY), [], NOW)
    assert [one.template_id for one in diff.new] == [8, 8], "what holds for fewer days goes first"


def test_a_shift_from_before_there_were_templates_only_learns_where_it_belongs():
    there = [replace(one, template_id=None) for one in all_standing(asked())]
    diff = compare(asked(), there, NOW)
    assert not diff
    assert diff.adopted == ((1, 7), (2, 7))


def test_two_differences_that_do_the_same_carry_the_same_mark():
    found = asked(last=DAY + timedelta(days=1))
    one = compare(found, [standing(replace(found[0], max_heads=9), 1)], NOW)
    same = compare(reversed(found), [standing(replace(found[0], max_heads=8), 1)], NOW)
    other = compare(found, [standing(replace(found[0], max_heads=9), 1, people=1)], NOW)
    assert one.mark == same.mark != other.mark
