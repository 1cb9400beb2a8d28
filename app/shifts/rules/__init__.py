"""Rules about shifts: what templates ask for, what a plan does, and what may be done to one shift."""

from .answers import (
    ExceptionAnswer,
    ShiftAnswer,
    TemplateAnswer,
    may_cancel,
    may_plan,
    may_resize,
    right_exception,
    right_template,
)
from .planning import Ask, Diff, Existing, Wanted, compare
from .templates import KINDS, LENGTHS, WEEK, Closed, Extra, Moved, Pattern, Spot, roughly, wanted

__all__ = [
    "KINDS",
    "LENGTHS",
    "WEEK",
    "Ask",
    "Closed",
    "Diff",
    "ExceptionAnswer",
    "Existing",
    "Extra",
    "Moved",
    "Pattern",
    "ShiftAnswer",
    "Spot",
    "TemplateAnswer",
    "Wanted",
    "compare",
    "may_cancel",
    "may_plan",
    "may_resize",
    "right_exception",
    "right_template",
    "roughly",
    "wanted",
]
