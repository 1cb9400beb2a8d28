"""A roster's people, roles and teams: all of them or none."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from app.campaigns.models import Campaign
from app.core.bulk import insert_rows
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.events import announce, announce_all
from app.core.reasons import Refused
from app.core.text import fold, name_sort_key
from app.exchange.events import ImportApplied
from app.exchange.queries import known_people, team_names
from app.exchange.rules import Notice, Parsed, Question, RosterPlan, plan_roster
from app.people.actions.access import withdraw_links
from app.people.events import PersonAdded, PersonChanged, RoleGranted
from app.people.models import Grant, User
from app.places.actions import add_teams

from .refusal import ImportAnswer, refuse_open, refuse_wrong


@dataclass(frozen=True)
class PeopleResult:
    """``added`` people are new, ``known`` were there, ``filled`` of them got details that were empty."""

    added: int
    known: int
    granted: int
    filled: int
    teams_added: int
    notices: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in ("added", "known", "granted", "filled", "teams_added")}


def plan_people(campaign: Campaign, parsed: Parsed, create_teams: bool = False) -> RosterPlan:
    """What an import would write, or why it can't; three statements, whatever the number of rows."""
    phones = {row.phone for row in parsed.rows if row.phone}
    emails = {row.email for row in parsed.rows if row.email}
    names = {fold(row.name) for row in parsed.rows}
    known = known_people(campaign.ward_id, phones, emails, names)
    teams = team_names(campaign.ward_id)
    return plan_roster(parsed, known, teams, campaign.starts_on, campaign.ends_on, create_teams)


def preview_people(campaign: Campaign, parsed: Parsed, create_teams: bool = False) -> PeopleResult:
    """What ``import_people`` would do; writes nothing. Raises RowsWrong."""
    plan = plan_people(campaign, parsed, create_teams)
    refuse_wrong(plan.errors)
    return _result(plan)


def _result(plan: RosterPlan) -> PeopleResult:
    added = len(plan.added)
    known, filled = len(plan.members) - added, len(plan.filled)
    return PeopleResult(added, known, len(plan.places), filled, len(plan.new_teams), plan.notices, plan.questions)


@action
def import_people(campaign: Campaign, parsed: Parsed, by: int | None, create_teams: bool = False) -> PeopleResult:
    """Add the people of a roster with their roles in teams; who is there already stays, so that doing it twice
    changes nothing. They have no password: invitations let them in. Raises RowsWrong with every error."""
    lock(campaign)
    plan = plan_people(campaign, parsed, create_teams)
    refuse_wrong(plan.errors)
    refuse_open(plan.questions)
    try:
        with db.session.begin_nested():
            added = {team.name: team.id for team in add_teams(campaign.ward_id, list(plan.new_teams.values()), by)}
            teams = {key: added[name] for key, name in plan.new_teams.items()}
            ids = _add_people(campaign, plan, by)
            _give_places(campaign, plan, ids, teams, by)
            _fill_in(campaign, plan, by)
    except IntegrityError as error:
        raise Refused(ImportAnswer.MEANWHILE) from error
    result = _result(plan)
    if result.added or result.granted or result.filled or result.teams_added:
        after = {"what": "people", **result.counts}
        announce(ImportApplied(ward_id=campaign.ward_id, subject_id=campaign.id, by=by, after=after))
    return result


def _add_people(campaign: Campaign, plan: RosterPlan, by: int | None) -> dict[int, int]:
    """Ids of accounts by the id() of the member."""
    ids = {id(member): member.known.id for member in plan.members if member.known}
    new, moment = plan.added, now()
    rows = [
        {
            "name": member.row.name,
            "sort_key": name_sort_key(member.row.name),
            "search_key": fold(member.row.name),
            "created_at": moment,
            **{name: member.detail(name) for name in ("phone", "email", "gender", "birth_year")},
        }
        for member in new
    ]
    if rows:
        found = insert_rows(User.__table__, rows, ("id", "phone", "email"))
        by_login = {(phone, email): user_id for user_id, phone, email in found}
        ids |= {id(one): by_login[one.detail("phone"), one.detail("email")] for one in new}
    announce_all([PersonAdded(ward_id=campaign.ward_id, subject_id=ids[id(member)], by=by) for member in new])
    return ids


def _give_places(
    campaign: Campaign, plan: RosterPlan, ids: dict[int, int], teams: dict[str, int], by: int | None
) -> None:
    """``teams`` holds the ids of new ones by their keys."""
    moment = now()
    rows = [
        {
            "user_id": ids[id(place.member)],
            "role": place.role.value,
            "ward_id": campaign.ward_id,
            "team_id": teams.get(place.team, place.team),
            "title": place.title,
            "starts_on": place.starts_on,
            "ends_on": place.ends_on,
            "granted_by": by,
            "granted_at": moment,
        }
        for place in plan.places
    ]
    if not rows:
        return
    found = insert_rows(Grant.__table__, rows, ("id", "user_id", "role", "team_id", "starts_on", "ends_on"))
    announce_all(
        [
            RoleGranted(
                ward_id=campaign.ward_id,
                subject_id=row.id,
                by=by,
                after={
                    "user": row.user_id,
                    "role": row.role,
                    "team": row.team_id,
                    "from": row.starts_on,
                    **({"until": row.ends_on} if row.ends_on else {}),
                },
            )
            for row in sorted(found, key=lambda row: row.id)
        ]
    )


def _fill_in(campaign: Campaign, plan: RosterPlan, by: int | None) -> None:
    # A link that was made for the old login must not open the account under the new one.
    renumbered = [member.known.id for member in plan.filled if member.known.phone and "phone" in member.fills]
    if renumbered:
        withdraw_links(renumbered)
    by_fields = defaultdict(list)
    for member in plan.filled:
        by_fields[tuple(sorted(member.fills))].append(member)
    users = User.__table__
    for names, members in by_fields.items():
        statement = update(users).where(users.c.id == bindparam("this_id"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in names})
        rows = [
            {"this_id": member.known.id, **{f"new_{name}": member.fills[name] for name in names}}
            for member in members
        ]
        db.session.execute(statement, rows)
        announce_all(
            [
                PersonChanged(
                    ward_id=campaign.ward_id, subject_id=member.known.id, by=by, after={"fields": list(names)}
                )
                for member in members
            ]
        )
