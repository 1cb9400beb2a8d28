"""The first steps of a campaign, until they are done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """Counted in the database: volunteers and leaders of the ward's teams, those of them who can get in (a password,
    or a slip that was ever made for them), shifts, records that wait and records that are approved."""

    people: int = 0
    reached: int = 0
    shifts: int = 0
    waiting: int = 0
    approved: int = 0


@dataclass(frozen=True)
class Step:
    """``name``: people, slips, shifts or records; ``blocked``: what comes before it is not done."""

    name: str
    done: bool
    blocked: bool = False


def steps_of(count: Count, over: bool = False) -> tuple[Step, ...]:
    """What is still to do and what is done; () once all of it is, or the campaign is ``over``.

    Who joins later has no slip for a while: once records are approved the ward is running, and the list stays away.
    """
    running = count.approved > 0 and count.reached > 0
    steps = (
        Step("people", count.people > 0),
        Step("slips", running or 0 < count.people <= count.reached, blocked=not count.people),
        Step("shifts", count.shifts > 0),
        Step("records", count.approved > 0, blocked=not (count.people and (count.shifts or count.waiting))),
    )
    return () if over or all(step.done for step in steps) else steps
