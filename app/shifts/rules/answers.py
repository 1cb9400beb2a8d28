"""What may be done to shifts and to what plans them, and why not."""

from datetime import date, datetime

from app.campaigns.rules.answers import sizes_fit
from app.core.reasons import Reason
from app.core.text import N_

from .templates import DAY, Closed, Extra, Moved, Pattern

MOST_SHIFTS = 6000
MOST_TEMPLATES, MOST_EXCEPTIONS = 200, 200
SHORTEST_TURN = 30


class ShiftAnswer(Reason):
    YES = N_("This can be done.")
    CLOSED = N_("This campaign is closed. Open it again before you plan shifts.")
    OUTSIDE = N_("The days must be within the campaign, and the last must not be before the first.")
    NO_TEMPLATE = N_("There is no template to plan with. Add one first.")
    TOO_MANY = N_("That would be %(count)s shifts; at most %(most)s can be planned at once. Choose fewer days.")
    SIZES = N_("The minimum and the leads must not be above the maximum.")
    MEANWHILE = N_("Something changed since the preview was made. Look at it again, then apply it.")
    CANCELLED = N_("This shift has been cancelled already.")
    OVER = N_("This shift is over.")
    BELOW_SEATS = N_("%(taken)s seats are taken or kept for somebody. The maximum can't be lower.")


class TemplateAnswer(Reason):
    YES = N_("This can be done.")
    CLOSED = N_("This campaign is closed. Open it again before you plan shifts.")
    NO_POINT = N_("Choose at least one point.")
    NO_WEEKDAY = N_("Choose at least one weekday.")
    NO_NAME = N_("Give the shift a name, for instance Night.")
    NO_TIME = N_("Say when it begins and ends.")
    SIZES = N_("The minimum and the leads must not be above the maximum.")
    LEAD_SEATS = N_("There can't be more seats for team leaders than seats.")
    LENGTH = N_("The length must divide the day: for instance 2, 3, 4, 6, 8 or 12 hours.")
    NOT_A_LINE = N_(
        "Only an on-call line is staffed round the clock. %(point)s is a place: choose a slot or its own times."
    )
    SLOT_AT_LINE = N_(
        "There is an on-call line among the points, staffed day and night: choose Round the clock, or own times."
    )
    DAYS = N_("The days must be within the campaign, and the last must not be before the first.")
    SLOT_GONE = N_("Somebody has removed this slot meanwhile.")
    SKILL_GONE = N_("This skill no longer exists.")
    MANY = N_("There are too many already.")
    RETIRED = N_("This template is retired. Bring it back first.")


class ExceptionAnswer(Reason):
    YES = N_("This can be done.")
    CLOSED = N_("This campaign is closed. Open it again before you plan shifts.")
    DAYS = N_("The days must be within the campaign, and the last must not be before the first.")
    NO_TEMPLATE = N_("Choose the template that runs on the extra day.")
    NO_POINT = N_("Choose the point that moves.")
    NO_PLACE = N_("Choose the point where it takes place instead.")
    SAME_POINT = N_("Choose another point than the one that moves.")
    NOT_THERE = N_("This template does not run at this point.")
    TWICE = N_("This exception exists already.")
    MANY = N_("There are too many already.")


def may_plan(closed: bool, starts_on: date, ends_on: date, first: date, last: date, count: int) -> ShiftAnswer:
    """``count`` is how many shifts the templates ask for."""
    if closed:
        return ShiftAnswer.CLOSED
    if not starts_on <= first <= last <= ends_on:
        return ShiftAnswer.OUTSIDE
    return ShiftAnswer.TOO_MANY if count > MOST_SHIFTS else ShiftAnswer.YES


def right_template(one: Pattern, starts_on: date, ends_on: date) -> TemplateAnswer:
    """Whether a template can stand in a campaign of these days."""
    right = TemplateAnswer
    checks = (
        (one.points, right.NO_POINT),
        (one.every or one.weekdays, right.NO_WEEKDAY),
        (one.name, right.NO_NAME),
        (sizes_fit(one.min_heads, one.max_heads, one.leads), right.SIZES),
        (0 <= one.lead_seats <= one.max_heads, right.LEAD_SEATS),
        (one.every is None or (one.every >= SHORTEST_TURN and DAY % one.every == 0), right.LENGTH),
        (one.every is None or all(spot.line for spot in one.points), right.NOT_A_LINE),
        (one.slot_id is None or not any(spot.line for spot in one.points), right.SLOT_AT_LINE),
        (starts_on <= (one.first or starts_on) <= (one.last or ends_on) <= ends_on, right.DAYS),
    )
    return next((answer for fine, answer in checks if not fine), right.YES)


def right_exception(one, starts_on: date, ends_on: date, standing: list, patterns: list[Pattern]) -> ExceptionAnswer:
    """Whether an exception can be added to those that stand."""
    if not starts_on <= one.first <= one.last <= ends_on:
        return ExceptionAnswer.DAYS
    if isinstance(one, Extra):
        pattern = next((each for each in patterns if each.id == one.template_id), None)
        if pattern is None:
            return ExceptionAnswer.NO_TEMPLATE
        if one.point_id and one.point_id not in {spot.id for spot in pattern.points}:
            return ExceptionAnswer.NOT_THERE
    if isinstance(one, Moved):
        if not one.point_id:
            return ExceptionAnswer.NO_POINT
        if not one.to_point_id:
            return ExceptionAnswer.NO_PLACE
        if one.to_point_id == one.point_id:
            return ExceptionAnswer.SAME_POINT
        if any(_overlap(one, each) for each in standing if isinstance(each, Moved) and each.point_id == one.point_id):
            return ExceptionAnswer.TWICE
    if one in standing:
        return ExceptionAnswer.TWICE
    return ExceptionAnswer.MANY if len(standing) >= MOST_EXCEPTIONS else ExceptionAnswer.YES


def _overlap(one: Closed | Extra | Moved, other: Closed | Extra | Moved) -> bool:
    return one.first <= other.last and other.first <= one.last


def may_cancel(cancelled: bool, ends_at: datetime, now: datetime) -> ShiftAnswer:
    if cancelled:
        return ShiftAnswer.CANCELLED
    return ShiftAnswer.OVER if ends_at <= now else ShiftAnswer.YES


def may_resize(
    cancelled: bool, ends_at: datetime, now: datetime, taken: int, sizes: tuple[int, int, int]
) -> ShiftAnswer:
    """Never below the seats that are taken."""
    answer = may_cancel(cancelled, ends_at, now)
    if answer is not ShiftAnswer.YES:
        return answer
    if not sizes_fit(*sizes):
        return ShiftAnswer.SIZES
    return ShiftAnswer.BELOW_SEATS if sizes[1] < taken else ShiftAnswer.YES
