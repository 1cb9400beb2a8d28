"""Reading award rounds."""

from .candidates import Boards, boards_of, candidate_of, chosen_rows, nomination_in, words_on
from .forward import Forward, free_places, put_forward
from .rounds import BOARD_OF, BOARDS, quotas_of, round_in, rounds_elsewhere, shares_in, shares_of

__all__ = [
    "BOARDS",
    "BOARD_OF",
    "Boards",
    "Forward",
    "boards_of",
    "candidate_of",
    "chosen_rows",
    "free_places",
    "nomination_in",
    "put_forward",
    "quotas_of",
    "round_in",
    "rounds_elsewhere",
    "shares_in",
    "shares_of",
    "words_on",
]
