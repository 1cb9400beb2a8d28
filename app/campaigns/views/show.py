"""The campaigns one may see, and what each of them is."""

from flask import abort
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import choose_here, speak_of
from app.campaigns.models import Campaign, Slot
from app.campaigns.queries import (
    campaign_in_reach,
    campaign_to_show,
    campaigns_in,
    kinds_of,
    points_around,
    standing_in,
)
from app.core.clock import today
from app.core.policy import Permission, needs
from app.core.web import done, page

from . import bp


@bp.get("/campaigns")
@needs(Permission.CAMPAIGN_READ)
def campaigns():
    return page("campaigns/list.html", campaigns=campaigns_in(current_user), today=today())


@bp.post("/campaigns/<id:campaign_id>/choose")
@needs(Permission.CAMPAIGN_READ)
def choose(campaign_id):
    row = standing_in(current_user, campaign_id=campaign_id) or abort(404)
    choose_here(row.id)
    return done(_("You now see %(campaign)s, %(ward)s.", campaign=row.name, ward=row.ward_name), "/", kind="info")


def found(slug: str, permission: Permission = Permission.CAMPAIGN_EDIT) -> tuple[Campaign, list[Slot]]:
    """The campaign with its slots, if the permission reaches it; else 404."""
    campaign, slots = campaign_in_reach(slug, current_user.reach(permission)) or abort(404)
    speak_of(campaign.id)
    return campaign, slots


@bp.get("/campaigns/<slug>")
@needs(Permission.CAMPAIGN_READ)
def campaign(slug):
    reach = current_user.reach(Permission.CAMPAIGN_READ)
    campaign, slots, beside = campaign_to_show(slug, reach) or abort(404)
    speak_of(campaign.id)
    return page(
        "campaigns/show.html",
        campaign=campaign,
        beside=beside,
        slots=slots,
        points=[row for row in points_around(campaign.ward_id, campaign.id) if row.position is not None],
        kinds=kinds_of(campaign.id),
        editor=current_user.may(Permission.CAMPAIGN_EDIT, campaign.ward_id),
    )
