"""Names on a public page, the order of reading, and why a verb says no."""

from app.results.rules.answers import ResultAnswer, may_publish, may_withdraw
from app.results.rules.names import FULL, INITIALS, NAME_RULES, NONE, shown_name
from app.results.rules.reading import SUBJECTS, reading_order, renumbered

__all__ = [
    "FULL",
    "INITIALS",
    "NAME_RULES",
    "NONE",
    "SUBJECTS",
    "ResultAnswer",
    "may_publish",
    "may_withdraw",
    "reading_order",
    "renumbered",
    "shown_name",
]
