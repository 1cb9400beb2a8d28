"""What stands in a calendar, and how days fall into weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.calendars.rules import State, sequence_of, shown, state_of, week_asked, weeks_of

NOW = datetime(2025, 8, 14, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    "row, expected",
    [
        (("seated", None, False), State.SEATED),
        (("waiting", None, False), State.WAITING),
        (("waiting", NOW + SECOND, False), State.OFFERED),
        (("waiting", NOW, False), State.WAITING),
        (("left", None, False), State.GONE),
        (("left", None, True), State.CALLED_OFF),
        (("seated", None, True), State.CALLED_OFF),
    ],
)
def test_a_sign_up_is_one_of_five_things(row, expected):
    assert state_of(*row, NOW) is expected


@pytest.mark.parametrize(
    "state, seated, gone, line, expected",
    [
        (State.SEATED, True, None, False, True),
        (State.WAITING, False, None, True, True),
        (State.WAITING, False, None, False, False),
        (State.OFFERED, False, None, False, False),
        (State.GONE, True, NOW, False, True),
        (State.GONE, True, NOW - SECOND, False, False),
        (State.GONE, False, NOW, False, False),
        (State.GONE, False, NOW, True, True),
        (State.CALLED_OFF, True, NOW - SECOND, True, False),
    ],
)
def test_what_is_gone_is_told_for_a_while_and_the_line_to_whoever_asks(state, seated, gone, line, expected):
    assert shown(state, seated, gone, line, NOW) is expected


def test_the_sequence_begins_at_nought_and_grows_with_both():
    assert [sequence_of(0, n) for n in range(4)] == [0, 0, 1, 2]
    assert sequence_of(3, 2) == 4


def test_45_days_are_seven_weeks_without_a_gap():
    weeks = weeks_of(date(2025, 7, 31), date(2025, 9, 13))
    assert [week.number for week in weeks] == [1, 2, 3, 4, 5, 6, 7]
    days = [day for week in weeks for day in week.days]
    assert days == [date(2025, 7, 31) + timedelta(days=n) for n in range(45)]
    assert {week.monday.weekday() for week in weeks} == {0}
    assert (weeks[0].first, weeks[0].last) == (date(2025, 7, 31), date(2025, 8, 3))
    assert (weeks[6].first, weeks[6].last) == (date(2025, 9, 8), date(2025, 9, 13))


def test_a_week_is_found_by_any_of_its_days_and_by_its_monday():
    weeks = weeks_of(date(2025, 7, 31), date(2025, 9, 13))
    assert week_asked(weeks, date(2025, 7, 28)) is weeks[0]
    assert week_asked(weeks, date(2025, 8, 3)) is weeks[0]
    assert week_asked(weeks, date(2025, 9, 14)) is weeks[6]
    assert week_asked(weeks, date(2025, 7, 27)) is None
    assert week_asked(weeks, date(2025, 9, 15)) is None


def test_a_day_alone_is_a_week():
    (week,) = weeks_of(date(2025, 8, 14), date(2025, 8, 14))
    assert week.days == (date(2025, 8, 14),)
