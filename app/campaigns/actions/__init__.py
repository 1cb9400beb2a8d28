"""The verbs about campaigns."""

from .campaign import change_campaign, change_duty_rules, close_campaign, open_campaign, open_in, reopen_campaign
from .kinds import add_kind, change_kind
from .points import add_point, change_point, move_point, take_point_out, use_point
from .slots import add_slot, change_slot, remove_slot

__all__ = [
    "add_kind",
    "add_point",
    "add_slot",
    "change_campaign",
    "change_duty_rules",
    "change_kind",
    "change_point",
    "change_slot",
    "close_campaign",
    "move_point",
    "open_campaign",
    "open_in",
    "remove_slot",
    "reopen_campaign",
    "take_point_out",
    "use_point",
]
