"""What happens to archives."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ArchiveSealed(Event):
    """`after` holds the checksum of the whole .zip: whoever has one can be told whether it is this one."""

    action = "archive.sealed"


@dataclass(frozen=True, kw_only=True)
class RankingBound(Event):
    """`after` holds the checksum of a published ranking's rows as they are stored."""

    action = "ranking.bound"


@dataclass(frozen=True, kw_only=True)
class RoundBound(Event):
    """`after` holds the checksum of a part of a round as it is after what was just done: whatever changes it behind
    the site's back no longer fits the trail. `about` is the number of the session where the part is one."""

    action = "round.bound"
