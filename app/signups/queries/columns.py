"""What is read of a shift, with its campaign's limits."""

from sqlalchemy import and_, bindparam, case

from app.campaigns.models import Campaign
from app.campaigns.rules.limits import LIMITS
from app.core.clock import now
from app.core.db import Instant
from app.shifts.models import Shift

# Seats that nobody else may take. Those that a team has not named in time are everyone's at that very second, whether
# or not somebody has given them back yet (``actions/holds.py``).
_NOW = bindparam("held_at", callable_=now, type_=Instant())
HELD = case(
    (and_(Shift.team_unnamed > 0, Shift.team_until <= _NOW), Shift.seats_held - Shift.team_unnamed),
    else_=Shift.seats_held,
)
TEAMS = (Shift.team_seats, Shift.team_unnamed, Shift.team_until)

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
    HELD.label("seats_held"),
    *TEAMS,
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
