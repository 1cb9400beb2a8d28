"""Reading what a campaign can be opened from, and how far a ward has come since."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Integer, cast, func, or_, select

from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_in_reach, points_around
from app.contributions.models import APPROVED, SENT, Log
from app.contributions.queries import waiting_in_all
from app.core.clock import today
from app.core.db import db
from app.core.policy import Role
from app.core.text import identity_key
from app.opening.rules import Count
from app.people.models import Grant, Invitation, User
from app.people.queries import ROSTER_ROLES, not_ended
from app.places.models import Ward
from app.ranking.models import SchemeVersion
from app.ranking.queries import desk_of
from app.shifts.models import Shift
from app.shifts.queries import exceptions_of, templates_of


def wards_within(reach) -> list[Ward]:
    """The wards that a permission covers, by province and name."""
    return list(db.session.scalars(select(Ward).where(reach.where(Ward.id)).order_by(Ward.province, Ward.name)))


def wards_listed() -> list[list]:
    """All wards by province and name: of each the rows (id, name, province, campaigns, secretary_id, secretary,
    has_password), one for each secretary who holds the role now or later."""
    campaigns = select(func.count()).where(Campaign.ward_id == Ward.id).scalar_subquery()
    held = (Grant.ward_id == Ward.id, Grant.role == Role.SECRETARY.value, not_ended(today()))
    rows = db.session.execute(
        select(
            Ward.id,
            Ward.name,
            Ward.province,
            campaigns.label("campaigns"),
            User.id.label("secretary_id"),
            User.name.label("secretary"),
            User.password_hash.is_not(None).label("has_password"),
        )
        .outerjoin(Grant, (held[0]) & (held[1]) & (held[2]))
        .outerjoin(User, User.id == Grant.user_id)
        .order_by(Ward.province, Ward.name, Ward.id, User.sort_key, User.id)
    ).all()
    return [list(of_one) for _id, of_one in groupby(rows, key=lambda row: row.id)]


def earlier_campaigns(ward_ids) -> list:
    """Rows (id, slug, name, ward_id, starts_on, ends_on) of what can be copied, the latest first."""
    return list(
        db.session.execute(
            select(Campaign.id, Campaign.slug, Campaign.name, Campaign.ward_id, Campaign.starts_on, Campaign.ends_on)
            .where(Campaign.ward_id.in_(ward_ids))
            .order_by(Campaign.starts_on.desc(), Campaign.id.desc())
        ).all()
    )


def opened_with(ward_id: int, opening_key: str) -> Campaign | None:
    """The campaign that this form opened."""
    return db.session.scalar(select(Campaign).where(Campaign.ward_id == ward_id, Campaign.opening_key == opening_key))


def same_campaign(ward_id: int, name: str, starts_on) -> bool:
    """Whether the ward has a campaign with this name and this first day."""
    query = select(Campaign.id).where(
        Campaign.ward_id == ward_id, Campaign.name == name, Campaign.starts_on == starts_on
    )
    return db.session.scalar(query.limit(1)) is not None


def slugs_like(base: str) -> set[str]:
    return set(db.session.scalars(select(Campaign.slug).where(Campaign.slug.startswith(base, autoescape=True))))


@dataclass(frozen=True)
class Source:
    """A campaign to be copied: its slots, points, kinds that are counted or retired, scheme (None: it has none),
    templates, and how many exceptions of its plan there are."""

    campaign: Campaign
    slots: list
    points: list
    kinds: list
    retired: list
    scheme: SchemeVersion | None
    templates: list
    exceptions: int


def source_in_reach(slug: str, reach) -> Source | None:
    found = campaign_in_reach(slug, reach)
    if found is None:
        return None
    campaign, slots = found
    desk = desk_of(campaign.id)
    return Source(
        campaign,
        slots,
        points=[row for row in points_around(campaign.ward_id, campaign.id) if row.position is not None],
        kinds=[kind for kind in desk.kinds if not kind.retired],
        retired=[kind for kind in desk.kinds if kind.retired],
        scheme=desk.newest,
        templates=templates_of(campaign.id),
        exceptions=len(exceptions_of(campaign.id)),
    )


def _progress(campaign_id: int, ward_id: int) -> list:
    """Columns of ``Count``."""
    team = (Grant.ward_id == ward_id, Grant.role.in_(ROSTER_ROLES), not_ended(today()))
    member = select(Grant.id).where(Grant.user_id == User.id, *team).exists()
    slip = select(Invitation.id).where(Invitation.user_id == User.id).exists()
    people = select(func.count()).select_from(User).where(member, User.disabled_at.is_(None))
    reached = people.where(or_(User.password_hash.is_not(None), slip))
    shifts = (
        select(func.count()).select_from(Shift).where(Shift.campaign_id == campaign_id, Shift.cancelled_at.is_(None))
    )
    logs = select(func.count()).select_from(Log).where(Log.campaign_id == campaign_id)
    counted = (people, reached, shifts, logs.where(Log.state == SENT), logs.where(Log.state == APPROVED))
    return [cast(one.scalar_subquery(), Integer) for one in counted]


def progress_of(campaign_id: int, ward_id: int) -> Count:
    """How far the ward has come, in one statement."""
    return Count(*db.session.execute(select(*_progress(campaign_id, ward_id))).one())


def waiting_and_progress(campaign_id: int, ward_id: int, visitor_id: int):
    """(how many records wait for this person's decision, since when the oldest does, the same), in one statement."""
    waiting, oldest, *counted = waiting_in_all(campaign_id, visitor_id, *_progress(campaign_id, ward_id))
    return waiting, oldest, Count(*counted)


def ward_like(name: str, province: str) -> Ward | None:
    """The ward with this name as names are told apart: "Phường Hoà Bình" is no second "phường Hòa Bình"."""
    key = (identity_key(province), identity_key(name))
    rows = db.session.scalars(select(Ward).order_by(Ward.id))
    return next((row for row in rows if (identity_key(row.province), identity_key(row.name)) == key), None)
