"""On which copy of the ranking a round rests."""

from app.awards.rules.answers import AwardAnswer


def may_open_on(ranking_id: int, counting: int | None) -> AwardAnswer:
    """Whether a round can be opened on this copy; `counting` is the frozen one, None before a freeze."""
    return AwardAnswer.YES if counting in (None, ranking_id) else AwardAnswer.NOT_COUNTING


def may_rest_on(ranking_id: int, rests_on: int, counting: int | None, reason: str) -> AwardAnswer:
    """Whether an open round that rests on `rests_on` may rest on this copy from now on."""
    if ranking_id == rests_on:
        return AwardAnswer.RESTS_ALREADY
    if ranking_id != counting:
        return AwardAnswer.NOT_COUNTING
    return AwardAnswer.YES if reason else AwardAnswer.REASON_REST
