"""Opening a campaign from its plan, changing and closing it."""

from datetime import time

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app.campaigns.events import CampaignChanged, CampaignClosed, CampaignOpened, CampaignReopened
from app.campaigns.models import Campaign, CampaignPoint, Kind, Slot
from app.campaigns.rules import DUTY_FIELDS, FIELDS, CampaignAnswer, CampaignPlan, may_change, may_close, may_reopen
from app.campaigns.rules.answers import MOST_DAYS, offers_fit, right_days, sizes_fit
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.events import announce
from app.core.reasons import Refused
from app.core.text import fold, identity_key
from app.places.actions import add_points, add_teams, add_ward, change_point
from app.places.models import LINE, PLACE
from app.places.queries import point_by_key, team_by_key, ward_named


@action
def open_campaign(plan: CampaignPlan, by: int | None) -> Campaign:
    """Open the campaign with its ward, teams and points where they are missing. Refused: SLUG_TAKEN."""
    ward = ward_named(plan.province, plan.ward) or add_ward(plan.ward, plan.province, by)
    return open_in(ward.id, plan, by)


@action
def open_in(
    ward_id: int, plan: CampaignPlan, by: int | None, opening_key: str | None = None, like: Campaign | None = None
) -> Campaign:
    """Open it in this ward, whatever ward the plan names. ``opening_key`` tells one sending of a form from another: a
    key opens one campaign. ``like``: another campaign of the ward whose duty rules and days of grace it takes over.
    Refused: SLUG_TAKEN."""
    taken = Refused(CampaignAnswer.SLUG_TAKEN, slug=plan.slug)
    if db.session.scalar(select(Campaign.id).where(Campaign.slug == plan.slug)):
        raise taken
    rules = {field: getattr(like, field) for field in ("grace_days", *DUTY_FIELDS)} if like else {}
    campaign = Campaign(
        ward_id=ward_id,
        slug=plan.slug,
        source=plan.source,
        created_at=now(),
        opening_key=opening_key,
        **{field: getattr(plan, field) for field in FIELDS if field != "grace_days"},
        **rules,
    )
    try:
        with db.session.begin_nested():
            db.session.add(campaign)
    except IntegrityError as error:
        raise taken from error
    if plan.teams:
        known = team_by_key(ward_id)
        add_teams(ward_id, [name for name in plan.teams if identity_key(name) not in known], by)
    _furnish(campaign, plan, by)
    after = _values(campaign) | ({"copied_from": like.id} if like else {})
    announce(CampaignOpened(ward_id=ward_id, subject_id=campaign.id, by=by, after=after))
    return campaign


def _furnish(campaign: Campaign, plan: CampaignPlan, by: int | None) -> None:
    """Its points, slots and kinds, in the plan's order."""
    place = {"ward_id": campaign.ward_id, "campaign_id": campaign.id}
    known, added = point_by_key(campaign.ward_id), {}
    least = {**dict.fromkeys(plan.points), **{line.name: line.least for line in plan.lines}}
    addresses = dict(zip(plan.points, plan.addresses, strict=False))
    for names, kind in ((plan.points, PLACE), ([line.name for line in plan.lines], LINE)):
        missing = [name for name in names if identity_key(name) not in known]
        new = add_points(campaign.ward_id, missing, by, [addresses.get(name, "") for name in missing], kind)
        added |= {point.name: point for point in new}
    for name, address in addresses.items():
        point = known.get(identity_key(name))
        if point is not None and address and point.address != address:
            change_point(point, point.name, address, by)
    # Two names may be one point: what it is called and what it was called.
    used: dict[int, int | None] = {}
    for name, heads in least.items():
        used.setdefault((known.get(identity_key(name)) or added[name]).id, heads)
    rows = [
        {**place, "point_id": each, "position": n, "least": heads} for n, (each, heads) in enumerate(used.items())
    ]
    if rows:
        db.session.execute(insert(CampaignPoint), rows)
    db.session.execute(
        insert(Slot),
        [
            {
                **place,
                "name": slot.name,
                "search_key": fold(slot.name),
                "starts": slot.starts,
                "ends": slot.ends,
                "position": n,
            }
            for n, slot in enumerate(plan.slots)
        ],
    )
    db.session.execute(
        insert(Kind),
        [
            {
                **place,
                "code": kind.code,
                "vi": kind.vi,
                "en": kind.en,
                "unit": kind.unit,
                "logged_by": kind.logged_by,
                "position": n,
                "retired": False,
            }
            for n, kind in enumerate(plan.kinds)
        ],
    )


