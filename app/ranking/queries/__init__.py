"""Reading what is ranked, and the copies that were published."""

from .copies import checked, copies_of, copy_in, copy_of, copy_rows, faults_in, newest_copy, standing_of
from .explained import explained
from .firm import Firm, firm_copy, firm_live
from .inputs import Approval, Inputs, Live, Trial, live_for_page, live_ranking, trial
from .schemes import Desk, desk_of, newest_scheme, versions_of

__all__ = [
    "Approval",
    "Desk",
    "Firm",
    "Inputs",
    "Live",
    "Trial",
    "checked",
    "copies_of",
    "copy_in",
    "copy_of",
    "copy_rows",
    "desk_of",
    "explained",
    "faults_in",
    "firm_copy",
    "firm_live",
    "live_for_page",
    "live_ranking",
    "newest_copy",
    "newest_scheme",
    "standing_of",
    "trial",
    "versions_of",
]
