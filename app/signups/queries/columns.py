"""What is read of a shift, with its campaign's limits."""

from app.campaigns.models import Campaign
from app.campaigns.rules.limits import LIMITS
from app.shifts.models import Shift

TURN = (
    Shift.id,
    Shift.ward_id,
    Shift.campaign_id,
    Shift.point_id,
    Shift.day,
    Shift.slot,
    Shift.kind,
    Shift.starts_at,
    Shift.ends_at,
    Shift.min_heads,
    Shift.max_heads,
    Shift.leads,
    Shift.lead_seats,
    Shift.seats_taken,
    Shift.seats_held,
    Shift.leads_taken,
    Shift.in_line,
    Shift.on_offer,
    Shift.opens_at,
    Shift.skill_id,
    Shift.cancelled_at,
    Shift.cancel_reason,
    Campaign.closed_at,
    Campaign.slug,
    *(getattr(Campaign, name) for name in LIMITS),
)
