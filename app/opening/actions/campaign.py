"""Opening a campaign on screen, whole or not at all: days, points, slots, kinds, scheme, templates of shifts."""

from app.campaigns.actions import open_in
from app.campaigns.models import Campaign
from app.campaigns.queries import slots_of
from app.campaigns.rules import CampaignAnswer
from app.core.again import asked_again
from app.core.db import action, take
from app.core.reasons import Refused
from app.opening.queries import opened_with, same_campaign, slugs_like
from app.opening.rules import Copied, Draft, OpeningAnswer, plan_of, slug_base
from app.opening.rules.draft import free_slug
from app.places.models import Ward
from app.ranking.actions import adopt_scheme
from app.shifts.actions import start_templates, take_over_templates


@asked_again
@action
def open_on_screen(ward_id: int, draft: Draft, by: int, key: str) -> tuple[Campaign, bool]:
    """(the campaign, whether it is new): the form with this key opens one, however often it is sent.

    Refused: SAME. Raises SchemeError for a scheme that can't be used.
    """
    ward = take(Ward, ward_id)  # who opens another one in this ward waits
    if there := opened_with(ward.id, key):
        return there, False
    campaign = _open(ward, draft, by, key)
    start_templates(campaign.id, by)
    adopt_scheme(campaign, draft.scheme, by)
    return campaign, True


@asked_again
@action
def copy_on_screen(source: Campaign, draft: Draft, copied: Copied, by: int, key: str) -> tuple[Campaign, bool]:
    """The same from an earlier campaign of the ward: with its duty rules, and its own templates, ``copied`` to the
    new days. Without a scheme where that one had none."""
    ward = take(Ward, source.ward_id)
    if there := opened_with(ward.id, key):
        return there, False
    campaign = _open(ward, draft, by, key, like=source)
    slots = {old.id: new.id for old, new in zip(slots_of(source.id), slots_of(campaign.id), strict=True)}
    take_over_templates(campaign.id, copied.templates, slots, by)
    if draft.scheme:
        adopt_scheme(campaign, draft.scheme, by)
    return campaign, True


def _open(ward: Ward, draft: Draft, by: int, key: str, like: Campaign | None = None) -> Campaign:
    if same_campaign(ward.id, draft.name, draft.starts_on):
        raise Refused(OpeningAnswer.SAME)
    base = slug_base(ward.name, draft.starts_on.year)
    taken = slugs_like(base)
    while True:
        slug = free_slug(base, taken)
        try:
            return open_in(ward.id, plan_of(draft, slug), by, key, like)
        except Refused as refused:
            # Another ward of the same name took it at this moment.
            if refused.reason is not CampaignAnswer.SLUG_TAKEN:
                raise
            taken.add(slug)
