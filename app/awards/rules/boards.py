"""The lists of a round, one for each kind of candidate: what they are called, and in which order they stand."""

from app.core.text import N_

INDIVIDUAL, COLLECTIVE, HOUSEHOLD = "individual", "collective", "household"
BOARD_OF = {INDIVIDUAL: "individuals", COLLECTIVE: "collectives", HOUSEHOLD: "households"}
# As the pages of a round show them.
BOARDS = tuple(BOARD_OF.values())
# As councils, decisions and papers name them.
PAPERS_ORDER = ("collectives", "individuals", "households")
# What people write before a name when they propose a household, and is no part of the name: with its marks, for "Hộ"
# is a household, "Hồ" a family name.
BEFORE_NAME = frozenset(["hộ", "gia", "đình", "nhà", "ông", "bà", "anh", "chị", "cô", "chú", "bác", "cụ", "và", "em"])
BOARD_WORDS = {"collectives": N_("Collectives"), "individuals": N_("Individuals"), "households": N_("Households")}
