"""Why the council's session says no."""

from app.core.reasons import Reason
from app.core.text import N_


class CouncilAnswer(Reason):
    YES = N_("You can do that.")
    SIMPLE = N_("This round follows the simplified procedure: it needs no session.")
    NO_ROUND = N_("There is no award round for this campaign yet.")
    DECIDED = N_("The leader has decided on this round. Its rules and its proposal stay as they are.")
    NOT_LOCKED = N_("The list is not locked yet. The council votes on a list that no longer changes.")
    CALLED_ALREADY = N_("A session of this round has already been called.")
    SETTINGS_FIXED = N_("A session was opened under these rules: they can't be changed any more.")
    BOUNDS = N_(
        "A quorum is at least one half of the members (50 percent), a majority more than one half (51 percent)."
    )
    NO_GROUND = N_("Write what allows the simplified procedure: the document, its article, its day. It is printed.")
    NO_REASON_WITHOUT = N_(
        "Write why this round goes without the council: a second person reads it and has to agree."
    )
    NO_CHANGE_REASON = N_(
        "The list is locked, so the rules are fixed. Write the reason of the change: all members get it, and it goes "
        "into the minutes."
    )
    ASKED_ALREADY = N_(
        "Somebody has asked already that this round go without a session. It waits for the answer of a second person."
    )
    ANSWERED = N_("This was answered already.")
    NOT_ALONE = N_("You asked for it yourself. Somebody else who decides in the ward has to agree.")
    ASKER_GONE = N_("Whoever asked for it may no longer change the rules. Somebody else has to ask again.")
    TOO_MANY_FOR = N_(
        "In this run-off you can be in favour of %(seats)s at most, as many as places are left. Change another vote "
        "of yours first."
    )
    PAST = N_("This day is over. Choose today or a later day.")
    TOO_FEW = N_("A session needs at least %(fewest)s members.")
    TWO_DUTIES = N_("Choose one chair and one secretary among the members, two different people.")
    NOT_MEMBER = N_("You are not a member of this session.")
    NOT_SEATED = N_("Somebody you picked no longer has a role in the council. Look at the list again.")
    NOT_CHAIR = N_("Only the chair of the session can do this.")
    NOT_STAFF = N_("Only the chair or the secretary of the session can do this.")
    NOT_CALLED = N_("The session is open already or over.")
    NOT_OPEN = N_("The session is not open.")
    ENDED = N_("The session is over. What was decided stays as it is.")
    SOMEBODY_CAME = N_("Somebody is already noted as present: day, place and members can't be changed any more.")
    NO_QUORUM = N_("%(present)s of %(members)s members are present, %(needed)s are needed.")
    UNCONFIRMED = N_(
        "%(present)s of %(members)s members are confirmed as present, %(needed)s are needed. %(waiting)s still wait: "
        "each taps “I am here” on their own phone, or chair and secretary confirm what the other one noted."
    )
    TOO_EARLY = N_(
        "The hour for which the session was called has not come, and %(present)s of %(members)s members are present. "
        "Wait for that hour, or until everybody is here."
    )
    SECOND_PERSON = N_("You noted this yourself. The member confirms it on their own phone, or a second person does.")
    NOT_NOTED = N_("This member is not noted as present.")
    CONFIRM_FIRST = N_("Somebody else noted you as present. Say “I am here” first.")
    ANSWERS_THEMSELVES = N_(
        "This member is here and answers on their own phone. The chair answers for absent ones only."
    )
    NOT_SECRETARY = N_("Only the secretary of the session enters opinions in writing.")
    NO_DAY = N_("Write the date of the paper.")
    WRONG_DAY = N_("The paper's day must lie between the day on which the session was called and today.")
    WAS_PRESENT = N_("This member was present in this ballot: whoever is or was present votes in person.")
    BEEN_THERE = N_("You were present in this ballot, so you vote in person: say “I am here” again.")
    OBJECTED = N_("This member has withdrawn an opinion entered for this ballot. Only they can vote in it now.")
    OBJECTS_LATE = N_(
        "This ballot is closed and counted: it is too late to object. Tell the chair, so that it is in the minutes."
    )
    NOTHING_ENTERED = N_("No opinion was entered for you in this ballot.")
    CHAIR_AWAY = N_("Chair and secretary of the session must be present.")
    QUORUM_REACHED = N_("Enough members are present: this session can be held.")
    QUESTIONS = N_("%(count)s questions about conflicts of interest are waiting for an answer.")
    BALLOT_OPEN = N_("A ballot is open. Close it first.")
    NO_BALLOT = N_("No ballot is open.")
    TELLS = N_(
        "So few have voted that the totals would reveal who voted how. Wait for the others, or note who has left."
    )
    BALLOT_CLOSED = N_("This ballot is closed: nobody can vote in it any more.")
    NOTHING_NEW = N_("Everybody on the agenda has already been voted on.")
    ALL_CAST = N_("You have voted on everything there is. Tap a single name to change your vote on it.")
    NOT_ON_BALLOT = N_("This name is not voted on now.")
    RECUSED = N_("You do not vote on this: a conflict of interest is noted in the minutes.")
    WRITER_RECUSED = N_("This member does not vote on %(names)s: leave that empty.")
    ANSWER_FIRST = N_("Answer the question about your conflict of interest first.")
    NOT_PRESENT = N_("You are not noted as present. Say “I am here” first.")
    NO_WRITING = N_("In this round absent members do not vote in writing.")
    OPEN_ONLY = N_("In a secret ballot nobody can enter somebody else's vote.")
    OWN_VOTE = N_("This member has voted on this in person. Nobody else can change that vote.")
    IS_PRESENT = N_("This member is present and votes in person.")
    STANDS = N_("Your secret vote on this has been cast: only the browser that cast it can change it.")
    NO_REFERENCE = N_("Write which paper contains this opinion, for instance its number and day.")
    NO_REASON = N_("Write the reason: it goes into the minutes.")
    ON_AGENDA = N_("This candidate is on the agenda already.")
    NO_CANDIDATE = N_("This candidate can't be added: without a place in the ranking, on hold, or of another round.")
    RUN_OFF_HELD = N_("A run-off was held: nobody can be added any more.")
    NO_RUN_OFF = N_("Nobody is tied at the line: no run-off is needed.")
    QUESTION_OVER = N_("This question was answered already.")
    COUNTED = N_("This has already been voted on and counted. Tell the chair, so that it is recorded in the minutes.")
    RECUSED_ALREADY = N_("This conflict is noted already.")
    NOT_VOTED_ON = N_("Not voted on yet: %(names)s.")
    RUN_OFF_FIRST = N_("Tied at the line: %(names)s. Hold a run-off; the program does not break ties.")
    UNEXPLAINED = N_("Out of order and without a reason: %(names)s.")
    PAUSED = N_("On hold: the council votes on this candidate once the hold is lifted.")
    STILL_PAUSED = N_(
        "On hold and not voted on: %(names)s. Wait until the hold is lifted, or write why the council ends without "
        "them."
    )
    LEFT_EMPTY = N_(
        "Passed, and equal again: %(names)s. A place would stay empty. Hold another run-off, or write why the "
        "council leaves it empty."
    )
    RUN_OFF_PAUSED = N_("One of those who are equal is on hold: no run-off is held until the hold is lifted.")
    TOO_MANY = N_("%(passed)s passed for %(quota)s places.")
    NO_DEPARTURE = N_("This result follows the order of points.")
    NOT_THERE = N_("Only a member who is present can take over.")
