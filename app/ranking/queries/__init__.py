"""Reading what is ranked, and the copies that were published."""

from .copies import checked, copies_of, copy_in, copy_of, copy_rows, faults_in, newest_copy, standing_of
from .explained import explained
from .inputs import Approval, Inputs, Live, kinds_and_scheme, live_for_page, live_ranking, newest_scheme

__all__ = [
    "Approval",
    "Inputs",
    "Live",
    "checked",
    "copies_of",
    "copy_in",
    "copy_of",
    "copy_rows",
    "explained",
    "faults_in",
    "kinds_and_scheme",
    "live_for_page",
    "live_ranking",
    "newest_copy",
    "newest_scheme",
    "standing_of",
]
