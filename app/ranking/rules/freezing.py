"""When a ranking may be frozen."""

from datetime import datetime, timedelta

from app.ranking.rules.answers import RankingAnswer

# A freeze is that of the set moment, or a copy decided on later.
MOMENT, AGAIN = "moment", "again"
# So long after its last day a campaign's ranking is frozen at the latest.
LATEST = timedelta(days=400)


def may_set(
    moment: datetime | None, before: datetime | None, begins: datetime, ends: datetime, now: datetime
) -> RankingAnswer:
    """Whether the moment may become `moment` (None: no moment) where it was `before`; the campaign runs from `begins`
    until `ends`."""
    if before is not None and before <= now:
        return RankingAnswer.FREEZE_PASSED
    if moment is None:
        return RankingAnswer.YES
    if moment <= now:
        return RankingAnswer.FREEZE_IN_PAST
    if moment <= begins:
        return RankingAnswer.FREEZE_TOO_EARLY
    return RankingAnswer.YES if moment <= ends + LATEST else RankingAnswer.FREEZE_TOO_LATE
