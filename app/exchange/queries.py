"""What an import is matched with, and the runs of imports."""

import json
from collections import defaultdict
from datetime import date

from sqlalchemy import String, and_, cast, literal, or_, select, union_all

from app.campaigns.models import Campaign, CampaignPoint, Kind, Slot
from app.campaigns.queries import kinds_of
from app.contributions.models import Log, LogItem
from app.contributions.rules import GROUPS
from app.core.clock import today
from app.core.db import db
from app.core.policy import Permission, Role
from app.exchange.models import APPLIED, CAMPAIGN, LOGS, PEOPLE, ImportRun
from app.exchange.rules import (
    Entry,
    Frame,
    Ground,
    KindNames,
    Known,
    Names,
    Person,
    Slots,
    Standing,
    Stored,
    document_sum,
)
from app.exchange.rules.journal import PAPER
from app.people.models import Grant, User
from app.people.queries import ROSTER_ROLES, another_with
from app.places.models import FormerName, Point, Team, Ward

PERMISSIONS = {
    PEOPLE: Permission.PERSON_IMPORT,
    LOGS: Permission.LOG_IMPORT,
    CAMPAIGN: Permission.CAMPAIGN_EDIT,
}


def frame_of(campaign: Campaign) -> Frame:
    """What the campaign lends to the reading of a sheet."""
    kinds = [KindNames(kind.code, kind.vi, kind.en) for kind in kinds_of(campaign.id)]
    return Frame(campaign.starts_on, campaign.ends_on, kinds, today())


def team_names(ward_id: int) -> Names:
    """The ward's teams with the names that they had; one statement."""
    query = (
        select(Team.id, Team.name, FormerName.name_key)
        .outerjoin(FormerName, FormerName.team_id == Team.id)
        .where(Team.ward_id == ward_id)
        .order_by(Team.sort_key, Team.id)
    )
    return _names(db.session.execute(query))


def _names(rows) -> Names:
    names, former = {}, defaultdict(list)
    for number, name, key in rows:
        names[number] = name
        if key is not None:
            former[number].append(key)
    return Names(Entry(number, name, tuple(former[number])) for number, name in names.items())


def known_people(ward_id: int, phones: set[str], emails: set[str], names: set[str] = frozenset()) -> list[Known]:
    """The accounts with these phone numbers or addresses, and those of the ward with these names (folded), in two
    statements; those of other wards say so."""
    here = select(Grant.id).where(Grant.user_id == User.id, Grant.ward_id == ward_id).exists()
    asked = or_(User.phone.in_(phones), User.email.in_(emails), and_(User.search_key.in_(names), here))
    columns = (User.id, User.name, User.phone, User.email, User.gender, User.birth_year, User.disabled_at)
    rows = db.session.execute(select(*columns).where(asked)).all()
    grants = defaultdict(list)
    if rows:
        held = select(Grant.user_id, Grant.role, Grant.ward_id, Grant.team_id, Grant.starts_on, Grant.ends_on).where(
            Grant.user_id.in_([row.id for row in rows])
        )
        for grant in db.session.execute(held):
            grants[grant.user_id].append(grant)
    return [
        Known(
            row.id,
            row.name,
            row.phone,
            row.email,
            row.gender,
            row.birth_year,
            closed=row.disabled_at is not None,
            in_ward=any(grant.ward_id == ward_id for grant in grants[row.id]),
            modest=all(grant.ward_id == ward_id and grant.role in ROSTER_ROLES for grant in grants[row.id]),
            standings=tuple(_standing(grant) for grant in grants[row.id] if grant.ward_id == ward_id),
        )
        for row in rows
    ]


def _standing(row) -> Standing:
    return Standing(row.role, row.team_id, row.starts_on, row.ends_on)


def people_in(ward_id: int) -> list[Person]:
    """Everybody who holds or held a role in the ward, with the places in its teams, in one statement."""
    rows = db.session.execute(
        select(User.id, User.name, User.phone, Grant.role, Grant.team_id, Grant.starts_on, Grant.ends_on)
        .join(Grant, Grant.user_id == User.id)
        .where(Grant.ward_id == ward_id)
        .order_by(User.id, Grant.starts_on, Grant.id)
    )
    people, standings = {}, defaultdict(list)
    for row in rows:
        people[row.id] = row
        if row.role in ROSTER_ROLES:
            standings[row.id].append(_standing(row))
    return [Person(row.id, row.name, row.phone, tuple(standings[row.id])) for row in people.values()]


