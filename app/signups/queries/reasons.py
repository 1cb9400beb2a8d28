"""What the sentences of the rules name: hours, points, days."""

from app.core.words import hours, plain_day, when
from app.signups.rules import Answer, opening, too_close

from .turn import Standing, seat_in_the_way


def facts(answer: Answer, where: Standing) -> dict:
    """The values for the answer's sentence about one person and one shift."""
    if answer is Answer.OVERLAP:
        seat = seat_in_the_way(where)
        return {"hours": hours(seat.starts_at, seat.ends_at), "point": seat.point, "day": plain_day(seat.day)}
    return facts_of(answer, where.turn, where.limits, where.person, where.offered_until, where.turn.skill)


def facts_of(answer: Answer, turn, limits, person, offered_until=None, skill: str | None = "") -> dict:
    """The same in plain values, for all answers but OVERLAP."""
    if answer is Answer.OFFERED:
        return {"until": when(offered_until)}
    if answer is Answer.NOT_OPEN:
        return {"opens": when(opening(turn, limits))}
    if answer is Answer.TOO_YOUNG:
        return {"age": limits.min_age}
    if answer is Answer.NEEDS_SKILL:
        return {"skill": skill}
    if answer is Answer.NO_REST:
        near = too_close(turn, person.duties, limits)
        return {"rest": f"{limits.rest_minutes / 60:g}", "hours": hours(near.starts_at, near.ends_at)}
    if answer is Answer.DAY_FULL:
        return {"most": f"{limits.day_minutes / 60:g}"}
    if answer is Answer.WEEK_FULL:
        return {"most": f"{limits.week_minutes / 60:g}"}
    return {}
