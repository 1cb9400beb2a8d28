"""Reading shifts, templates and exceptions."""

from .shifts import shift_in_reach, standing_shifts
from .templates import (
    Workshop,
    exception_in_reach,
    exceptions_of,
    from_exception,
    pattern_of,
    plan_locked,
    template_in_reach,
    template_with_points,
    templates_of,
    workshop,
)

__all__ = [
    "Workshop",
    "exception_in_reach",
    "exceptions_of",
    "from_exception",
    "pattern_of",
    "plan_locked",
    "shift_in_reach",
    "standing_shifts",
    "template_in_reach",
    "template_with_points",
    "templates_of",
    "workshop",
]
