"""Which hours nobody minds, who comes next, and who may hand over to whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from app.core.clock import LOCAL
from app.lines.rules import (
    AHEAD,
    LATE,
    MOST_NOTES,
    Why,
    ahead,
    gaps,
    just_ended,
    may_confirm,
    may_hand_over,
    next_up,
    on_now,
    stretches,
    waits_for,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2025-08-{text}").replace(tzinfo=LOCAL)


@dataclass
class Duty:
    id: int
    starts_at: datetime
    ends_at: datetime
    seats_taken: int = 1
    min_heads: int = 1
    cancelled_at: datetime | None = None


def duty(number, start, end, taken=1, least=1, **more):
    return Duty(number, at(start), at(end), taken, least, **more)


def said(found) -> list[tuple]:
    return [
        (f"{gap.starts_at:%d %H:%M:%S}", f"{gap.ends_at:%d %H:%M:%S}", gap.why, gap.missing, gap.shifts)
        for gap in found
    ]


DAY = at("16T00:00"), at("17T00:00")


def test_a_day_without_any_duty_is_one_gap_that_wants_the_line_s_people():
    assert said(gaps([], *DAY, least=2)) == [("16 00:00:00", "17 00:00:00", Why.UNPLANNED, 2, ())]


def test_a_covered_day_has_no_gap_whether_one_duty_or_three_follow_each_other():
    assert gaps([duty(1, "15T20:00", "17T08:00")], *DAY) == []
    row = [duty(1, "16T00:00", "16T08:00"), duty(2, "16T08:00", "16T16:00"), duty(3, "16T16:00", "17T00:00")]
    assert gaps(row, *DAY) == []
    (whole,) = stretches(row, *DAY)
    assert (whole.why, whole.shifts) == (None, (1, 2, 3))


def test_gaps_of_neighbours_are_one_and_the_hours_between_duties_are_one_of_their_own():
    row = [
        duty(1, "15T22:00", "16T02:00"),
        duty(2, "16T02:00", "16T04:00", taken=0),
        duty(3, "16T04:00", "16T06:00", taken=0, least=2),
        duty(4, "16T06:00", "16T20:00"),
        duty(5, "16T21:00", "17T02:00"),
    ]
    assert said(gaps(row, *DAY)) == [
        ("16 02:00:00", "16 06:00:00", Why.NOBODY, 2, (2, 3)),
        ("16 20:00:00", "16 21:00:00", Why.UNPLANNED, 1, ()),
    ]


def test_a_gap_over_midnight_is_one_gap():
    row = [duty(1, "16T06:00", "16T22:00"), duty(2, "16T22:00", "17T06:00", taken=0)]
    assert said(gaps(row, at("16T06:00"), at("17T06:00"))) == [("16 22:00:00", "17 06:00:00", Why.NOBODY, 1, (2,))]


def test_too_few_is_told_apart_from_nobody_and_by_how_many():
    row = [
        duty(1, "16T00:00", "16T06:00", taken=1, least=2),
        duty(2, "16T06:00", "16T12:00", taken=1, least=2),
        duty(3, "16T12:00", "16T18:00", taken=1, least=3),
        duty(4, "16T18:00", "17T00:00", taken=0, least=2),
    ]
    assert said(gaps(row, *DAY)) == [
        ("16 00:00:00", "16 12:00:00", Why.FEW, 1, (1, 2)),
        ("16 12:00:00", "16 18:00:00", Why.FEW, 2, (3,)),
        ("16 18:00:00", "17 00:00:00", Why.NOBODY, 2, (4,)),
    ]


def test_duties_beside_each_other_each_want_their_own_people():
    row = [duty(1, "16T00:00", "17T00:00", taken=3, least=1), duty(2, "16T08:00", "16T10:00", taken=0, least=1)]
    assert said(gaps(row, *DAY)) == [("16 08:00:00", "16 10:00:00", Why.FEW, 1, (1, 2))]


def test_a_line_is_never_covered_by_nobody_even_if_a_duty_asks_for_none():
    assert said(gaps([duty(1, "16T00:00", "17T00:00", taken=0, least=0)], *DAY)) == [
        ("16 00:00:00", "17 00:00:00", Why.NOBODY, 1, (1,))
    ]


def test_a_cancelled_duty_covers_nothing():
    row = [duty(1, "16T00:00", "17T00:00", taken=0, cancelled_at=at("15T00:00"))]
    assert said(gaps(row, *DAY)) == [("16 00:00:00", "17 00:00:00", Why.UNPLANNED, 1, ())]
    assert on_now(row, at("16T08:00")) == next_up(row, at("15T08:00")) == just_ended(row, at("17T00:00"), LATE) == []


def test_intervals_are_half_open_to_the_second():
    row = [duty(1, "16T00:00", "16T23:59:59"), duty(2, "17T00:00", "17T06:00")]
    assert said(gaps(row, at("16T23:00"), at("17T01:00"))) == [
        ("16 23:59:59", "17 00:00:00", Why.UNPLANNED, 1, ()),
    ]
    assert gaps(row, at("16T23:00"), at("16T23:59:59")) == []
    assert [one.id for one in on_now(row, at("16T23:59:58"))] == [1]
    assert on_now(row, at("16T23:59:59")) == []
    assert [one.id for one in on_now(row, at("17T00:00"))] == [2]


def test_an_empty_time_has_no_gap():
    assert stretches([], at("16T00:00"), at("16T00:00")) == stretches([], at("17T00:00"), at("16T00:00")) == []


def test_next_are_all_that_begin_at_the_next_instant_and_just_ended_are_the_latest_two_hours():
    row = [duty(1, "16T00:00", "16T06:00"), duty(2, "16T06:00", "16T08:00"), duty(3, "16T06:00", "16T07:00")]
    assert [one.id for one in next_up(row, at("16T05:59:59"))] == [2, 3]
    assert next_up(row, at("16T06:00")) == []
    assert [one.id for one in just_ended(row, at("16T06:00"), LATE)] == [1]
    assert [one.id for one in just_ended(row, at("16T08:00"), LATE)] == [2, 3]
    assert [one.id for one in just_ended(row, at("16T07:59:59"), LATE)] == [3, 1]


def test_it_is_looked_ahead_to_the_end_of_the_campaign_or_two_weeks():
    first, last = date(2025, 7, 31), date(2025, 9, 13)
    now = at("14T09:00")
    assert ahead(now, first, last) == (now, now + AHEAD)
    late = now + timedelta(days=30, hours=14, minutes=59, seconds=59)
    assert ahead(late, first, last) == (late, at("14T00:00").replace(month=9))
    start, end = ahead(now + timedelta(days=99), first, last)
    assert start > end
    assert ahead(now - timedelta(days=20), first, last)[0] == at("31T00:00").replace(month=7)


@pytest.mark.parametrize(
    ("when", "seated", "staff", "notes", "answer"),
    [
        ("16T05:59:59", True, True, 0, "NOT_BEGUN"),
        ("16T06:00", True, False, 0, "YES"),
        ("16T06:00", False, True, 0, "YES"),
        ("16T06:00", False, False, 0, "NOT_ON_IT"),
        ("16T15:59:59", True, False, MOST_NOTES - 1, "YES"),
        ("16T15:59:59", True, False, MOST_NOTES, "MANY"),
        ("16T16:00", True, True, 0, "TOO_LATE"),
    ],
)
def test_a_note_is_left_from_the_start_of_a_duty_to_two_hours_after_it(when, seated, staff, notes, answer):
    assert may_hand_over(duty(1, "16T06:00", "16T14:00"), at(when), seated, staff, notes).name == answer


def test_nothing_is_handed_over_from_a_cancelled_duty():
    gone = duty(1, "16T06:00", "16T14:00", cancelled_at=at("16T00:00"))
    assert may_hand_over(gone, at("16T07:00"), True, True, 0).name == "CANCELLED"


def test_a_note_is_confirmed_from_a_later_duty_while_that_runs():
    mine = [duty(2, "16T14:00", "16T22:00")]
    assert may_confirm(at("16T06:00"), mine, at("16T13:59:59")) is None
    assert may_confirm(at("16T06:00"), mine, at("16T14:00")).id == 2
    assert may_confirm(at("16T06:00"), mine, at("16T22:00")) is None
    assert may_confirm(at("16T14:00"), mine, at("16T15:00")) is None, "the same duty, or one beside it"


def test_a_note_waits_until_a_duty_has_read_it_and_then_for_nobody_later():
    later = duty(2, "16T14:00", "16T22:00")
    assert waits_for(at("16T06:00"), [], later)
    assert waits_for(at("16T06:00"), [at("16T14:05")], later), "each of that duty confirms"
    assert not waits_for(at("16T06:00"), [at("16T13:59:59")], later)
    assert not waits_for(at("16T14:00"), [], later)
