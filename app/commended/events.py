"""What those on the list are asked, and answer. Their words stand in tables of their own."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CommendedAsked(Event):
    """The number is the round's; `after` holds whom."""

    action = "round.asked"


@dataclass(frozen=True, kw_only=True)
class CommendedAnswered(Event):
    """The number is the candidate's; `after` holds the answer."""

    action = "commended.answered"


@dataclass(frozen=True, kw_only=True)
class CommendedSettled(Event):
    """What was said to be wrong was looked at by somebody else; the number is the candidate's."""

    action = "commended.settled"
