"""What happens to schemes, holds and rankings."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SchemeAdopted(Event):
    action = "scheme.adopted"


@dataclass(frozen=True, kw_only=True)
class SchemeDrafted(Event):
    action = "scheme.drafted"


@dataclass(frozen=True, kw_only=True)
class SchemeDraftDropped(Event):
    action = "scheme.draft_dropped"


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Event):
    """Its reason stays in the hold itself, which fewer people may read than the trail."""

    action = "hold.placed"


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Event):
    action = "hold.lifted"


@dataclass(frozen=True, kw_only=True)
class RankingPublished(Event):
    action = "ranking.published"
