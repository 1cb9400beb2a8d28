"""What the verbs of this room say when they refuse."""

from app.core.reasons import Reason
from app.core.text import N_


class RankingAnswer(Reason):
    YES = N_("You can do that.")
    NO_SCHEME = N_("This campaign has no scheme of points yet. An administrator enters it on the page of the scheme.")
    NO_DRAFT = N_("There is no draft any more. Reload the page.")
    DRAFT_MOVED = N_("Somebody saved another draft or published a version meanwhile. Look at what it changes again.")
    DRAFT_SAME = N_("The draft says the same as the version that counts. There is nothing to publish.")
    HELD_ALREADY = N_("This person is on hold already. Reload the page.")
    NOT_HELD = N_("This person is no longer on hold. Reload the page.")
    FREEZE_PASSED = N_("The ranking is frozen already: the moment can't be changed any more.")
    FREEZE_IN_PAST = N_("This moment is over already. Choose a later one.")
    FREEZE_TOO_EARLY = N_("The campaign has not begun by then. Choose a later moment.")
    FREEZE_TOO_LATE = N_("Choose a moment at most 400 days after the campaign's last day.")
    FROZEN = N_("The ranking is frozen. Another copy is a separate decision: write why it is made.")
    NOT_DUE = N_("There is nothing to freeze: no moment has passed, or its copy exists already.")
