"""What may be done to a campaign, and why not."""

from datetime import date

from app.core.reasons import Reason
from app.core.text import N_

MOST_DAYS = 400


class CampaignAnswer(Reason):
    YES = N_("This can be done.")
    CLOSED = N_("This campaign is closed. Open it again first.")
    ALREADY_CLOSED = N_("This campaign is closed already.")
    STILL_OPEN = N_("This campaign is open already.")
    SLUG_TAKEN = N_("There is already a campaign with the short name %(slug)s. Change it on its own page.")
    ENDS_FIRST = N_("The last day is before the first.")
    TOO_LONG = N_("A campaign lasts at most %(most)s days.")
    NAME_TAKEN = N_("This name is taken already.")
    ALREADY_IN = N_("This point belongs to the campaign already.")
    NOT_IN = N_("This point does not belong to the campaign.")
    SLOT_ENDS_FIRST = N_("The slot must end after it starts.")
    SLOT_GONE = N_("Somebody has removed this slot meanwhile.")
    LAST_SLOT = N_("A campaign needs at least one slot.")
    CODE_TAKEN = N_("There is already a kind with this code.")
    SIZES = N_("The minimum and the leads must not be above the maximum.")
    OFFERS = N_("The shortest time for an answer can't be longer than the usual one.")
    MANY = N_("There are too many already.")


def offers_fit(offer_minutes: int, offer_least_minutes: int) -> bool:
    """Whether the shortest time for an answer is no longer than the longest one."""
    return offer_least_minutes <= offer_minutes


def may_change(closed: bool) -> CampaignAnswer:
    """A closed campaign stays as it was."""
    return CampaignAnswer.CLOSED if closed else CampaignAnswer.YES


def may_close(closed: bool) -> CampaignAnswer:
    return CampaignAnswer.ALREADY_CLOSED if closed else CampaignAnswer.YES


def may_reopen(closed: bool) -> CampaignAnswer:
    return CampaignAnswer.YES if closed else CampaignAnswer.STILL_OPEN


def right_days(starts_on: date, ends_on: date) -> CampaignAnswer:
    """Both end days counted."""
    if ends_on < starts_on:
        return CampaignAnswer.ENDS_FIRST
    if (ends_on - starts_on).days >= MOST_DAYS:
        return CampaignAnswer.TOO_LONG
    return CampaignAnswer.YES


def sizes_fit(least: int, most: int, leads: int) -> bool:
    """Whether a shift may need ``least`` people, ``leads`` of them leads, and take ``most``."""
    return 0 <= least <= most and 0 <= leads <= most and most >= 1
