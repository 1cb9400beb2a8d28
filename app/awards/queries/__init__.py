"""Reading award rounds."""

from .candidates import Boards, boards_of, candidate_of, chosen_rows, nomination_in, rows_of, words_on
from .forward import PAPERS_ORDER, Forward, forward_of, free_places, put_forward
from .rounds import BOARD_OF, BOARDS, quotas_of, round_in, rounds_elsewhere, shares_in, shares_of

__all__ = [
    "BOARDS",
    "BOARD_OF",
    "PAPERS_ORDER",
    "Boards",
    "Forward",
    "boards_of",
    "candidate_of",
    "chosen_rows",
    "forward_of",
    "free_places",
    "nomination_in",
    "put_forward",
    "quotas_of",
    "round_in",
    "rounds_elsewhere",
    "rows_of",
    "shares_in",
    "shares_of",
    "words_on",
]
