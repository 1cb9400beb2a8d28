"""When a ranking may be frozen."""

from datetime import UTC, datetime, timedelta

import pytest

from app.ranking.rules.answers import RankingAnswer
from app.ranking.rules.freezing import LATEST, may_set

BEGINS, ENDS = datetime(2025, 7, 30, 17, tzinfo=UTC), datetime(2025, 9, 13, 17, tzinfo=UTC)
NOW = datetime(2025, 8, 14, 2, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("moment", "before", "answer"),
    [
        (NOW + SECOND, None, "YES"),
        (NOW + SECOND, NOW + SECOND, "YES"),
        (None, NOW + SECOND, "YES"),
        (None, None, "YES"),
        (ENDS + LATEST, None, "YES"),
        (NOW, None, "FREEZE_IN_PAST"),
        (NOW - SECOND, None, "FREEZE_IN_PAST"),
        (NOW + SECOND, NOW, "FREEZE_PASSED"),
        (None, NOW, "FREEZE_PASSED"),
        (None, NOW - SECOND, "FREEZE_PASSED"),
        (ENDS + LATEST + SECOND, None, "FREEZE_TOO_LATE"),
    ],
)
def test_a_moment_is_set_ahead_and_changed_until_it_has_passed(moment, before, answer):
    assert may_set(moment, before, BEGINS, ENDS, NOW) is RankingAnswer[answer]


def test_before_the_campaign_there_is_nothing_to_freeze():
    early = BEGINS - timedelta(days=1)
    assert may_set(BEGINS, None, BEGINS, ENDS, early) is RankingAnswer.FREEZE_TOO_EARLY
    assert may_set(BEGINS + SECOND, None, BEGINS, ENDS, early) is RankingAnswer.YES
