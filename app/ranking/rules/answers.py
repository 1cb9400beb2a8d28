"""What the verbs of this room say when they refuse."""

from app.core.reasons import Reason
from app.core.text import N_


class RankingAnswer(Reason):
    YES = N_("You can do that.")
    NO_SCHEME = N_("This campaign has no scheme of points yet. An administrator enters it on the page of the scheme.")
    NO_DRAFT = N_("There is no draft any more. Reload the page.")
    DRAFT_MOVED = N_("Somebody saved another draft or published a version meanwhile. Look at what it changes again.")
    TAKES_CONSENT = N_("The campaign has begun: write why the scheme is changed, and the leader agrees to it first.")
    REASON_SCHEME = N_("Write why the scheme is changed: everybody who is ranked gets to read it.")
    NO_LEADER = N_("This ward has no leader who could agree. Ask for the role “Ward leader” first.")
    NOT_ASKED = N_("Nobody asks for this any more: the draft was changed, published or deleted. Reload the page.")
    REASON_DECLINED = N_("Write why you don't agree, so that it can be done better.")
    OWN_SCHEME = N_("You wrote this draft or asked for it yourself. Somebody else has to agree.")
    DRAFT_SAME = N_("The draft says the same as the version that counts. There is nothing to publish.")
    HELD_ALREADY = N_("This person is on hold already. Reload the page.")
    OWN_HOLD = N_("This hold is on yourself. Somebody else who may lift holds has to decide on it.")
    NOT_HELD = N_("This person is no longer on hold. Reload the page.")
    FREEZE_PASSED = N_("The ranking is frozen already: the moment can't be changed any more.")
    FREEZE_IN_PAST = N_("This moment is over already. Choose a later one.")
    FREEZE_TOO_EARLY = N_("The campaign has not begun by then. Choose a later moment.")
    FREEZE_TOO_LATE = N_("Choose a moment at most 400 days after the campaign's last day.")
    FROZEN = N_("The ranking is frozen. Another copy is a separate decision: write why it is made.")
    NOT_DUE = N_("There is nothing to freeze: no moment has passed, or its copy exists already.")
