"""A sensible plan to start from: the campaign's slots at its places, and duties round the clock at its lines."""

from app.campaigns.queries import points_around
from app.core.db import action
from app.places.models import LINE
from app.shifts.queries import Workshop, workshop
from app.shifts.rules import Pattern, Spot
from app.shifts.rules.templates import LINE_LENGTH, LINE_STARTS

from .templates import checked, put_in

# Names are stored, not translated: those of the shifts are read by everybody of the ward.
DUTY = "Trực"


@action
def start_templates(campaign_id: int, by: int | None) -> list[int]:
    """A template for each slot at all places, and one for the lines that need equally many people. Only templates:
    shifts come when the plan is applied. The ids of the new ones. Refused: TemplateAnswer."""
    room = workshop(campaign_id)
    campaign = room.campaign
    used = [row for row in points_around(campaign.ward_id, campaign.id) if row.position is not None]
    patterns = [*_for_places(room, used), *_for_lines(room, used)]
    return put_in(room, [checked(room, one, new=len(patterns)) for one in patterns], by) if patterns else []


def _for_places(room: Workshop, used: list) -> list[Pattern]:
    campaign, places = room.campaign, tuple(Spot(row.id, name=row.name) for row in used if row.kind != LINE)
    return [
        Pattern(
            points=places,
            name=slot.name,
            starts=slot.starts,
            ends=slot.ends,
            min_heads=campaign.shift_min,
            max_heads=campaign.shift_max,
            leads=campaign.shift_leads,
            slot_id=slot.id,
        )
        for slot in (room.slots.values() if places else ())
    ]


def _for_lines(room: Workshop, used: list) -> list[Pattern]:
    lines: dict[int, list[Spot]] = {}
    for row in used:
        if row.kind == LINE:
            lines.setdefault(row.least or 1, []).append(Spot(row.id, True, row.name))
    return [
        Pattern(
            points=tuple(spots),
            name=DUTY,
            starts=LINE_STARTS,
            ends=LINE_STARTS,
            min_heads=least,
            max_heads=max(least, room.campaign.shift_max),
            every=LINE_LENGTH,
            kind="on_call",
        )
        for least, spots in lines.items()
    ]
