"""What happens to award rounds."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    action = "round.opened"


@dataclass(frozen=True, kw_only=True)
class QuotaSet(Event):
    action = "round.quota_set"


@dataclass(frozen=True, kw_only=True)
class CandidateJudged(Event):
    """Chosen, struck or cleared; `after` names the nomination, the verdict and whether it departs from the order."""

    action = "round.judged"


@dataclass(frozen=True, kw_only=True)
class ListLocked(Event):
    action = "round.locked"
