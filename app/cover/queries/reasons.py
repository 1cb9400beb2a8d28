"""What the sentences of the rules name."""

from app.campaigns.rules.limits import Limits
from app.core.clock import LOCAL
from app.core.reasons import Reason
from app.core.words import hours, when
from app.cover.rules import MOST_AT_ONCE, AskAnswer
from app.signups.rules import Answer, Person, clash, opening, too_close


def _when(duty) -> str:
    day = duty.starts_at.astimezone(LOCAL)
    return f"{hours(duty.starts_at, duty.ends_at)} {day.day}/{day.month}"


def facts_about(answer: Reason, turn, limits: Limits, person: Person | None = None) -> dict:
    """The values for the sentence about one person and one shift."""
    if answer is AskAnswer.BUSY:
        return {"hours": _when(clash(turn, person.duties))}
    if answer is AskAnswer.NO_REST:
        return {"hours": _when(too_close(turn, person.duties, limits))}
    if answer is AskAnswer.DAY_FULL:
        return {"most": f"{limits.day_minutes / 60:g}"}
    if answer is AskAnswer.WEEK_FULL:
        return {"most": f"{limits.week_minutes / 60:g}"}
    if answer is AskAnswer.TOO_YOUNG:
        return {"age": limits.min_age}
    if answer is AskAnswer.NEEDS_SKILL:
        return {"skill": turn.skill}
    if answer is AskAnswer.TOO_MANY:
        return {"most": MOST_AT_ONCE}
    if answer is Answer.NOT_OPEN:
        return {"opens": when(opening(turn, limits))}
    return {}
