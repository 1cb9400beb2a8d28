"""What happens to award rounds."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Event):
    action = "round.opened"


@dataclass(frozen=True, kw_only=True)
class RoundRested(Event):
    """The round rests on another copy of the ranking from now on."""

    action = "round.rested"


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


@dataclass(frozen=True, kw_only=True)
class CandidateProposed(Event):
    action = "proposal.made"


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(Event):
    action = "proposal.withdrawn"


@dataclass(frozen=True, kw_only=True)
class AchievementWritten(Event):
    """`letters` 0: our draft is taken again."""

    action = "achievement.written"


@dataclass(frozen=True, kw_only=True)
class CandidateHeld(Event):
    action = "nomination_hold.placed"


@dataclass(frozen=True, kw_only=True)
class CandidateReleased(Event):
    action = "nomination_hold.lifted"


@dataclass(frozen=True, kw_only=True)
class ParallelNoted(Event):
    action = "parallel_award.noted"


@dataclass(frozen=True, kw_only=True)
class ParallelRemoved(Event):
    action = "parallel_award.removed"
