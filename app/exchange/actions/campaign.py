"""A campaign from its file."""

import json

from app.campaigns.actions import open_campaign
from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.reasons import Refused
from app.exchange.models import APPLIED, CAMPAIGN, ImportRun
from app.exchange.queries import loaded_from
from app.exchange.rules import document_sum, read_campaign
from app.ranking.actions import adopt_scheme
from app.shifts.actions import start_templates

from .refusal import ImportAnswer


def load_campaign(document: dict, by: int | None, file_name: str = "", run: ImportRun | None = None) -> Campaign:
    """The campaign of ``load_once``, whether it is new or not."""
    return load_once(document, by, file_name, run)[0]


@asked_again
@action
def load_once(
    document: dict, by: int | None, file_name: str = "", run: ImportRun | None = None
) -> tuple[Campaign, bool]:
    """Open the campaign of a document, with its ward, teams, points, scheme and templates of shifts to start from:
    (the campaign, whether it is new).

    The very same document again (see ``loaded_from``) changes nothing, whatever was edited on screen since; another
    one under the same slug is refused. Raises DocumentError or SchemeError, which name the field that is wrong.
    """
    plan = read_campaign(document)
    if there := loaded_from(document):
        return there, False
    if campaign_by_slug(plan.slug):
        raise Refused(ImportAnswer.OTHER_CONTENT, slug=plan.slug)
    campaign = open_campaign(plan, by)
    start_templates(campaign.id, by)
    adopt_scheme(campaign, document["assumed"]["scheme"], by)
    if run is None:
        run = ImportRun(target=CAMPAIGN, file_name=file_name, stored_name="", started_by=by, started_at=now())
        db.session.add(run)
    run.ward_id, run.campaign_id, run.state, run.ended_at = campaign.ward_id, campaign.id, APPLIED, now()
    run.result = json.dumps({"added": 1, "document": document_sum(document)})
    db.session.flush()
    return campaign, True
