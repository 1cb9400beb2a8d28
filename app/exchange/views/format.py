"""The format of a campaign's file, and a sample to begin with."""

import json

from flask import Response
from flask_babel import gettext as _

from app.core.place import ward_here
from app.core.policy import Permission, needs
from app.core.web import page
from app.core.words import number
from app.exchange.rules.format import FIELDS, Described, sample_document
from app.places.queries import ward_by_id

from . import bp


def _said(field: Described) -> str:
    facts = {name: ", ".join(value) if isinstance(value, tuple) else number(value) for name, value in field.facts}
    return _(field.form, **facts) if facts else _(field.form)


@bp.get("/imports/campaign-format")
@needs(Permission.CAMPAIGN_EDIT)
def campaign_format():
    return page("exchange/format.html", fields=[(field, _said(field), _(field.says)) for field in FIELDS])


@bp.get("/imports/campaign-sample.json")
@needs(Permission.CAMPAIGN_EDIT)
def campaign_sample():
    """For the ward where the visitor stands: there it can be loaded as it is."""
    ward_id = ward_here(Permission.CAMPAIGN_EDIT)
    ward = ward_by_id(ward_id) if ward_id else None
    document = sample_document(ward.name, ward.province) if ward else sample_document()
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": 'attachment; filename="chien-dich-mau.json"'}
    return Response(text, mimetype="application/json", headers=headers)
