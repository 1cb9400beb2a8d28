"""The verbs about seats."""

from .holds import on_release
from .line import end_sign_ups, fill_line, settle, settle_due
from .remind import confirm
from .sign_up import Taken, leave, sign_up
from .staff import put_on, take_off

__all__ = [
    "Taken",
    "confirm",
    "end_sign_ups",
    "fill_line",
    "leave",
    "on_release",
    "put_on",
    "settle",
    "settle_due",
    "sign_up",
    "take_off",
]
