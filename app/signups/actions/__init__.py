"""The verbs about seats."""

from .line import end_sign_ups, fill_line
from .sign_up import leave, sign_up
from .staff import put_on, take_off

__all__ = ["end_sign_ups", "fill_line", "leave", "put_on", "sign_up", "take_off"]
