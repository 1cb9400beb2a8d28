"""Who could help out: everybody of the roster with what the rules look at, how often each was asked lately, and how
much duty each has. One statement, however many people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, exists, extract, func, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.rules.limits import Limits
from app.core.clock import now, today
from app.core.db import db
from app.core.policy import Reach
from app.core.reasons import Reason
from app.cover.models import Ask
from app.cover.rules import LATELY, became, may_ask, turn_of
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES
from app.places.models import Team
from app.shifts.models import Shift
from app.signups.models import LEFT, SEATED, SignUp
from app.signups.queries import person_of, with_facts
from app.signups.rules import AROUND, Person


class Asked(NamedTuple):
    """An ask for a shift; ``state`` is what became of it (see ``rules.became``)."""

    asked_at: datetime
    asker: str
    answered_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of the roster: whether they can be asked for a shift (``answer``), and what decides whose turn it is.

    ``asked``: how often in the last ``LATELY``; minutes are those of seats held. ``last`` is the latest ask for this
    shift (None: never asked), ``already`` the state in it.
    """

    id: int
    name: str
    team: str
    person: Person
    already: str | None
    answer: Reason
    asked: int
    campaign_minutes: int
    week_minutes: int
    last: Asked | None


def _in_reach(reach: Reach):
    """Whether somebody holds a seat in the shift's ward by a role that the reach covers; within a statement."""
    grant = aliased(Grant)
    return exists().where(
        grant.user_id == User.id,
        grant.ward_id == Shift.ward_id,
        grant.role.in_(ROSTER_ROLES),
        grant.starts_on <= bindparam("today"),
        or_(grant.ends_on.is_(None), grant.ends_on > bindparam("today")),
        reach.where(grant.ward_id, grant.team_id),
    )


def _load():
    """Minutes of the seats that each person holds, in the campaign and in the shift's week."""
    there, seat = aliased(Shift), aliased(SignUp)
    minutes = (extract("epoch", seat.ends_at) - extract("epoch", seat.starts_at)) / 60
    in_week = there.day.between(bindparam("monday"), bindparam("sunday"))
    return (
        select(
            seat.user_id,
            func.sum(minutes).label("campaign"),
            func.sum(case((in_week, minutes), else_=0)).label("week"),
        )
        .join(there, there.id == seat.shift_id)
        .where(there.campaign_id == bindparam("campaign"), seat.state == SEATED)
        .group_by(seat.user_id)
        .subquery("load")
    )


def _asked():
    """How often each person was asked lately, and the last ask for this shift."""
    return (
        select(
            Ask.user_id,
            func.count(case((Ask.asked_at > bindparam("lately"), Ask.id))).label("lately"),
            func.max(case((Ask.shift_id == bindparam("shift"), Ask.id))).label("last_id"),
        )
        .where(
            Ask.ward_id == bindparam("ward"),
            or_(Ask.asked_at > bindparam("lately"), Ask.shift_id == bindparam("shift")),
        )
        .group_by(Ask.user_id)
        .subquery("asked")
    )


@lru_cache(maxsize=256)
def _statement(reach: Reach, some: bool):
    load, asked, own, last = _load(), _asked(), aliased(SignUp), aliased(Ask)
    asker = aliased(User)
    team = (
        select(func.min(Team.name))
        .join(Grant, Grant.team_id == Team.id)
        .where(
            Grant.user_id == User.id,
            Grant.ward_id == Shift.ward_id,
            or_(Grant.ends_on.is_(None), Grant.ends_on > bindparam("today")),
        )
        .correlate(User, Shift)
        .scalar_subquery()
    )
    query = (
        select(
            User.id.label("user_id"),
            User.name,
            User.sort_key,
            team.label("team"),
            own.state.label("already"),
            own.offered_until.label("offered_until"),
            func.coalesce(load.c.campaign, 0).label("campaign_minutes"),
            func.coalesce(load.c.week, 0).label("week_minutes"),
            func.coalesce(asked.c.lately, 0).label("asked"),
            last.id.label("last_id"),
            last.asked_at,
            asker.name.label("asker"),
            last.answer,
            last.answered_at,
        )
        .select_from(User)
        .join(Shift, Shift.id == bindparam("shift"))
        .outerjoin(own, and_(own.user_id == User.id, own.shift_id == Shift.id, own.state != LEFT))
        .outerjoin(load, load.c.user_id == User.id)
        .outerjoin(asked, asked.c.user_id == User.id)
        .outerjoin(last, last.id == asked.c.last_id)
        .outerjoin(asker, asker.id == last.asked_by)
        .where(_in_reach(reach), User.disabled_at.is_(None))
        .order_by(User.sort_key, User.id)
    )
    if some:
        query = query.where(User.id.in_(bindparam("only", expanding=True)))
    return with_facts(query)


def helpers(turn, limits: Limits, reach: Reach, by: int | None, only: Iterable[int] | None = None) -> list[Helper]:
    """The roster of the shift's ward inside the reach, whose turn it is first. ``only``: these people alone."""
    monday = turn.day - timedelta(days=turn.day.weekday())
    values = {
        "shift": turn.id,
        "ward": turn.ward_id,
        "campaign": turn.campaign_id,
        "today": today(),
        "lately": now() - LATELY,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "since": turn.starts_at - AROUND,
        "until": turn.ends_at + AROUND,
    }
    if only is not None:
        values["only"] = sorted(set(only))
    grouped: dict[int, list] = {}
    for row in db.session.connection().execute(_statement(reach, only is not None), values):
        grouped.setdefault(row.user_id, []).append(row)
    found = [_helper(turn, limits, rows[0], person_of(user_id, rows), by) for user_id, rows in grouped.items()]
    return sorted(found, key=lambda one: turn_of(one.asked, one.campaign_minutes, one.week_minutes))


def _helper(turn, limits: Limits, row, person: Person, by: int | None) -> Helper:
    moment, last = now(), None
    if row.last_id is not None:
        last = Asked(row.asked_at, row.asker, row.answered_at, became(row.answer, row.already, turn, moment))
    said = row.answer or "open" if last else None
    return Helper(
        person.id,
        row.name,
        row.team or "",
        person,
        row.already,
        may_ask(turn, limits, person, moment, row.already, row.offered_until, said, by),
        row.asked,
        int(row.campaign_minutes),
        int(row.week_minutes),
        last,
    )
