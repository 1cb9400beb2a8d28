"""What the rules about seats answer; each value is the sentence on screen."""

from app.core.reasons import Reason
from app.core.text import N_


class Answer(Reason):
    YES = N_("This shift can be taken.")
    OFFERED = N_("A seat is kept for you until %(until)s. Take it, or let the next person have it.")
    WAITLIST = N_("This shift is full. You can join the line: a free seat is offered to the first.")
    LEADS_ONLY = N_("The free seats are for team leaders. You can join the line for the others.")
    FULL = N_("This shift has just become full. You can join the line for it instead.")
    ALREADY_ON_IT = N_("You are on this shift already.")
    ALREADY_IN_LINE = N_("You are in line for this shift already.")
    OVERLAP = N_("You have the shift %(hours)s at %(point)s on %(day)s. Leave it first, or choose another shift.")
    NOT_OPEN = N_("Sign-up for this shift opens %(opens)s.")
    TOO_YOUNG = N_("This shift is for people who turn %(age)s this year, or are older.")
    NEEDS_SKILL = N_("This shift needs: %(skill)s. If you have this skill, ask your secretary to add it.")
    NO_REST = N_("Too little rest: an evening duty is followed by %(rest)s hours off, and you have one %(hours)s.")
    DAY_FULL = N_("That would be more than %(most)s hours of duty on one day.")
    WEEK_FULL = N_("That would be more than %(most)s hours of duty in one week.")
    STARTED = N_("This shift has begun and can't be taken any more.")
    CANCELLED = N_("This shift is cancelled.")
    CLOSED = N_("This campaign is closed.")
    NOT_IN_WARD = N_("This person is not on the roster of the ward.")
    PERSON_BUSY = N_("This person has the shift %(hours)s at %(point)s on %(day)s.")
    PERSON_ON_IT = N_("This person is on this shift already.")
    STAFF_FULL = N_("This shift is full. Raise its number of seats or take somebody off first.")


# There is no seat now, but a place in line.
LINE = frozenset({Answer.WAITLIST, Answer.LEADS_ONLY})
# What staff may set aside with a written reason.
YIELDING = frozenset(
    {
        Answer.NOT_OPEN,
        Answer.TOO_YOUNG,
        Answer.NEEDS_SKILL,
        Answer.NO_REST,
        Answer.DAY_FULL,
        Answer.WEEK_FULL,
        Answer.LEADS_ONLY,
    }
)


class LeaveAnswer(Reason):
    YES = N_("This shift can be left.")
    NOT_ON_IT = N_("You are not on this shift any more.")
    TOO_LATE = N_("A shift can be left until %(hours)s hours before it starts. Hand it over, or call your secretary.")
    STARTED = N_("This shift has begun. Ask your secretary if you can't stay.")
    OVER = N_("This shift is over.")
    PERSON_NOT_ON_IT = N_("This person is not on this shift any more.")
