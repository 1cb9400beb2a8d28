"""Planning a campaign's shifts: first seen as a difference, then applied as it was seen."""

from dataclasses import dataclass
from datetime import date

from app.campaigns.models import Campaign
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action
from app.core.events import announce_all
from app.core.reasons import Refused
from app.shifts.queries import exceptions_of, from_exception, plan_locked, standing_shifts, templates_of
from app.shifts.rules import Ask, Diff, Existing, Pattern, ShiftAnswer, Wanted, compare, may_plan, roughly, wanted
from app.shifts.rules.answers import MOST_SHIFTS

from .write import write


@dataclass(frozen=True)
class Frame:
    """The campaign in which something is planned."""

    id: int
    starts_on: date
    ends_on: date
    closed: bool


@dataclass(frozen=True)
class Preview:
    """What applying would do, the templates that it rests on, and the names of points to which something is moved."""

    diff: Diff
    templates: list[Pattern]
    names: dict[int, str]


class Outdated(Refused):
    """Shifts, people or templates changed since the preview: ``now`` is what would be done now."""

    def __init__(self, now: Preview):
        super().__init__(ShiftAnswer.MEANWHILE)
        self.now = now


def preview(frame: Frame, ask: Ask) -> Preview:
    """What ``apply_plan`` would do now. Refused as it would be; three statements."""
    return _preview(frame, ask, templates_of(frame.id))


def _preview(frame: Frame, ask: Ask, templates: list[Pattern], for_update: bool = False) -> Preview:
    rows = exceptions_of(frame.id)
    names = {row.PlanException.to_point_id: row.to_point for row in rows if row.to_point}
    exceptions = [from_exception(row.PlanException) for row in rows]
    return Preview(_diff(frame, ask, templates, exceptions, for_update), templates, names)


@asked_again
@action
def apply_plan(slug: str, reach, ask: Ask, by: int | None, seen: str | None = None) -> Diff | None:
    """Apply the difference; ``seen`` is the mark of the one that was looked at. None: no such campaign in reach.

    Shifts with people on them, begun or cancelled ones stay untouched whatever the templates say. What is applied
    already changes nothing. Refused: Outdated and may_plan's.
    """
    found = plan_locked([Campaign.slug == slug, reach.where(Campaign.ward_id)])
    if found is None:
        return None
    campaign, templates = found
    frame = Frame(campaign.id, campaign.starts_on, campaign.ends_on, campaign.closed_at is not None)
    found = _preview(frame, ask, templates, for_update=True)
    diff = found.diff
    if diff and seen is not None and diff.mark != seen:
        raise Outdated(found)
    events = write(campaign, diff, by)
    if events:
        announce_all(events)
    return diff


def _diff(frame: Frame, ask: Ask, templates: list[Pattern], exceptions: list, for_update: bool) -> Diff:
    active = [one for one in templates if not one.retired]
    chosen = {one.id for one in active} if ask.templates is None else {one.id for one in active} & ask.templates
    # Nothing to choose from and nothing that could go: there is nothing to plan.
    if not chosen and not (ask.prune and templates):
        raise Refused(ShiftAnswer.NO_TEMPLATE)
    asked = _asked(frame, ask, active, exceptions, chosen)
    standing = standing_shifts(frame.id, ask.first, ask.last, for_update)
    known = {one.id for one in active}

    def goes(old: Existing) -> bool:
        return old.template_id in chosen or (ask.prune and old.template_id not in known)

    return compare(asked, standing, now(), goes)


def _asked(frame: Frame, ask: Ask, active: list[Pattern], exceptions: list, chosen: set[int]) -> list[Wanted]:
    rough = roughly(active, ask.first, ask.last)
    asked: list[Wanted] = []
    if frame.starts_on <= ask.first <= ask.last <= frame.ends_on and rough <= 7 * MOST_SHIFTS:
        asked = wanted(active, exceptions, ask.first, ask.last)
        rough = sum(one.template_id in chosen for one in asked)
    answer = may_plan(frame.closed, frame.starts_on, frame.ends_on, ask.first, ask.last, rough)
    if answer is not ShiftAnswer.YES:
        raise Refused(answer, count=rough, most=MOST_SHIFTS)
    return _first_of_all(asked, chosen)


def _first_of_all(asked: list[Wanted], chosen: set[int]) -> list[Wanted]:
    """What the chosen templates ask for, without what an earlier one that is not chosen has already."""
    owner: dict[tuple, int | None] = {}
    for one in asked:
        owner.setdefault(one.key, one.template_id)
    return [one for one in asked if one.template_id in chosen and owner[one.key] in chosen]
