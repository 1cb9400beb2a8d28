"""Rules about campaigns: what a document must hold, and what may be changed."""

from .answers import CampaignAnswer, may_change, may_close, may_reopen
from .document import read_document
from .fields import DocumentError, DocumentReason
from .plan import DUTY_FIELDS, DUTY_RANGES, FIELDS, UNLIMITED, CampaignPlan, KindPlan, LinePlan, SlotPlan

__all__ = [
    "DUTY_FIELDS",
    "DUTY_RANGES",
    "FIELDS",
    "UNLIMITED",
    "CampaignAnswer",
    "CampaignPlan",
    "DocumentError",
    "DocumentReason",
    "KindPlan",
    "LinePlan",
    "SlotPlan",
    "may_change",
    "may_close",
    "may_reopen",
    "read_document",
]
