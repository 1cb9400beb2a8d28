"""Objections with their answers, and who may answer one."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.awards.queries import name_now
from app.campaigns.models import Campaign
from app.core.clock import today
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.people.models import Grant, User
from app.people.queries import in_force
from app.posting.models import Objection

HOLDERS = tuple(role.value for role in Role if Permission.COUNCIL_VOTE in MATRIX[role])


@dataclass(frozen=True)
class Whole:
    """An objection with the names in it; `about`: the candidate as they are called now, "" for the list."""

    row: Objection
    about: str
    owner: str
    answerer: str | None
    second: str | None


def _whole(*where) -> list[Whole]:
    owner, answerer, second = aliased(User), aliased(User), aliased(User)
    rows = db.session.execute(
        select(Objection, name_now(), owner.name, answerer.name, second.name)
        .outerjoin(Nomination, Nomination.id == Objection.nomination_id)
        .join(owner, owner.id == Objection.owner_id)
        .outerjoin(answerer, answerer.id == Objection.answered_by)
        .outerjoin(second, second.id == Objection.confirmed_by)
        .where(*where)
        .order_by(Objection.id)
    )
    return [Whole(row, about or "", *names) for row, about, *names in rows]


def objections_of(round_id: int) -> list[Whole]:
    """Of one round, the first one first."""
    return _whole(Objection.round_id == round_id)


def objection_in(objection_id: int, reach) -> Whole | None:
    found = _whole(Objection.id == objection_id, reach.where(Objection.ward_id))
    return found[0] if found else None


def objection_by_code(round_id: int, code_sum: str) -> Whole | None:
    found = _whole(Objection.round_id == round_id, Objection.code_sum == code_sum)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody of the council or its office; ``concerned``: it is about them or their team."""

    user_id: int
    name: str
    concerned: bool
    role: str


def answerers_in(ward_id: int, nomination_id: int | None) -> list[Answerer]:
    """Who may answer objections in a ward today, by name; one entry each."""
    concerned, found = concerned_in(nomination_id), {}
    rows = db.session.execute(
        select(Grant.user_id, User.name, Grant.role)
        .join(User, User.id == Grant.user_id)
        .where(Grant.ward_id == ward_id, Grant.role.in_(HOLDERS), in_force(today()))
        .order_by(User.sort_key, User.id, Grant.role)
    )
    for user_id, name, role in rows:
        found.setdefault(user_id, Answerer(user_id, name, user_id in concerned, role))
    return list(found.values())


def concerned_in(nomination_id: int | None) -> frozenset[int]:
    """Whom an objection to a candidate is about: the person, or whoever is in that team today."""
    if nomination_id is None:
        return frozenset()
    rows = db.session.execute(
        select(Nomination.user_id, Grant.user_id.label("member"))
        .outerjoin(Grant, (Grant.team_id == Nomination.team_id) & in_force(today()))
        .where(Nomination.id == nomination_id)
    )
    return frozenset(one for row in rows for one in (row.user_id, row.member) if one is not None)


def objection_in_person(objection_id: int, user_id: int) -> tuple[str, Whole] | None:
    """(address of its campaign, the objection) of somebody's own; None where it is not theirs."""
    found = _whole(Objection.id == objection_id, Objection.by == user_id)
    if not found:
        return None
    query = (
        select(Campaign.slug).join(Round, Round.campaign_id == Campaign.id).where(Round.id == found[0].row.round_id)
    )
    return db.session.scalar(query), found[0]
