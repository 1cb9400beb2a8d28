"""Proposals as they are listed, and whom a team leader may propose."""

from sqlalchemy import and_, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.awards.models import Nomination, Proposal, Round
from app.awards.queries.naming import name_now, unit_now
from app.awards.rules import COLLECTIVE, INDIVIDUAL
from app.core.db import db
from app.core.text import fold, name_sort_key
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES, in_force
from app.places.models import Team

MOST_FOUND = 20
# Proposals on one page, of a round and of one candidate: whoever proposes and withdraws again and again makes no page
# longer. The workbook has all of them.
MOST_LISTED, MOST_ON_ONE = 300, 50


def _rows():
    by, taker = aliased(User), aliased(User)
    return (
        select(
            Proposal.id,
            Proposal.nomination_id,
            Proposal.team_id,
            Proposal.criterion,
            Proposal.grounds,
            Proposal.by.label("by_id"),
            Proposal.at,
            Proposal.withdrawn_at,
            by.name.label("by"),
            taker.name.label("withdrawn_by"),
            Team.name.label("team"),
            Nomination.subject,
            name_now().label("name"),
            unit_now().label("unit"),
        )
        .join(Nomination, Nomination.id == Proposal.nomination_id)
        .join(by, by.id == Proposal.by)
        .outerjoin(taker, taker.id == Proposal.withdrawn_by)
        .outerjoin(Team, Team.id == Proposal.team_id)
        .order_by(Proposal.withdrawn_at.is_not(None), Proposal.id.desc())
    )


def proposals_in(round_id: int, reach=None, by: int | None = None, most: int | None = MOST_LISTED) -> list:
    """The proposals of a round, those that stand first, then the latest; with a reach only those of its teams, and
    one's own. ``most`` None: all."""
    query = _rows().where(Nomination.round_id == round_id)
    if reach is not None:
        query = query.where(or_(Proposal.by == by, Proposal.team_id.in_(reach.teams)))
    return list(db.session.execute(query.limit(most)))


def proposals_on(nomination_id: int) -> list:
    return list(db.session.execute(_rows().where(Proposal.nomination_id == nomination_id).limit(MOST_ON_ONE)))


def known_of(nomination_ids: list[int]) -> dict[int, tuple]:
    """(subject, name, user_id, team_id, who proposed it) of candidates."""
    columns = (Nomination.id, Nomination.subject, name_now().label("name"), Nomination.user_id, Nomination.team_id)
    rows = db.session.execute(
        select(*columns, Proposal.by)
        .outerjoin(Proposal, and_(Proposal.nomination_id == Nomination.id, Proposal.withdrawn_at.is_(None)))
        .where(Nomination.id.in_(nomination_ids))
    )
    found: dict[int, tuple] = {}
    for row in rows:
        known = found.get(row.id, (*row[1:5], frozenset()))
        found[row.id] = (*known[:4], known[4] | ({row.by} if row.by else frozenset()))
    return found


def found_by_name(round_id: int, text: str, most: int = MOST_FOUND) -> list:
    """Candidates whose name or unit holds these words, without regard to marks and case; those whose name has them
    just as they were typed come first, those of whom only the unit does come last."""
    rows = db.session.execute(
        select(Nomination.id, name_now().label("name"), unit_now().label("unit"), Nomination.subject).where(
            Nomination.round_id == round_id
        )
    )
    typed, wanted = _words(text), fold(text)
    found = [row for row in rows if wanted in fold(f"{row.name} {row.unit}")] if wanted else []

    def order(row):
        as_typed, in_name = typed in _words(row.name), wanted in fold(row.name)
        return not as_typed, not in_name, row.subject, name_sort_key(row.name)

    return sorted(found, key=order)[:most]


def _words(text: str) -> str:
    """Lower case between blanks, so that whole words are found in it."""
    return f" {' '.join(text.lower().split())} "


def own_people(ward_id: int, teams, day) -> list:
    """Whom leaders of these teams may propose: rows (subject, id, name, unit, team_id), the teams first, then their
    people of that day by name."""
    team = select(
        literal(COLLECTIVE).label("subject"),
        Team.id,
        Team.name,
        literal("").label("unit"),
        Team.id.label("team_id"),
        Team.dissolved_on,
    ).where(Team.ward_id == ward_id, Team.id.in_(list(teams)))
    person = (
        select(literal(INDIVIDUAL), User.id, User.name, Team.name, Team.id, Team.dissolved_on)
        .join(Grant, Grant.user_id == User.id)
        .join(Team, Team.id == Grant.team_id)
        .where(Grant.team_id.in_(list(teams)), Grant.role.in_(ROSTER_ROLES), in_force(day))
        .distinct()
    )
    rows = db.session.execute(union_all(team, person)).all()
    return sorted(rows, key=lambda row: (row.subject != COLLECTIVE, name_sort_key(row.name), row.id))


def proposed_round(campaign_id: int):
    """Row (id, locked_at, closed_at) of the campaign's round; None where there is none."""
    return db.session.execute(
        select(Round.id, Round.ward_id, Round.locked_at, Round.closed_at).where(Round.campaign_id == campaign_id)
    ).one_or_none()
