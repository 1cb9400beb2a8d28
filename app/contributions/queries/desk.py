"""What a verb must know before it writes, read in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from app.campaigns.models import Campaign, CampaignPoint, Kind
from app.contributions.models import Log, LogItem
from app.contributions.rules import APPROVED, RETURNED, SENT, KindRule, NewLog, Window
from app.core.clock import today
from app.core.db import db
from app.people.models import Grant
from app.people.queries import ROSTER_ROLES
from app.shifts.models import Shift
from app.signups.models import SEATED, SignUp

Other = aliased(Log)

# Records that count, or may come to count.
ALIVE = (SENT, APPROVED, RETURNED)


@dataclass(frozen=True)
class Desk:
    """The campaign's window and kinds, and what is known about one record there."""

    window: Window
    other_minutes: int
    shift_ok: bool
    shift_point: int | None
    shift_slot: str
    point_ok: bool
    first_id: int | None
    items: Mapping[int, int]
    log: Log | None = None


def _facts(new: NewLog, log_id: int, vouched: bool) -> tuple:
    minutes = select(func.coalesce(func.sum(Other.minutes), 0)).where(
        Other.user_id == new.user_id, Other.day == new.day, Other.state.in_(ALIVE), Other.id != log_id
    )
    shift = select(Shift.id).where(
        Shift.id == new.shift_id, Shift.campaign_id == new.campaign_id, Shift.day == new.day
    )
    if not vouched and new.user_id is not None:
        seat = and_(SignUp.shift_id == Shift.id, SignUp.user_id == new.user_id, SignUp.state == SEATED)
        shift = shift.join(SignUp, seat)
    had_shift = new.shift_id is not None
    point = select(CampaignPoint.point_id).where(
        CampaignPoint.point_id == new.point_id, CampaignPoint.campaign_id == new.campaign_id
    )
    first = select(Other.id).where(Other.campaign_id == new.campaign_id, Other.client_ref == new.client_ref)
    return (
        minutes.scalar_subquery().label("other_minutes"),
        (shift.exists() if had_shift else literal(True)).label("shift_ok"),
        (shift.with_only_columns(Shift.point_id).scalar_subquery() if had_shift else null()).label("shift_point"),
        (shift.with_only_columns(Shift.slot).scalar_subquery() if had_shift else null()).label("shift_slot"),
        (point.exists() if new.point_id is not None else literal(True)).label("point_ok"),
        first.scalar_subquery().label("first_id"),
    )


_CAMPAIGN = (Campaign.starts_on, Campaign.ends_on, Campaign.grace_days, Campaign.closed_at)
_KIND = (Kind.id.label("kind_id"), Kind.code, Kind.logged_by, Kind.retired)


def desk_for(new: NewLog, vouched: bool = False) -> Desk | None:
    """Before a new record: None where the ward has no such campaign."""
    query = (
        select(*_CAMPAIGN, *_KIND, *_facts(new, 0, vouched))
        .select_from(Campaign)
        .outerjoin(Kind, Kind.campaign_id == Campaign.id)
        .where(Campaign.id == new.campaign_id, Campaign.ward_id == new.ward_id)
    )
    rows = db.session.execute(query).all()
    return _desk(rows) if rows else None


def desk_of(log_id: int, new: NewLog, within) -> Desk | None:
    """Before an existing record is changed: ``new`` carries the new content, ``within`` what may be seen."""
    query = (
        select(*_CAMPAIGN, *_KIND, LogItem.quantity, Log, *_facts(new, log_id, vouched=False))
        .select_from(Log)
        .join(Campaign, Campaign.id == Log.campaign_id)
        .outerjoin(Kind, Kind.campaign_id == Campaign.id)
        .outerjoin(LogItem, and_(LogItem.log_id == Log.id, LogItem.kind_id == Kind.id))
        .where(Log.id == log_id, within)
        .execution_options(populate_existing=True)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    return _desk(rows, rows[0].Log, {row.kind_id: row.quantity for row in rows if row.quantity})


def _desk(rows, log=None, items=None) -> Desk:
    first = rows[0]
    kinds = {row.kind_id: KindRule(row.code, row.logged_by, row.retired) for row in rows if row.kind_id is not None}
    window = Window(first.starts_on, first.ends_on, first.grace_days, first.closed_at is not None, kinds)
    return Desk(
        window=window,
        other_minutes=int(first.other_minutes),
        shift_ok=first.shift_ok,
        shift_point=first.shift_point,
        shift_slot=first.shift_slot or "",
        point_ok=first.point_ok,
        first_id=first.first_id,
        items=items or {},
        log=log,
    )


def in_team(user_id: int, log=Log):
    """Whether the person stands on the roster of the log's team, on the log's day or now. The day on which they
    leave it still counts here: nobody steps out of a team in order to decide for it."""
    return (
        select(Grant.id)
        .where(
            Grant.user_id == user_id,
            Grant.team_id == log.team_id,
            Grant.role.in_(ROSTER_ROLES),
            or_(_stood_on(log.day), _stood_on(today())),
        )
        .correlate(log)
        .exists()
    )


def _stood_on(day):
    return and_(Grant.starts_on <= day, or_(Grant.ends_on.is_(None), Grant.ends_on >= day))


def undecidable(user_id: int, log=Log):
    """The logs on which this person may not decide: ``rules.may_decide`` said in SQL, for lists and counts."""
    return or_(
        log.user_id.is_not_distinct_from(user_id),
        log.filed_by.is_not_distinct_from(user_id),
        and_(log.user_id.is_(None), in_team(user_id, log)),
    )
