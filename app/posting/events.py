"""What happens to posted lists and to what is objected. Texts stand in tables of their own, not in the trail."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PostingRuleSet(Event):
    """The ward's rule for lists that are locked from now on; the number is the rule's."""

    action = "posting.rule_set"


@dataclass(frozen=True, kw_only=True)
class ListPosted(Event):
    """The number is the round's; `after` holds the posting's, its scope, its days and who is on it."""

    action = "round.posted"


@dataclass(frozen=True, kw_only=True)
class ObjectionMade(Event):
    """By nobody: who objected stands in its row alone. `after` holds whom it is about and who answers it."""

    action = "objection.made"


@dataclass(frozen=True, kw_only=True)
class ObjectionPassedOn(Event):
    """`after` holds who answers it from now on."""

    action = "objection.passed_on"


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Event):
    """The answer was written, or written anew; it counts once it is confirmed."""

    action = "objection.answered"


@dataclass(frozen=True, kw_only=True)
class ObjectionConfirmed(Event):
    """A second person confirmed the answer."""

    action = "objection.confirmed"
