"""The verbs of award rounds."""

from .candidates import hold_candidate, lift_candidate, note_parallel, remove_parallel
from .choices import choose, choose_all_above, clear, strike
from .namesakes import hold_namesakes
from .proposals import Who, WhoIsMeant, propose, propose_new, withdraw
from .resting import rest_on
from .rounds import NotYet, lock_list, open_round, set_quota
from .texts import write_achievement

__all__ = [
    "NotYet",
    "Who",
    "WhoIsMeant",
    "choose",
    "choose_all_above",
    "clear",
    "hold_candidate",
    "hold_namesakes",
    "lift_candidate",
    "lock_list",
    "note_parallel",
    "open_round",
    "propose",
    "propose_new",
    "remove_parallel",
    "rest_on",
    "set_quota",
    "strike",
    "withdraw",
    "write_achievement",
]
