"""What happens to schemes, holds and rankings."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SchemeAdopted(Event):
    action = "scheme.adopted"


@dataclass(frozen=True, kw_only=True)
class SchemeDrafted(Event):
    """``asked``: the leader was asked about the draft as it was before."""

    asked: bool = False

    action = "scheme.drafted"


@dataclass(frozen=True, kw_only=True)
class SchemeAsked(Event):
    """Its leaders (``leaders``, ids) are asked to agree to the draft; ``slug``: the campaign's."""

    slug: str
    leaders: tuple[int, ...]

    action = "scheme.asked"


@dataclass(frozen=True, kw_only=True)
class SchemeAgreed(Event):
    """The leader agreed to the draft, which became a version (SchemeAdopted tells of it). ``places``: (id of a person
    or None, of a team or None, place before, place now), 0 without one."""

    slug: str
    places: tuple[tuple[int | None, int | None, int, int], ...]

    action = "scheme.agreed"


@dataclass(frozen=True, kw_only=True)
class SchemeDeclined(Event):
    """The leader does not agree; the draft stays a draft. `after` holds who ``asked_by``."""

    action = "scheme.declined"


@dataclass(frozen=True, kw_only=True)
class SchemeDraftDropped(Event):
    """``asked``: the leader was asked about it."""

    asked: bool = False

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


@dataclass(frozen=True, kw_only=True)
class FreezeSet(Event):
    """The moment at which the ranking of a campaign is to be frozen, or that there is none any more."""

    action = "freeze.set"


@dataclass(frozen=True, kw_only=True)
class RankingFrozen(Event):
    """This copy counts from now on: by the set moment, or by a decision with a reason."""

    action = "ranking.frozen"
