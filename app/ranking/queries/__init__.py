"""Reading what is ranked, and the copies that were published."""

from .copies import (
    checked,
    copies_of,
    copy_in,
    copy_of,
    copy_rows,
    faults_in,
    newest_copy,
    standing_id_of,
    standing_of,
)
from .explained import explained
from .firm import Firm, firm_copy, firm_live
from .frame import Frame
from .freezing import Freezing, Frozen, counting_copy, counting_in, due_campaigns, late_in
from .inputs import Approval, Inputs, Live, Trial, live_for_page, live_ranking, trial
from .late import Appeals, appeals_of
from .schemes import Desk, campaign_of_version, desk_of, leaders_of_teams, newest_scheme, versions_of

__all__ = [
    "Appeals",
    "Approval",
    "Desk",
    "Firm",
    "Frame",
    "Freezing",
    "Frozen",
    "Inputs",
    "Live",
    "Trial",
    "appeals_of",
    "campaign_of_version",
    "checked",
    "copies_of",
    "copy_in",
    "copy_of",
    "copy_rows",
    "counting_copy",
    "counting_in",
    "desk_of",
    "due_campaigns",
    "explained",
    "faults_in",
    "firm_copy",
    "firm_live",
    "late_in",
    "leaders_of_teams",
    "live_for_page",
    "live_ranking",
    "newest_copy",
    "newest_scheme",
    "standing_id_of",
    "standing_of",
    "trial",
    "versions_of",
]
