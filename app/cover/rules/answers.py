"""What the rules about asking answer; each value is the sentence on screen, about the person who is looked at."""

from app.core.reasons import Reason
from app.core.text import N_
from app.signups.rules import Answer


class AskAnswer(Reason):
    YES = N_("Can be asked.")
    YOURSELF = N_("That is you: take the seat yourself.")
    ASKED = N_("Was asked already and has not answered yet.")
    SAID_NO = N_("Has said no to this shift.")
    ON_IT = N_("Is on this shift already.")
    OFFERED = N_("A seat is kept for this person already.")
    BUSY = N_("Is on duty %(hours)s.")
    NO_REST = N_("Would have too little rest: is on duty %(hours)s.")
    DAY_FULL = N_("Would have more than %(most)s hours of duty on that day.")
    WEEK_FULL = N_("Would have more than %(most)s hours of duty in that week.")
    TOO_YOUNG = N_("Does not turn %(age)s this year yet.")
    NEEDS_SKILL = N_("Does not have: %(skill)s.")
    LEADS_ONLY = N_("The seats still free are for team leaders.")
    FULL = N_("This shift is full: nobody needs to be asked.")
    NOT_IN_REACH = N_("This person is not on the roster, or not in one of your teams.")
    NOBODY = N_("Choose whom to ask.")
    TOO_MANY = N_("Ask at most %(most)s people at once.")


class ReplyAnswer(Reason):
    ANSWERED = N_("You have answered this already.")
    ON_IT = N_("You are on this shift. If you can't come, leave it on its page.")
    NEITHER = N_("Say yes or no.")


# How the rules of the sign-ups are said of somebody else. What is not here speaks of the shift, and is said as it is.
OF_A_PERSON = {
    Answer.YES: AskAnswer.YES,
    Answer.OFFERED: AskAnswer.OFFERED,
    Answer.ALREADY_ON_IT: AskAnswer.ON_IT,
    Answer.ALREADY_IN_LINE: AskAnswer.FULL,
    Answer.WAITLIST: AskAnswer.FULL,
    Answer.LEADS_ONLY: AskAnswer.LEADS_ONLY,
    Answer.OVERLAP: AskAnswer.BUSY,
    Answer.NO_REST: AskAnswer.NO_REST,
    Answer.DAY_FULL: AskAnswer.DAY_FULL,
    Answer.WEEK_FULL: AskAnswer.WEEK_FULL,
    Answer.TOO_YOUNG: AskAnswer.TOO_YOUNG,
    Answer.NEEDS_SKILL: AskAnswer.NEEDS_SKILL,
}
# Nobody at all can be asked.
OF_THE_SHIFT = frozenset({Answer.CANCELLED, Answer.CLOSED, Answer.STARTED, Answer.NOT_OPEN, AskAnswer.FULL})
