"""Who may take a seat and who may leave, in plain values."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from app.core.clock import LOCAL
from app.signups.rules import Answer, LeaveAnswer, clash, may_join, may_leave

NOW = datetime(2025, 8, 14, 9, tzinfo=LOCAL)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Turn:
    starts_at: datetime = NOW + HOUR
    ends_at: datetime = NOW + 3 * HOUR
    max_heads: int = 4
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None


TURN = Turn()
BEGUN = Turn(starts_at=NOW, ends_at=NOW + HOUR)


@pytest.mark.parametrize(
    ("turn", "taken", "already", "answer"),
    [
        (TURN, 0, None, Answer.YES),
        (TURN, 3, None, Answer.YES),
        (TURN, 4, None, Answer.WAITLIST),
        (TURN, 2, "seated", Answer.ALREADY_ON_IT),
        (TURN, 4, "waiting", Answer.ALREADY_IN_LINE),
        (TURN, 3, "waiting", Answer.YES),
        (BEGUN, 0, None, Answer.STARTED),
        (replace(TURN, cancelled_at=NOW), 0, None, Answer.CANCELLED),
        (replace(TURN, closed_at=NOW), 0, None, Answer.CLOSED),
    ],
)
def test_joining(turn, taken, already, answer):
    assert may_join(turn, NOW, taken, [], already) is answer


def test_intervals_are_half_open():
    before, after = Turn(NOW, NOW + HOUR), Turn(NOW + 3 * HOUR, NOW + 4 * HOUR)
    across = Turn(NOW + 2 * HOUR, NOW + 9 * HOUR)
    assert may_join(TURN, NOW, 0, [before, after], None) is Answer.YES
    assert may_join(TURN, NOW, 4, [before, across], None) is Answer.OVERLAP
    assert clash(TURN, [before, across]) is across


def test_staff_may_put_people_on_until_the_end():
    assert may_join(BEGUN, NOW, 0, [], None, staff=True) is Answer.YES
    assert may_join(BEGUN, NOW + HOUR, 0, [], None, staff=True) is Answer.STARTED


@pytest.mark.parametrize(
    ("turn", "already", "staff", "answer"),
    [
        (TURN, "seated", False, LeaveAnswer.YES),
        (TURN, None, False, LeaveAnswer.NOT_ON_IT),
        (BEGUN, "seated", False, LeaveAnswer.STARTED),
        (BEGUN, "waiting", False, LeaveAnswer.YES),
        (BEGUN, "seated", True, LeaveAnswer.YES),
        (Turn(NOW - HOUR, NOW), "seated", True, LeaveAnswer.OVER),
    ],
)
def test_leaving(turn, already, staff, answer):
    assert may_leave(turn, NOW, already, staff) is answer
