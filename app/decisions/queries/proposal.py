"""What lies before the leader: whom the council proposes, or the locked list under the simplified procedure."""

from dataclasses import dataclass, field

from app.awards.queries import Forward, forward_of
from app.commended.queries import declined_in
from app.council.queries import minutes_of, passed
from app.council.rules.minutes import Counted
from app.decisions.models import COUNCIL, LIST
from app.decisions.rules import Proposed, mark_of


@dataclass(frozen=True)
class Proposal:
    """``forward``: those proposed, in the order of the papers; ``not_wanted``: who of them declined the award."""

    basis: str
    forward: tuple[Forward, ...]
    not_wanted: frozenset[int] = frozenset()

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.nomination_id for one in self.forward)

    @property
    def unwanted(self) -> list[str]:
        """The names of those who declined."""
        return [one.name for one in self.forward if one.nomination_id in self.not_wanted]

    @property
    def mark(self) -> str:
        return mark_of(self.ids)

    def for_leader(self, user_id: int) -> list[Proposed]:
        """The same as the rules see it."""
        return [
            Proposed(
                one.nomination_id,
                one.board,
                one.name,
                one.on_hold,
                one.user_id == user_id,
                one.dissolved,
                one.nomination_id in self.not_wanted,
            )
            for one in self.forward
        ]


def proposal_of(found) -> Proposal | None:
    """Whom a locked round (or a row of one) proposes; None while the council has not ended its session."""
    proposal = passed(found.id)
    if proposal is None:
        return None
    basis = LIST if proposal.session_id is None else COUNCIL
    return Proposal(basis, tuple(forward_of(found, proposal.nomination_ids)), declined_in(found.id))


@dataclass(frozen=True)
class Said:
    """What the council said, by nomination: the counts of the last ballot, why the order was departed from."""

    votes: dict[int, Counted] = field(default_factory=dict)
    departures: dict[int, str] = field(default_factory=dict)


def said_of(round_id: int, proposal: Proposal) -> Said:
    minutes = minutes_of(round_id) if proposal.basis == COUNCIL else None
    if minutes is None:
        return Said()
    return Said(
        {one.nomination_id: one.last for one in minutes.items if one.last},
        {one.nomination_id: one.departure for one in minutes.items if one.departure},
    )