def _values(campaign: Campaign) -> dict:
    return {field: getattr(campaign, field) for field in FIELDS}


def ask(answer: CampaignAnswer, **facts) -> None:
    """Go on only with a yes."""
    if answer is not CampaignAnswer.YES:
        raise Refused(answer, **facts)


def changeable(campaign: Campaign) -> Campaign:
    """The campaign, locked, while it may still be changed."""
    lock(campaign)
    ask(may_change(campaign.closed_at is not None))
    return campaign


@action
def change_campaign(campaign: Campaign, by: int | None, **changes) -> Campaign:
    """Set any of FIELDS; only what differs is written and told. Shifts that exist stay as they are."""
    if not set(changes) <= set(FIELDS):
        raise ValueError(f"not a field of a campaign: {set(changes) - set(FIELDS)}")
    changeable(campaign)
    wanted = {**_values(campaign), **changes}
    ask(right_days(wanted["starts_on"], wanted["ends_on"]), most=MOST_DAYS)
    if not sizes_fit(wanted["shift_min"], wanted["shift_max"], wanted["shift_leads"]):
        raise Refused(CampaignAnswer.SIZES)
    return _set(campaign, wanted, by)


@action
def change_duty_rules(campaign: Campaign, by: int | None, **changes) -> Campaign:
    """Set any of DUTY_FIELDS, each within its DUTY_RANGES. They count at once, for shifts that exist too; whoever has
    a seat keeps it. Refused: OFFERS."""
    if not set(changes) <= set(DUTY_FIELDS):
        raise ValueError(f"not a rule of duty: {set(changes) - set(DUTY_FIELDS)}")
    changeable(campaign)
    wanted = {**{field: getattr(campaign, field) for field in DUTY_FIELDS}, **changes}
    if not offers_fit(wanted["offer_minutes"], wanted["offer_least_minutes"]):
        raise Refused(CampaignAnswer.OFFERS)
    return _set(campaign, wanted, by)


def _set(campaign: Campaign, wanted: dict, by: int | None) -> Campaign:
    changed = [field for field in wanted if getattr(campaign, field) != wanted[field]]
    if not changed:
        return campaign
    before = {field: _plain(getattr(campaign, field)) for field in changed}
    for field in changed:
        setattr(campaign, field, wanted[field])
    db.session.flush()
    after = {field: _plain(wanted[field]) for field in changed}
    announce(CampaignChanged(ward_id=campaign.ward_id, subject_id=campaign.id, by=by, before=before, after=after))
    return campaign


def _plain(value):
    """A time of day as the trail keeps it."""
    return f"{value:%H:%M}" if isinstance(value, time) else value


@action
def close_campaign(campaign: Campaign, by: int | None) -> None:
    """Nobody takes seats any more and nothing of it is changed; it can be opened again."""
    lock(campaign)
    ask(may_close(campaign.closed_at is not None))
    campaign.closed_at = now()
    db.session.flush()
    announce(CampaignClosed(ward_id=campaign.ward_id, subject_id=campaign.id, by=by))


@action
def reopen_campaign(campaign: Campaign, by: int | None) -> None:
    lock(campaign)
    ask(may_reopen(campaign.closed_at is not None))
    campaign.closed_at = None
    db.session.flush()
    announce(CampaignReopened(ward_id=campaign.ward_id, subject_id=campaign.id, by=by))
