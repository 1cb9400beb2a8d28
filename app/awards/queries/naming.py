"""How a candidate and their unit are called now: frozen names stay in the ranking, a corrected one counts from its
correction on, wherever a list or a paper is made."""

from functools import cache

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Round
from app.core.db import db
from app.names.models import NameCorrection
from app.names.queries import corrections_in
from app.people.models import User
from app.places.models import Team
from app.ranking.models import Ranking, Standing


# Building these costs more than the question they are part of, and they never differ.
@cache
def name_now():
    """Column: the name of a nomination's person, team, or of whoever has no account, as it is now."""
    person, team, typed = aliased(User), aliased(Team), aliased(NameCorrection)
    corrected = _last(select(typed.new_name).where(typed.nomination_id == Nomination.id), typed)
    return func.coalesce(
        _of(select(person.name).where(person.id == Nomination.user_id)),
        _of(select(team.name).where(team.id == Nomination.team_id)),
        corrected,
        Nomination.name,
    )


@cache
def unit_now():
    """Column: the unit of a nomination: the team of its row in the ranking, or one that bore this name, as it is
    called now; else what was written down."""
    standing, team, there, former, now = (aliased(one) for one in (Standing, Team, Team, NameCorrection, Team))
    ranked = (
        select(team.name)
        .join(standing, standing.team_id == team.id)
        .where(
            standing.id == Nomination.standing_id, standing.team == Nomination.unit, Nomination.user_id.is_not(None)
        )
    )
    still = select(there.id).where(there.ward_id == Nomination.ward_id, there.name == Nomination.unit)
    renamed = _last(
        select(now.name)
        .join(former, former.team_id == now.id)
        .where(former.ward_id == Nomination.ward_id, former.old_name == Nomination.unit, ~still.exists()),
        former,
    )
    return func.coalesce(_of(ranked), renamed, Nomination.unit)


def name_at(moment):
    """Column: the name as it was at a moment (a value or a column): what a paper that was signed then bears. The name
    of now where the moment is None."""
    later = aliased(NameCorrection)
    same = or_(
        later.user_id == Nomination.user_id,
        later.team_id == Nomination.team_id,
        later.nomination_id == Nomination.id,
    )
    return func.coalesce(_first(select(later.old_name).where(same, later.at > moment), later), name_now())


def unit_at(moment):
    """Column: the same for the unit."""
    later, standing = aliased(NameCorrection), aliased(Standing)
    query = (
        select(later.old_name)
        .join(standing, standing.team_id == later.team_id)
        .where(standing.id == Nomination.standing_id, Nomination.user_id.is_not(None), later.at > moment)
    )
    return func.coalesce(_first(query, later), unit_now())


def _of(query):
    return query.correlate(Nomination).scalar_subquery()


def _last(query, row):
    return _of(query.order_by(row.id.desc()).limit(1))


def _first(query, row):
    return _of(query.order_by(row.id).limit(1))


def corrected_in(round_id: int) -> list:
    """Rows (NameCorrection, asked_by, second) of the names on a round's list that were corrected since it stands
    there, the latest first."""
    return corrections_in(corrected_of(round_id), most=None)


@cache
def _listed():
    return aliased(Nomination), aliased(Nomination), aliased(Standing), aliased(Round)


def corrected_of(round_id):
    """The condition that a NameCorrection concerns the list of a round: a candidate, or a candidate's team. By the
    round's id, or `Round.id` of a query around this."""
    there, unit, standing, own = _listed()
    people = select(there.id).where(
        there.round_id == round_id,
        or_(
            NameCorrection.nomination_id == there.id,
            NameCorrection.user_id == there.user_id,
            NameCorrection.team_id == there.team_id,
        ),
    )
    units = (
        select(unit.id)
        .join(standing, and_(standing.id == unit.standing_id, standing.team_id == NameCorrection.team_id))
        .where(unit.round_id == round_id)
    )
    published = (
        select(Ranking.published_at)
        .join(own, own.ranking_id == Ranking.id)
        .where(own.id == round_id)
        .correlate(Round)
    )
    listed = or_(*(query.correlate(NameCorrection, Round).exists() for query in (people, units)))
    return and_(NameCorrection.at >= published.scalar_subquery(), listed)


def typed_name(nomination_id: int) -> str | None:
    """The name of a candidate as it is now."""
    return db.session.scalar(select(name_now()).where(Nomination.id == nomination_id))
