"""What happens when somebody is looked for. ``after`` holds the ids of the shift and the person."""

from dataclasses import dataclass, field

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class OfShift(Event):
    """``about``: the shift's ``point``, ``starts_at`` and ``ends_at``, for whoever tells people; it is not kept."""

    about: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CoverAsked(OfShift):
    """Somebody is asked to take a seat. The subject is the ask."""

    action = "cover.asked"


@dataclass(frozen=True, kw_only=True)
class CoverAnswered(OfShift):
    """The person says yes or no (``answer``) to whoever asked (``asked_by``). The subject is the ask."""

    action = "cover.answered"


@dataclass(frozen=True, kw_only=True)
class CoverOpened(OfShift):
    """Somebody who held a seat can't come. The subject is the sign-up that ended; ``about`` tells also how many
    people are left (``taken``) and needed (``least``)."""

    action = "cover.opened"


def about(turn) -> dict:
    """What ``OfShift`` tells of a shift, from a row with these columns."""
    return {"point": turn.point, "starts_at": turn.starts_at.isoformat(), "ends_at": turn.ends_at.isoformat()}
