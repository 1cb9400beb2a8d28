"""Why a verb about results says no."""

from app.core.reasons import Reason
from app.core.text import N_


class ResultAnswer(Reason):
    YES = N_("You can do that.")
    NOT_DECIDED = N_("The ward leader has not decided yet. Nothing is announced before the decision.")
    NOBODY = N_("Nobody has this award, so there is nothing to announce.")
    SAME = N_("The result is already published with this rule for names.")
    NOT_PUBLISHED = N_("The result is not published.")
    NO_REASON = N_("Write the reason: it is kept in the history.")


def may_publish(decided: bool, holders: int, rule_now: str | None, rule: str) -> ResultAnswer:
    """``rule_now``: the rule of names by which the result is published, None while it is not."""
    if not decided:
        return ResultAnswer.NOT_DECIDED
    if not holders:
        return ResultAnswer.NOBODY
    return ResultAnswer.SAME if rule_now == rule else ResultAnswer.YES


def may_withdraw(rule_now: str | None, reason: str) -> ResultAnswer:
    if rule_now is None:
        return ResultAnswer.NOT_PUBLISHED
    return ResultAnswer.YES if reason else ResultAnswer.NO_REASON
