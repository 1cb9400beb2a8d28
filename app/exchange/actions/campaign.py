"""A campaign from its file."""

import json

from app.campaigns.actions import open_campaign
from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.campaigns.rules import read_document
from app.core.clock import now
from app.core.db import action, db
from app.core.reasons import Refused
from app.exchange.models import APPLIED, CAMPAIGN, ImportRun
from app.exchange.queries import loaded_from
from app.exchange.rules import document_sum
from app.ranking.actions import adopt_scheme
from app.ranking.rules import SchemeError

from .refusal import ImportAnswer


@action
def load_campaign(document: dict, by: int | None, file_name: str = "") -> Campaign:
    """Open the campaign of a document, with its ward, teams, points and scheme.

    The very same document again (see ``loaded_from``) changes nothing, whatever was edited on screen since; another
    one under the same slug is refused. Raises DocumentError or SchemeError, which name the field that is wrong.
    """
    plan = read_document(document)
    if there := loaded_from(document):
        return there
    if campaign_by_slug(plan.slug):
        raise Refused(ImportAnswer.OTHER_CONTENT, slug=plan.slug)
    campaign = open_campaign(plan, by)
    try:
        adopt_scheme(campaign, document["assumed"].get("scheme"), by)
    except SchemeError as error:
        raise SchemeError(f"assumed.scheme.{error.field}", error.reason) from error
    moment = now()
    db.session.add(
        ImportRun(
            ward_id=campaign.ward_id,
            campaign_id=campaign.id,
            target=CAMPAIGN,
            file_name=file_name,
            stored_name="",
            state=APPLIED,
            result=json.dumps({"added": 1, "document": document_sum(document)}),
            started_by=by,
            started_at=moment,
            ended_at=moment,
        )
    )
    db.session.flush()
    return campaign
