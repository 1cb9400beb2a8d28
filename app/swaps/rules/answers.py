"""What the rules about swaps answer; each value is the sentence on screen."""

from app.core.reasons import Reason
from app.core.text import N_


class SwapAnswer(Reason):
    YES = N_("This seat can change hands.")
    NOT_ON_IT = N_("The person who offered this seat is not on the shift any more.")
    STARTED = N_("The earlier of the shifts has begun. Ask your secretary.")
    CANCELLED = N_("A shift of this offer is cancelled.")
    ON_OFFER = N_("This seat is on offer already. Withdraw that offer first.")
    ONESELF = N_("Choose somebody else: you can't hand a seat to its own holder.")
    NOBODY = N_("Choose who should have the seat.")
    NOT_LISTED = N_("Choose somebody from the list.")
    NOT_IN_WARD = N_("This person is not on the roster of the ward.")
    PERSON_CANT = N_("This person can't take that seat now. Choose somebody else.")
    THEIR_SEAT_GONE = N_("The person asked is not on the other shift any more.")
    SAME_SHIFT = N_("Both seats are in the same shift.")
    ENDED = N_("This offer is no longer open: it was answered or withdrawn, or its seat was given up.")
    LAPSED = N_("This offer has lapsed: a shift of it has begun.")
    OWN = N_("This is your own seat.")
    LINE_FIRST = N_("Those in line are asked first. You can take it from %(opens)s, if none of them does.")
    LEADS_ONLY = N_("This seat is kept for a team leader.")
    KEPT = N_("A seat of this shift is kept for you already: take that one.")
    OTHER_CANT = N_("The other person can't take your shift any more.")
