"""Rules about opening a campaign: what it starts with, what a copy takes along, and which first steps are done."""

from .answers import OpeningAnswer
from .copying import Copied, copied_scheme, copied_templates
from .draft import Draft, code_for, plan_of, slug_base
from .standard import KINDS, SCHEMES, SLOTS, scheme_of
from .steps import Count, Step, steps_of

__all__ = [
    "KINDS",
    "SCHEMES",
    "SLOTS",
    "Copied",
    "Count",
    "Draft",
    "OpeningAnswer",
    "Step",
    "code_for",
    "copied_scheme",
    "copied_templates",
    "plan_of",
    "scheme_of",
    "slug_base",
    "steps_of",
]
