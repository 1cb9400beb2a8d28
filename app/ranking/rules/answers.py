"""What the verbs of this room say when they refuse."""

from app.core.reasons import Reason
from app.core.text import N_


class RankingAnswer(Reason):
    NO_SCHEME = N_("This campaign has no scheme of points yet. An administrator enters it on the page of the scheme.")
    NO_DRAFT = N_("There is no draft any more. Reload the page.")
    DRAFT_MOVED = N_("Somebody saved another draft or published a version meanwhile. Look at what it changes again.")
    DRAFT_SAME = N_("The draft says the same as the version that counts. There is nothing to publish.")
    HELD_ALREADY = N_("This person's merit is on hold already. Reload the page.")
    NOT_HELD = N_("This person's merit is not on hold any more. Reload the page.")
