"""The verbs about shifts and what plans them."""

from .exceptions import add_exception, remove_exception
from .one import cancel, change_shift
from .plan import Frame, Outdated, Preview, apply_plan, preview
from .start import start_templates
from .templates import (
    add_template,
    bring_back_template,
    change_template,
    follow_slots,
    retire_template,
    take_over_templates,
)

__all__ = [
    "Frame",
    "Outdated",
    "Preview",
    "add_exception",
    "add_template",
    "apply_plan",
    "bring_back_template",
    "cancel",
    "change_shift",
    "change_template",
    "follow_slots",
    "preview",
    "remove_exception",
    "retire_template",
    "start_templates",
    "take_over_templates",
]
