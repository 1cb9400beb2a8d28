"""Rules of the decision: who may be granted what, and what stands against it. Plain values in, reasons out."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.reasons import Reason
from app.core.text import N_


class DecisionAnswer(Reason):
    YES = N_("You can do that.")
    NO_ROUND = N_("There is no award round for this campaign yet. Open one first.")
    NOT_LOCKED = N_("The list is not locked yet: there is nothing to decide on.")
    NO_PROPOSAL = N_("The council has not ended its session yet: there is no proposal to decide on.")
    DECIDED = N_("This round has already been decided. A decision is final; a single award can be revoked.")
    MOVED = N_("The proposal has changed since this page was opened. Read it again, then decide.")
    NOT_PROPOSED = N_("Only those who were proposed can be granted or declined.")
    NO_REASON = N_("%(name)s: write why not. It is kept with the decision.")
    ON_HOLD = N_("%(name)s: a review or a complaint is open. Decline for now, or end the hold first.")
    NOT_WANTED = N_("%(name)s has declined the award. Decline it here too, with that reason.")
    DISSOLVED = N_("%(name)s: this unit was dissolved. A dissolved unit can't be commended: decline it.")
    OWN = N_("%(name)s: you can't decide on your own award. Decline it, or let another leader decide.")
    OVER = N_("%(count)s of this list for %(quota)s places. Places are a ceiling: decline some.")
    NOT_GRANTED = N_("This award was not granted, so there is nothing to revoke.")
    REVOKED = N_("This award was revoked already.")
    NUMBERED = N_(
        "The decision has its number: an award of it ends by a further decision that cancels it, which takes two "
        "people."
    )
    WHY = N_("Write the reason: it is kept with the award.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody whom the council proposes. ``own``: it is whoever decides; ``not_wanted``: they declined it."""

    nomination_id: int
    board: str
    name: str
    on_hold: bool = False
    own: bool = False
    dissolved: bool = False
    not_wanted: bool = False


def against(
    proposed: Sequence[Proposed], declined: Mapping[int, str], quotas: Mapping[str, int]
) -> list[tuple[Reason, dict]]:
    """All that stands against granting everybody proposed but the declined (nomination id -> reason). Whoever was not
    proposed can't be named at all, so that nobody is ever added."""
    if not set(declined) <= {one.nomination_id for one in proposed}:
        return [(DecisionAnswer.NOT_PROPOSED, {})]
    found = [(answer, {"name": one.name}) for one in proposed if (answer := _of(one, declined))]
    counts = Counter(one.board for one in proposed if one.nomination_id not in declined)
    return found + [
        (DecisionAnswer.OVER, {"count": count, "quota": quotas[board], "board": board})
        for board, count in counts.items()
        if count > quotas[board]
    ]


def _of(one: Proposed, declined: Mapping[int, str]) -> Reason | None:
    if one.nomination_id in declined:
        return None if declined[one.nomination_id].strip() else DecisionAnswer.NO_REASON
    if one.on_hold:
        return DecisionAnswer.ON_HOLD
    if one.not_wanted:
        return DecisionAnswer.NOT_WANTED
    if one.dissolved:
        return DecisionAnswer.DISSOLVED
    return DecisionAnswer.OWN if one.own else None


def may_revoke(granted: bool, revoked: bool, reason: str, fixed: bool = False) -> DecisionAnswer:
    """``fixed``: the decision has its number."""
    if not granted:
        return DecisionAnswer.NOT_GRANTED
    if revoked:
        return DecisionAnswer.REVOKED
    if fixed:
        return DecisionAnswer.NUMBERED
    return DecisionAnswer.YES if reason.strip() else DecisionAnswer.WHY


def mark_of(nomination_ids: Sequence[int]) -> str:
    """A short mark of a proposal: the page that was read and what is decided on carry the same one."""
    return hashlib.sha256(",".join(map(str, nomination_ids)).encode()).hexdigest()[:16]
