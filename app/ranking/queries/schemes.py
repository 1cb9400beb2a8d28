"""Reading the versions of a campaign's scheme, and the draft of the next one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign, Kind
from app.core.db import db
from app.core.policy import Role
from app.people.models import Grant, User
from app.ranking.models import SchemeDraft, SchemeVersion


def newest_scheme(campaign_id: int) -> SchemeVersion | None:
    """The version that counts."""
    return db.session.scalar(
        select(SchemeVersion)
        .where(SchemeVersion.campaign_id == campaign_id)
        .order_by(SchemeVersion.version.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Desk:
    """What a scheme is written from: all that was ever counted in the campaign, in its order, the version that
    counts and the draft of the next one."""

    kinds: list[Kind]
    newest: SchemeVersion | None
    draft: SchemeDraft | None


def desk_of(campaign_id: int) -> Desk:
    """One statement."""
    newest = select(func.max(SchemeVersion.version)).where(SchemeVersion.campaign_id == campaign_id).scalar_subquery()
    rows = db.session.execute(
        select(Kind, SchemeVersion, SchemeDraft)
        .select_from(Campaign)
        .outerjoin(Kind, Kind.campaign_id == Campaign.id)
        .outerjoin(SchemeVersion, and_(SchemeVersion.campaign_id == Campaign.id, SchemeVersion.version == newest))
        .outerjoin(SchemeDraft, SchemeDraft.campaign_id == Campaign.id)
        .where(Campaign.id == campaign_id)
        .order_by(Kind.position, Kind.id)
        .execution_options(populate_existing=True)
    ).all()
    kinds = [row.Kind for row in rows if row.Kind is not None]
    return Desk(kinds, rows[0].SchemeVersion, rows[0].SchemeDraft) if rows else Desk([], None, None)


def leaders_of_teams(ward_id: int, team_ids, day: date) -> list:
    """Rows (user_id, team_id): who leads these teams on a day."""
    query = select(Grant.user_id, Grant.team_id).where(
        Grant.ward_id == ward_id,
        Grant.role == Role.TEAM_LEADER.value,
        Grant.team_id.in_(list(team_ids)),
        Grant.starts_on <= day,
        or_(Grant.ends_on.is_(None), Grant.ends_on > day),
    )
    return list(db.session.execute(query.distinct()).all())


def campaign_of_version(scheme_id: int) -> int | None:
    """Whose version it is; unscoped, for who asks then whether the campaign may be seen."""
    return db.session.scalar(select(SchemeVersion.campaign_id).where(SchemeVersion.id == scheme_id))


def versions_of(campaign_id: int) -> list:
    """Rows (id, version, document, made_at, maker, reason, agreed) of all versions, the newest first: it counts, the
    others are retired."""
    second = aliased(User)
    return list(
        db.session.execute(
            select(
                SchemeVersion.id,
                SchemeVersion.version,
                SchemeVersion.document,
                SchemeVersion.made_at,
                User.name.label("maker"),
                SchemeVersion.reason,
                second.name.label("agreed"),
            )
            .outerjoin(User, User.id == SchemeVersion.made_by)
            .outerjoin(second, second.id == SchemeVersion.agreed_by)
            .where(SchemeVersion.campaign_id == campaign_id)
            .order_by(SchemeVersion.version.desc())
        )
    )
