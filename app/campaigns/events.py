"""What happens to campaigns."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CampaignOpened(Event):
    action = "campaign.opened"


@dataclass(frozen=True, kw_only=True)
class CampaignChanged(Event):
    action = "campaign.changed"


@dataclass(frozen=True, kw_only=True)
class CampaignClosed(Event):
    action = "campaign.closed"


@dataclass(frozen=True, kw_only=True)
class CampaignReopened(Event):
    action = "campaign.reopened"


@dataclass(frozen=True, kw_only=True)
class PointUsed(Event):
    action = "campaign.point_used"


@dataclass(frozen=True, kw_only=True)
class PointTakenOut(Event):
    action = "campaign.point_taken_out"


@dataclass(frozen=True, kw_only=True)
class OrderChanged(Event):
    action = "campaign.order_changed"


@dataclass(frozen=True, kw_only=True)
class LineChanged(Event):
    action = "campaign.line_changed"


@dataclass(frozen=True, kw_only=True)
class SlotAdded(Event):
    action = "slot.added"


@dataclass(frozen=True, kw_only=True)
class SlotChanged(Event):
    action = "slot.changed"


@dataclass(frozen=True, kw_only=True)
class SlotRemoved(Event):
    action = "slot.removed"


@dataclass(frozen=True, kw_only=True)
class KindAdded(Event):
    action = "kind.added"


@dataclass(frozen=True, kw_only=True)
class KindChanged(Event):
    action = "kind.changed"