def _stored_logs(campaign_id: int, first: date, last: date) -> list[Stored]:
    between = (Log.campaign_id == campaign_id, Log.day.between(first, last))
    columns = (Log.id, Log.client_ref, Log.user_id, Log.team_id, Log.day, Log.slot, Log.state, Log.minutes)
    rows = db.session.execute(select(*columns, *(getattr(Log, name) for name in GROUPS)).where(*between)).all()
    items = select(LogItem.log_id, LogItem.kind_id, LogItem.quantity).join(Log, Log.id == LogItem.log_id)
    counts = defaultdict(dict)
    for log_id, kind_id, quantity in db.session.execute(items.where(*between, Log.client_ref.startswith(PAPER))):
        counts[log_id][kind_id] = quantity
    return [
        Stored(
            row.client_ref,
            row.user_id,
            row.team_id,
            row.day,
            row.slot,
            row.state,
            row.minutes,
            {name: getattr(row, name) for name in GROUPS},
            counts[row.id],
        )
        for row in rows
    ]


def loaded_from(document: dict) -> Campaign | None:
    """The campaign that was loaded from this very document, whatever has become of it since."""
    slug = document.get("slug")
    if not isinstance(slug, str):
        return None
    query = (
        select(Campaign, ImportRun.result)
        .join(ImportRun, and_(ImportRun.campaign_id == Campaign.id, ImportRun.target == CAMPAIGN))
        .where(Campaign.slug == slug, ImportRun.state == APPLIED)
    )
    rows = db.session.execute(query.order_by(ImportRun.id)).all()
    found = document_sum(document)
    return next((row.Campaign for row in rows if json.loads(row.result).get("document") == found), None)


def _reached(visitor):
    """The runs that somebody may see: by what they import, in the wards where the permission holds."""
    reaches = {target: visitor.reach(permission) for target, permission in PERMISSIONS.items()}
    inside = [and_(ImportRun.target == target, reach.where(ImportRun.ward_id)) for target, reach in reaches.items()]
    return or_(*inside)


def run_in_reach(run_id: int, visitor):
    """Row (ImportRun, Campaign or None, names of the ward and of who started it, whether anybody else approves
    records there), if the visitor may see it."""
    second = another_with(Role.SECRETARY, ImportRun.ward_id, today(), than=ImportRun.started_by).label("second")
    query = (
        select(ImportRun, Campaign, Ward.name.label("ward"), User.name.label("who"), second)
        .outerjoin(Ward, Ward.id == ImportRun.ward_id)
        .outerjoin(Campaign, Campaign.id == ImportRun.campaign_id)
        .outerjoin(User, User.id == ImportRun.started_by)
        .where(ImportRun.id == run_id, _reached(visitor))
    )
    return db.session.execute(query).one_or_none()


def latest_runs(visitor, ward_id: int | None, most: int = 50) -> list:
    """The latest runs of a ward, and those of campaigns that have none yet: rows without the files' figures."""
    columns = (ImportRun.id, ImportRun.target, ImportRun.file_name, ImportRun.state, ImportRun.result)
    query = (
        select(*columns, ImportRun.started_at, User.name.label("who"))
        .outerjoin(User, User.id == ImportRun.started_by)
        .where(_reached(visitor), or_(ImportRun.ward_id == ward_id, ImportRun.ward_id.is_(None)))
        .order_by(ImportRun.id.desc())
        .limit(most)
    )
    return list(db.session.execute(query).all())


def ground_of(campaign: Campaign, days: list[date]) -> Ground:
    """What the rows of a journal are matched with; ``days`` are those it speaks of. Four statements."""
    teams, points, slots, kinds = _keys(campaign)
    return Ground(
        campaign.id,
        campaign.ward_id,
        people_in(campaign.ward_id),
        teams,
        points,
        slots,
        kinds,
        _stored_logs(campaign.id, min(days), max(days)) if days else [],
    )


def _keys(campaign: Campaign) -> tuple[Names, Names, Slots, dict]:
    """What a sheet may name: the ward's teams and the campaign's points, each with former names, its slots, and the
    ids of its kinds by code; one statement."""
    no_key = cast(literal(None), String)
    teams = (
        select(literal("team"), Team.id, Team.name, FormerName.name_key.label("key"))
        .outerjoin(FormerName, FormerName.team_id == Team.id)
        .where(Team.ward_id == campaign.ward_id)
    )
    points = (
        select(literal("point"), Point.id, Point.name, FormerName.name_key)
        .join(CampaignPoint, CampaignPoint.point_id == Point.id)
        .outerjoin(FormerName, FormerName.point_id == Point.id)
        .where(CampaignPoint.campaign_id == campaign.id)
    )
    slots = select(literal("slot"), Slot.id, Slot.name, no_key).where(Slot.campaign_id == campaign.id)
    kinds = select(literal("kind"), Kind.id, Kind.code, no_key).where(
        Kind.campaign_id == campaign.id, Kind.retired.is_(False)
    )
    found = defaultdict(list)
    for what, *rest in db.session.execute(union_all(teams, points, slots, kinds).order_by("id")):
        found[what].append(rest)
    slots = Slots((number, name) for number, name, _ in found["slot"])
    return _names(found["team"]), _names(found["point"]), slots, {code: n for n, code, _ in found["kind"]}
