"""What the verbs of this room say when they refuse."""

from app.core.reasons import Reason
from app.core.text import N_


class RankingAnswer(Reason):
    NO_SCHEME = N_("This campaign has no scheme of points yet. An administrator enters it on the page of the scheme.")
    HELD_ALREADY = N_("This person's merit is on hold already. Reload the page.")
    NOT_HELD = N_("This person's merit is not on hold any more. Reload the page.")
