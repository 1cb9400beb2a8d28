"""Who is known here under a name that was typed, but for its marks."""

from sqlalchemy import false, func, literal, or_, select

from app.awards.models import Nomination, NominationHold, Round
from app.awards.queries.candidates import on_hold_in
from app.awards.queries.naming import name_now, unit_now
from app.awards.rules import COLLECTIVE, INDIVIDUAL, Alike, is_alike
from app.core.clock import today
from app.core.db import db
from app.core.text import fold
from app.people.models import Grant, User
from app.places.models import Team
from app.ranking.models import Hold


def alike(found: Round, subject: str, name: str) -> list[Alike]:
    """Candidates of this round, and people or teams of the ward that are none. At most two statements."""
    rows = db.session.execute(
        select(Nomination.id, name_now(), unit_now(), on_hold_in(found.campaign_id)).where(
            Nomination.round_id == found.id, Nomination.subject == subject
        )
    )
    there = [Alike(f"c{row[0]}", *row[1:]) for row in rows if is_alike(row[1], name)]
    outside = {INDIVIDUAL: _people, COLLECTIVE: _teams}.get(subject)
    return there + [Alike(*row) for row in db.session.execute(outside(found, name))] if outside else there


def _people(found: Round, name: str):
    unit = select(func.min(Team.name)).join(Grant, Grant.team_id == Team.id)
    unit = unit.where(Grant.user_id == User.id, Grant.ward_id == found.ward_id)
    here = select(Grant.id).where(Grant.user_id == User.id, Grant.ward_id == found.ward_id)
    listed = select(Nomination.id).where(Nomination.round_id == found.id, Nomination.user_id == User.id)
    held = select(Hold.id).where(
        Hold.user_id == User.id, Hold.campaign_id == found.campaign_id, Hold.lifted_at.is_(None)
    )
    return (
        select(
            literal("u").concat(User.id),
            User.name,
            func.coalesce(unit.scalar_subquery(), ""),
            held.exists(),
        )
        .where(User.search_key == fold(name), here.exists(), ~listed.exists())
        .order_by(User.id)
    )


def _teams(found: Round, name: str):
    listed = select(Nomination.id).where(Nomination.round_id == found.id, Nomination.team_id == Team.id)
    return (
        select(literal("t").concat(Team.id), Team.name, literal(""), false())
        .where(Team.ward_id == found.ward_id, Team.search_key == fold(name), ~listed.exists())
        .order_by(Team.id)
    )


def candidates_now(ward_id: int) -> list:
    """Rows (id, round_id, campaign_id, subject, name, added_by, on_hold, asked, known): the candidates of the ward's
    rounds that are not decided yet; ``asked``: whether it was ever asked about a namesake of theirs; ``known``:
    whether they have an account or are a team of the ward."""
    asked = select(NominationHold.id).where(
        NominationHold.nomination_id == Nomination.id, NominationHold.namesake.is_(True)
    )
    known = or_(Nomination.user_id.is_not(None), Nomination.team_id.is_not(None))
    return list(
        db.session.execute(
            select(
                Nomination.id,
                Nomination.round_id,
                Round.campaign_id,
                Nomination.subject,
                name_now().label("name"),
                Nomination.added_by,
                on_hold_in(Round.campaign_id).label("on_hold"),
                asked.exists().label("asked"),
                known.label("known"),
            )
            .join(Round, Round.id == Nomination.round_id)
            .where(Round.ward_id == ward_id, Round.closed_at.is_(None))
        ).all()
    )


def in_their_team(user_id: int, team_id: int | None) -> bool:
    """Whether somebody belongs to this team today or leaves it today."""
    if team_id is None:
        return False
    query = select(Grant.id).where(Grant.user_id == user_id, Grant.team_id == team_id)
    return db.session.scalar(query.where(or_(Grant.ends_on.is_(None), Grant.ends_on >= today())).limit(1)) is not None


def held_people(ward_id: int) -> set[tuple[int, str]]:
    """(campaign, name) of people with an account who are on hold in this ward."""
    query = select(Hold.campaign_id, User.name).join(User, User.id == Hold.user_id)
    return {tuple(row) for row in db.session.execute(query.where(Hold.ward_id == ward_id, Hold.lifted_at.is_(None)))}
