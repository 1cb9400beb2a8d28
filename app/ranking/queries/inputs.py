"""What a live ranking is made of, in three statements however many people and logs there are."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from flask import current_app
from sqlalchemy import and_, or_, select

from app.contributions.queries import CreditRow, credits_of
from app.core.clock import today
from app.core.db import db
from app.core.policy import Role
from app.people.models import Consent, Grant, User
from app.people.queries import ROSTER_ROLES, in_force
from app.ranking.models import Hold
from app.ranking.queries.frame import Draft, Frame, KindName
from app.ranking.rules import Credit, Outcome, Person, Scheme, Squad, rank

BOARD_NAME = "board_name"
WOMAN = "female"


class Approval(NamedTuple):
    """Who let a log count, and when."""

    by: int | None
    name: str
    at: datetime


@dataclass(frozen=True)
class Inputs:
    """All that a ranking is made of. `agreed` holds those who let the other volunteers read their name."""

    scheme_id: int | None
    scheme: Scheme | None
    kinds: dict[str, KindName]
    credits: tuple[Credit, ...]
    approvals: dict[int, Approval]
    people: tuple[Person, ...]
    squads: tuple[Squad, ...]
    agreed: frozenset[int]
    hold_reasons: dict[int, str]


@dataclass(frozen=True)
class Live:
    """Today's ranking and what it was made of."""

    inputs: Inputs
    outcome: Outcome


def live_ranking(campaign_id: int, ward_id: int, starts_on: date, ends_on: date) -> Live | None:
    """The campaign's ranking as it stands; None where it has no scheme yet."""
    frame = Frame(campaign_id, ward_id)
    if frame.scheme is None:
        return None
    return _ranked(_inputs(frame, campaign_id, ward_id, starts_on, ends_on))


def live_for_page(campaign_id: int, ward_id: int, starts_on: date, ends_on: date) -> Live | None:
    """The same, kept in this process until anything is written down in the trail of the ward or of the site.

    Every verb announces and so moves a head of the trail within its own transaction. The heads are read before
    all else: what is kept under them is never older than they are, and a later page that finds the same heads
    finds the same rows. Measured with 186 people and 610 logs: 40 ms without, 2 ms with.
    """
    frame = Frame(campaign_id, ward_id)
    if frame.scheme is None:
        return None
    key = (_last_day(ends_on), starts_on, tuple(frame.heads))
    shelf = current_app.extensions.setdefault("ranking", {})
    kept = shelf.get(campaign_id)
    if kept is None or kept[0] != key:
        kept = shelf[campaign_id] = key, _ranked(_inputs(frame, campaign_id, ward_id, starts_on, ends_on))
    return kept[1]


@dataclass(frozen=True)
class Trial:
    """The ranking as it stands and as a draft would make it, of the same logs and people.

    `live` None: there is no scheme yet.
    """

    draft: Draft
    live: Live | None
    tried: Live


def trial(campaign_id: int, ward_id: int, starts_on: date, ends_on: date) -> Trial | None:
    """What the campaign's draft of a scheme makes of today's data; None where there is no draft."""
    frame = Frame(campaign_id, ward_id, draft=True)
    if frame.draft is None:
        return None
    inputs = _inputs(frame, campaign_id, ward_id, starts_on, ends_on)
    return Trial(
        frame.draft,
        _ranked(inputs) if frame.scheme else None,
        _ranked(replace(inputs, scheme=frame.draft.scheme)),
    )


def _ranked(inputs: Inputs) -> Live:
    return Live(inputs, rank(inputs.scheme, inputs.credits, inputs.people, inputs.squads))


def _last_day(ends_on: date) -> date:
    return min(today(), ends_on)


def _inputs(frame: Frame, campaign_id: int, ward_id: int, starts_on: date, ends_on: date) -> Inputs:
    """Approved logs, and who may have a place: the roster of the last day (of today, while it is to come) with
    everybody who has an approved log.
    """
    day = _last_day(ends_on)
    logs = credits_of(campaign_id)
    if not frame.knows(logs):
        # A team or kind came into being, and a log of it was approved, between the two statements.
        frame = Frame(campaign_id, ward_id)
    earned = {row.user_id: row.team_id for row in logs if row.user_id is not None}
    rows = _people(campaign_id, ward_id, day, earned)
    members, women = defaultdict(set), defaultdict(set)
    for row in rows:
        members[row.team_id].add(row.id)
        if row.gender == WOMAN:
            women[row.team_id].add(row.id)
    used = {row.team_id for row in logs}
    return Inputs(
        scheme_id=frame.scheme_id,
        scheme=frame.scheme,
        kinds=frame.kinds,
        credits=tuple(_credit(row, frame.codes) for row in logs),
        approvals={row.log_id: Approval(row.by, row.approver, row.at) for row in logs},
        people=_persons(rows, earned, frame.teams),
        squads=tuple(
            Squad(
                team.id,
                team.a,
                team.b,
                len(members[team.id]),
                team.day is None or day < team.day,
                len(women[team.id]),
            )
            for team in frame.teams.values()
            if team.id in used or team.day is None or team.day > starts_on
        ),
        agreed=frozenset(row.id for row in rows if row.agreed is not None),
        hold_reasons={row.id: row.hold_reason for row in rows if row.hold_reason is not None},
    )


def _credit(row: CreditRow, codes: dict[int, str]) -> Credit:
    counts = {codes[kind_id]: quantity for kind_id, quantity in row.counts.items()}
    return Credit(row.log_id, row.user_id, row.team_id, row.day, row.minutes, row.groups, counts)


def _people(campaign_id: int, ward_id: int, day: date, earned) -> list:
    """One row for each person and team, the longest standing team first."""
    grant = and_(Grant.user_id == User.id, Grant.ward_id == ward_id, Grant.role.in_(ROSTER_ROLES), in_force(day))
    hold = and_(Hold.user_id == User.id, Hold.campaign_id == campaign_id, Hold.lifted_at.is_(None))
    consent = and_(Consent.user_id == User.id, Consent.purpose == BOARD_NAME, Consent.withdrawn_at.is_(None))
    return db.session.execute(
        select(
            User.id,
            User.name,
            User.sort_key,
            User.phone,
            User.gender,
            Grant.team_id,
            Grant.role,
            Hold.reason.label("hold_reason"),
            Consent.id.label("agreed"),
        )
        .outerjoin(Grant, grant)
        .outerjoin(Hold, hold)
        .outerjoin(Consent, consent)
        .where(or_(Grant.id.is_not(None), User.id.in_(list(earned))))
        .order_by(User.id, Grant.starts_on, Grant.id)
    ).all()


def _persons(rows: list, earned: dict, teams: dict) -> tuple[Person, ...]:
    """Each person once, in the longest standing team, else in the one where they earned last."""
    people, leaders = {}, {row.id for row in rows if row.role == Role.TEAM_LEADER.value}
    for row in rows:
        if row.id not in people or (people[row.id].team_id is None and row.team_id is not None):
            people[row.id] = row
    out = []
    for row in people.values():
        team_id = row.team_id if row.team_id is not None else earned.get(row.id)
        team = teams[team_id].a if team_id in teams else ""
        held, woman = row.hold_reason is not None, row.gender == WOMAN
        out.append(Person(row.id, row.name, row.sort_key, row.phone, team_id, team, held, woman, row.id in leaders))
    return tuple(out)
