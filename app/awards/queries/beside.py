"""What stands beside a candidate: holds, other awards for the same, and what the chosen list is made of."""

from functools import cache

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.awards.models import Choice, Nomination, NominationHold, ParallelAward, Round
from app.awards.queries.naming import name_now
from app.awards.rules import CHOSEN, Elsewhere
from app.awards.rules.composition import WOMAN, Person, Team
from app.campaigns.models import Campaign
from app.core.clock import LOCAL
from app.core.db import db
from app.core.policy import Role
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES
from app.ranking.models import Hold


def elsewhere_in(ward_id: int, campaign_id: int, starts_on, ends_on) -> list[Elsewhere]:
    """Who is chosen in rounds of the ward's other campaigns that share days with this one, in one statement."""
    last = select(func.max(Choice.id)).group_by(Choice.nomination_id)
    rows = db.session.execute(
        select(
            Nomination.subject,
            Nomination.user_id,
            Nomination.team_id,
            name_now().label("name"),
            Campaign.name.label("campaign"),
            Round.locked_at,
        )
        .join(Choice, Choice.nomination_id == Nomination.id)
        .join(Round, Round.id == Nomination.round_id)
        .join(Campaign, Campaign.id == Round.campaign_id)
        .where(
            Campaign.ward_id == ward_id,
            Campaign.id != campaign_id,
            Campaign.starts_on <= ends_on,
            Campaign.ends_on >= starts_on,
            Choice.id.in_(last),
            Choice.verdict == CHOSEN,
        )
        .order_by(Round.id, Nomination.id)
    )
    return [Elsewhere(*row[:5], row.locked_at.astimezone(LOCAL).date() if row.locked_at else None) for row in rows]


@cache
def commended_elsewhere():
    """A condition of a query about ``Nomination`` and its ``Campaign``: somebody noted another award for the same, or
    they are chosen in another round of the ward whose campaign shares days with this one."""
    same, round_, other, choice, later = (aliased(one) for one in (Nomination, Round, Campaign, Choice, Choice))
    noted = select(1).where(ParallelAward.nomination_id == Nomination.id, ParallelAward.removed_at.is_(None)).exists()
    superseded = select(1).where(later.nomination_id == choice.nomination_id, later.id > choice.id).exists()
    chosen = (
        select(1)
        .select_from(same)
        .join(round_, round_.id == same.round_id)
        .join(other, other.id == round_.campaign_id)
        .join(choice, choice.nomination_id == same.id)
        .where(
            (same.user_id == Nomination.user_id) | (same.team_id == Nomination.team_id) | _namesakes(same),
            other.ward_id == Campaign.ward_id,
            other.id != Campaign.id,
            other.starts_on <= Campaign.ends_on,
            other.ends_on >= Campaign.starts_on,
            choice.verdict == CHOSEN,
            ~superseded,
        )
        .correlate(Nomination, Campaign)
        .exists()
    )
    return noted | chosen


def _namesakes(same):
    """Of whoever has neither an account nor a team the name is all that is known."""
    names = [(one.user_id.is_(None), one.team_id.is_(None)) for one in (same, Nomination)]
    return and_(*names[0], *names[1], same.subject == Nomination.subject, same.name == Nomination.name)


def parallels_of(round_id: int) -> dict[int, list]:
    """Rows (nomination_id, issuer, day) of all that ``parallels_on`` tells in a round, by nomination."""
    found: dict[int, list] = {}
    rows = db.session.execute(
        select(ParallelAward.nomination_id, ParallelAward.issuer, ParallelAward.day)
        .join(Nomination, Nomination.id == ParallelAward.nomination_id)
        .where(Nomination.round_id == round_id, ParallelAward.removed_at.is_(None))
        .order_by(ParallelAward.day, ParallelAward.id)
    )
    for row in rows:
        found.setdefault(row.nomination_id, []).append(row)
    return found


def parallels_on(nomination_id: int) -> list:
    """Rows (id, issuer, day, by, at) of noted awards of others, without those taken off."""
    return list(
        db.session.execute(
            select(ParallelAward.id, ParallelAward.issuer, ParallelAward.day, ParallelAward.at, User.name.label("by"))
            .join(User, User.id == ParallelAward.by)
            .where(ParallelAward.nomination_id == nomination_id, ParallelAward.removed_at.is_(None))
            .order_by(ParallelAward.day, ParallelAward.id)
        )
    )


def hold_on(candidate, campaign_id: int):
    """Row (reason, at, by) of the hold on a candidate that stands, for leaders alone; None where there is none."""
    if candidate.user_id is not None:
        query = select(Hold.reason, Hold.placed_at.label("at"), User.name.label("by")).join(
            User, User.id == Hold.placed_by
        )
        query = query.where(
            Hold.user_id == candidate.user_id, Hold.campaign_id == campaign_id, Hold.lifted_at.is_(None)
        )
    else:
        query = select(NominationHold.reason, NominationHold.placed_at.label("at"), User.name.label("by")).join(
            User, User.id == NominationHold.placed_by
        )
        query = query.where(NominationHold.nomination_id == candidate.id, NominationHold.lifted_at.is_(None))
    return db.session.execute(query).one_or_none()


def composition_columns(first_day, last_day) -> tuple:
    """Columns beside each candidate: of a person gender, birth year, whether they lead; of a team how many members it
    had in these days, how many of them are women, and of how many that is not known."""
    person, member = aliased(User), aliased(User)
    there = and_(Grant.starts_on <= last_day, or_(Grant.ends_on.is_(None), Grant.ends_on > first_day))
    led = select(1).where(Grant.user_id == Nomination.user_id, Grant.ward_id == Nomination.ward_id, there)
    members = (
        select(func.count(member.id.distinct()))
        .join(Grant, Grant.user_id == member.id)
        .where(
            Grant.ward_id == Nomination.ward_id,
            Grant.team_id == Nomination.team_id,
            Grant.role.in_(ROSTER_ROLES),
            there,
        )
        .correlate(Nomination)
    )
    of_person = select(person).where(person.id == Nomination.user_id).correlate(Nomination)
    return (
        of_person.with_only_columns(person.gender).scalar_subquery().label("gender"),
        of_person.with_only_columns(person.birth_year).scalar_subquery().label("birth_year"),
        led.where(Grant.role != Role.VOLUNTEER.value).correlate(Nomination).exists().label("leads"),
        members.scalar_subquery().label("members"),
        members.where(member.gender == WOMAN).scalar_subquery().label("women"),
        members.where(member.gender.is_(None)).scalar_subquery().label("unknown"),
    )


def people_and_teams(rows) -> tuple[list[Person], list[Team]]:
    """Rows of the chosen with `composition_columns`, as the rule about shares wants them."""
    people = [
        Person(bool(row.leads) if row.user_id else None, row.gender, row.birth_year)
        for row in rows
        if row.board == "individuals"
    ]
    teams = [Team(row.members, row.women, row.unknown) for row in rows if row.board == "collectives"]
    return people, teams
