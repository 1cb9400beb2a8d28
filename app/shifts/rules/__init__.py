"""Rules about shifts: what a plan asks for, and what may be done to one shift."""

from .answers import ShiftAnswer, may_cancel, may_plan, may_resize
from .planning import Choice, Diff, Existing, Part, Wanted, compare, wanted

__all__ = [
    "Choice",
    "Diff",
    "Existing",
    "Part",
    "ShiftAnswer",
    "Wanted",
    "compare",
    "may_cancel",
    "may_plan",
    "may_resize",
    "wanted",
]
