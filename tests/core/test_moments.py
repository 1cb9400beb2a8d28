"""What is kept between two moments, and statements that stand still."""

from datetime import UTC, datetime, timedelta

from app.core.moments import Moments

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def test_drawn_once_between_two_edges_and_anew_at_each():
    drawn = []
    kept = Moments([NOON, NOON + timedelta(hours=2), None, NOON])

    def draw():
        drawn.append(len(drawn))
        return drawn[-1]

    moments = [NOON - timedelta(seconds=1), NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=2)]
    assert [kept.at(moment, draw) for moment in (*moments, *reversed(moments))] == [0, 1, 1, 2, 2, 1, 1, 0]
    assert drawn == [0, 1, 2]


def test_without_edges_it_is_drawn_once():
    kept = Moments([None])
    assert kept.at(NOON, lambda: "a") == kept.at(NOON + timedelta(days=400), lambda: "b") == "a"
