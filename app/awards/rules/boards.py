"""The lists of a round, one for each kind of candidate: what they are called, and in which order they stand."""

from app.core.text import N_

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = "individual", "collective", "household"
BOARD_OF = {INDIVIDUAL: "individuals", COLLECTIVE: "collectives", HOUSEHOLD: "households"}
# As the pages of a round show them.
BOARDS = tuple(BOARD_OF.values())
# As councils, decisions and papers name them.
PAPERS_ORDER = ("collectives", "individuals", "households")
BOARD_WORDS = {"collectives": N_("Collectives"), "individuals": N_("Individuals"), "households": N_("Households")}
