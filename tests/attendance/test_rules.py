"""Codes, windows and states, to the second."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from app.attendance.rules import (
    CODE,
    EXCUSED,
    HAND,
    IN,
    LATE,
    NO_SHOW,
    OUT,
    PRESENT,
    RULE,
    Attendance,
    CheckAnswer,
    Mark,
    MarkAnswer,
    Times,
    arrival_at,
    attendance_of,
    digits_of,
    instant_of,
    link_of,
    may_check,
    may_mark,
    minute_of,
    minute_of_digits,
    minute_of_link,
    site_key,
)
from app.core.clock import LOCAL
from app.core.log import without_keys

KEY, OLD = site_key("the site's own secret"), site_key("the secret before")
TURN = SimpleNamespace(cancelled_at=None, closed_at=None)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)


# 08:00–11:30, codes from 07:30 to 12:30, late after 08:15.
DAY = Times(local("2025-08-14T08:00"), local("2025-08-14T11:30"), 30, 15, 60)
NIGHT = Times(local("2025-08-14T22:00"), local("2025-08-15T02:00"), 30, 15, 60)
SECOND = timedelta(seconds=1)


def test_a_code_is_found_again_in_its_minute_and_shift_alone():
    minute = minute_of(local("2025-08-14T08:01:59"))
    assert instant_of(minute) == local("2025-08-14T08:01:00")
    code, digits = link_of(KEY, 7, minute), digits_of(KEY, 7, minute)
    assert minute_of_link([KEY], 7, code) == minute
    assert minute_of_digits([KEY], 7, digits, minute - 60, minute + 60) == minute
    assert minute_of_link([KEY], 8, code) is None
    assert minute_of_digits([KEY], 8, digits, minute - 60, minute + 60) is None
    assert minute_of_digits([KEY], 7, digits, minute + 1, minute + 60) is None
    assert minute_of_digits([KEY], 7, digits, minute - 60, minute - 1) is None


def test_a_code_of_the_secret_before_is_still_one_and_of_a_strange_one_is_none():
    minute = minute_of(DAY.starts_at)
    for made in (link_of(OLD, 7, minute),):
        assert minute_of_link([KEY, OLD], 7, made) == minute
        assert minute_of_link([KEY], 7, made) is None
    assert minute_of_digits([KEY, OLD], 7, digits_of(OLD, 7, minute), minute, minute) == minute


@pytest.mark.parametrize(
    "code",
    ["", "-", "1bfa7a0", "1bfa7a0-", "zz-00", "-00", "1BFA7A0-", "é-00", "ffffffffff-00", "1bfa7a0-" + "0" * 20],
)
def test_what_is_no_code_is_none(code):
    assert minute_of_link([KEY], 7, code) is None


@pytest.mark.parametrize("digits", ["", "1234567", "123456789", "abcdefgh", "١٢٣٤٥٦٧٨", "1234 567"])
def test_what_are_no_digits_is_none(digits):
    assert minute_of_digits([KEY], 7, digits, 0, 10) is None


def test_no_log_keeps_a_links_code():
    code = link_of(KEY, 7, minute_of(DAY.starts_at))
    assert code not in without_keys(f"GET /check-in/7/{code} 200")


def test_digits_and_proof_of_a_minute_do_not_tell_each_other():
    minute = minute_of(DAY.starts_at)
    assert len({digits_of(KEY, 7, minute + n) for n in range(300)}) == 300
    assert digits_of(KEY, 7, minute) not in link_of(KEY, 7, minute)
    assert all(len(digits_of(KEY, 7, minute + n)) == 8 for n in range(300))


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("07:30:00", PRESENT),
        ("08:00:00", PRESENT),
        ("08:15:00", PRESENT),
        ("08:15:01", LATE),
        ("11:29:59", LATE),
    ],
)
def test_late_begins_after_a_quarter_of_an_hour(at, kind):
    assert arrival_at(local(f"2025-08-14T{at}"), DAY) == kind


def ask(side, at, now=None, own=None, times=DAY, seated=True, turn=TURN):
    at = local(f"2025-08-14T{at}") if isinstance(at, str) else at
    now = local(now) if isinstance(now, str) else now or at
    return may_check(side, turn, times, at, now, seated, own or Attendance())


THERE = Attendance(PRESENT, local("2025-08-14T07:50"), how=CODE)


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("07:29:59", CheckAnswer.WRONG_CODE),
        ("07:30:00", CheckAnswer.YES),
        ("11:29:59", CheckAnswer.YES),
        ("11:30:00", CheckAnswer.OVER),
        ("12:29:59", CheckAnswer.OVER),
        ("12:30:00", CheckAnswer.WRONG_CODE),
    ],
)
def test_checking_in_is_open_from_the_window_to_the_end(at, answer):
    assert ask(IN, at) is answer


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("07:59:59", CheckAnswer.TOO_SOON),
        ("08:00:00", CheckAnswer.YES),
        ("12:29:59", CheckAnswer.YES),
        ("12:30:00", CheckAnswer.WRONG_CODE),
    ],
)
def test_checking_out_is_open_from_the_start_until_the_window_closes(at, answer):
    assert ask(OUT, at, own=THERE) is answer


def test_the_same_screen_looked_at_again_is_no_leaving():
    came = local("2025-08-14T08:20")
    own = Attendance(LATE, came, how=CODE)
    assert ask(OUT, came + timedelta(minutes=5) - SECOND, own=own) is CheckAnswer.TOO_SOON
    assert ask(OUT, came + timedelta(minutes=5), own=own) is CheckAnswer.YES


def test_the_codes_time_counts_until_a_day_after_the_shift():
    assert ask(IN, "08:00:00", now="2025-08-15T11:29:59") is CheckAnswer.YES
    assert ask(IN, "08:00:00", now="2025-08-15T11:30:00") is CheckAnswer.TOO_LATE


def test_a_code_of_the_future_is_none():
    assert ask(IN, "08:01:00", now="2025-08-14T08:00:59") is CheckAnswer.WRONG_CODE
    assert ask(IN, None, now="2025-08-14T08:00:59") is CheckAnswer.WRONG_CODE


def test_who_stands_where_decides():
    hand = Attendance(EXCUSED, how=HAND, minutes=0)
    missed = Attendance(NO_SHOW, how=RULE, minutes=0)
    gone = Attendance(PRESENT, THERE.came, local("2025-08-14T11:00"), how=CODE, minutes=180)
    forgot = Attendance(PRESENT, THERE.came, DAY.ends_at, True, CODE, 210)
    moment = local("2025-08-14T09:00")
    assert ask(IN, "08:00:00", own=THERE) is CheckAnswer.ALREADY_IN
    assert ask(IN, "08:00:00", own=hand) is CheckAnswer.SETTLED
    assert ask(OUT, "08:00:00", own=hand) is CheckAnswer.SETTLED
    assert ask(IN, "08:00:00", own=missed) is CheckAnswer.YES
    assert ask(OUT, "08:00:00", own=missed) is CheckAnswer.NOT_IN
    assert ask(OUT, "08:00:00") is CheckAnswer.NOT_IN
    assert ask(OUT, "11:10:00", own=gone) is CheckAnswer.ALREADY_OUT
    assert ask(OUT, "11:10:00", now="2025-08-14T13:00", own=forgot) is CheckAnswer.YES
    assert ask(IN, "08:00:00", seated=False) is CheckAnswer.NOT_ON_IT
    cancelled, closed = (
        SimpleNamespace(cancelled_at=moment, closed_at=None),
        SimpleNamespace(cancelled_at=None, closed_at=moment),
    )
    assert ask(IN, "08:00:00", turn=cancelled) is CheckAnswer.CANCELLED
    assert ask(IN, "08:00:00", turn=closed) is CheckAnswer.CLOSED


def test_a_duty_over_midnight_has_one_window():
    assert ask(IN, local("2025-08-15T00:30"), times=NIGHT) is CheckAnswer.YES
    assert ask(IN, local("2025-08-15T01:59:59"), times=NIGHT) is CheckAnswer.YES
    assert ask(IN, local("2025-08-15T02:00"), times=NIGHT) is CheckAnswer.OVER
    assert NIGHT.instant_at(time(23, 30)) == local("2025-08-14T23:30")
    assert NIGHT.instant_at(time(1, 30)) == local("2025-08-15T01:30")
    marks = [Mark(PRESENT, local("2025-08-14T22:00"), CODE), Mark(OUT, local("2025-08-15T00:10"), CODE)]
    assert attendance_of(marks, NIGHT, local("2025-08-15T00:10"), True).minutes == 130


def state(*marks, now="2025-08-14T10:00", taken=True):
    return attendance_of(marks, DAY, local(now), taken)


CAME = Mark(PRESENT, local("2025-08-14T07:50"), CODE)
WENT = Mark(OUT, local("2025-08-14T11:45"), CODE)


def test_nothing_said_is_nothing_until_the_window_closes():
    assert state(now="2025-08-14T12:29:59").state == "expected"
    assert state(now="2025-08-14T12:30:00") == Attendance(NO_SHOW, how=RULE, minutes=0)
    assert state(now="2025-08-20T12:30:00", taken=False).state == "expected"


def test_a_forgotten_check_out_is_closed_at_the_end_to_the_second():
    open_still = state(CAME, now="2025-08-14T12:29:59")
    assert (open_still.there, open_still.minutes, open_still.forgot) == (True, None, False)
    closed = state(CAME, now="2025-08-14T12:30:00")
    assert (closed.went, closed.minutes, closed.forgot, closed.state) == (DAY.ends_at, 210, True, PRESENT)
    assert state(CAME, Mark(OUT, DAY.ends_at, RULE), now="2025-08-14T12:30:00") == closed


def test_minutes_are_those_inside_of_the_shift():
    assert state(CAME, WENT).minutes == 210
    late = Mark(LATE, local("2025-08-14T08:20"), CODE)
    assert state(late, Mark(OUT, local("2025-08-14T11:00:59"), CODE)).minutes == 160
    assert state(late, Mark(OUT, local("2025-08-14T08:00"), HAND)).minutes == 0


def test_a_code_that_came_in_later_takes_the_place_of_the_rule():
    ruled = (CAME, Mark(OUT, DAY.ends_at, RULE), Mark(OUT, local("2025-08-14T10:00"), CODE))
    assert state(*ruled, now="2025-08-14T15:00") == Attendance(
        PRESENT, CAME.at, local("2025-08-14T10:00"), False, CODE, 120
    )
    assert state(Mark(NO_SHOW, DAY.ends_at, RULE), CAME, WENT, now="2025-08-14T15:00").minutes == 210


def test_the_last_word_counts():
    assert state(CAME, WENT, Mark(NO_SHOW, DAY.starts_at, HAND)) == Attendance(NO_SHOW, how=HAND, minutes=0)
    again = state(CAME, WENT, Mark(NO_SHOW, DAY.starts_at, HAND), Mark(PRESENT, DAY.starts_at, HAND))
    assert (again.state, again.minutes, again.how) == (PRESENT, 210, HAND)


def mark(wanted, now="2025-08-14T10:00", own=None, **more):
    return may_mark(
        more.pop("turn", TURN), DAY, local(now), more.pop("seated", True), own or Attendance(), wanted, **more
    )


def test_what_can_be_written_down_by_hand():
    assert mark(PRESENT) is mark(LATE) is mark(EXCUSED) is mark(NO_SHOW) is MarkAnswer.YES
    assert mark(PRESENT, by_self=True) is MarkAnswer.OWN
    assert mark(PRESENT, seated=False) is MarkAnswer.NOT_ON_IT
    assert mark(PRESENT, now="2025-08-14T07:29:59") is MarkAnswer.TOO_EARLY
    assert mark(PRESENT, now="2025-08-14T07:30:00") is MarkAnswer.YES
    assert mark(EXCUSED, now="2025-08-12T07:00") is MarkAnswer.YES
    assert mark(NO_SHOW, now="2025-08-14T07:59:59") is MarkAnswer.NOT_BEGUN
    assert mark(NO_SHOW, now="2025-08-14T08:00:00") is MarkAnswer.YES


def test_a_correction_needs_a_reason():
    assert mark(EXCUSED, own=THERE) is MarkAnswer.NO_REASON
    assert mark(EXCUSED, own=THERE, reason="was at the dentist's") is MarkAnswer.YES
    assert mark(PRESENT, own=Attendance(NO_SHOW, how=RULE, minutes=0)) is MarkAnswer.NO_REASON


def test_times_written_by_hand_lie_within_the_shift():
    def times(came, went, now="2025-08-14T13:00"):
        came, went = (local(f"2025-08-14T{one}") if one else None for one in (came, went))
        return mark(PRESENT, now=now, came=came, went=went)

    assert times("08:00", "11:30") is times("07:30", "12:30") is times(None, "09:00") is MarkAnswer.YES
    assert times("07:29", "11:30") is times("08:00", "12:31") is times("10:00", "10:00") is MarkAnswer.TIMES
    assert times("08:00", "11:30", now="2025-08-14T11:29") is MarkAnswer.TIMES
