"""The scheme of points: read by all, changed as a new version."""

import json

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.ranking.actions import adopt_scheme
from app.ranking.forms import read_scheme, scheme_form, tell, units
from app.ranking.queries import kinds_and_scheme
from app.ranking.rules import Scheme, SchemeError
from app.ranking.rules.scheme import blank_scheme
from app.ranking.views import bp
from app.ranking.words import collective_rules, individual_rules, per_unit


@bp.get("/ranking/scheme")
@needs(Permission.RANKING_READ)
def scheme():
    return _show(here_for(Permission.RANKING_READ))


def _known(place) -> tuple[list, Scheme | None]:
    """The kinds that are offered, and the scheme that counts."""
    kinds, newest = kinds_and_scheme(place.campaign_id)
    adopted = Scheme.from_json(json.loads(newest.document)) if newest else None
    return [kind for kind in kinds if not kind.retired], adopted


def _show(place, form=None, status=200):
    kinds, adopted = _known(place)
    may_edit = current_user.may(Permission.SCHEME_EDIT, place.ward_id)
    if form is None and may_edit:
        form = scheme_form(kinds, adopted or blank_scheme())
    return page(
        "ranking/scheme.html",
        scheme=adopted,
        units=per_unit(adopted, {kind.code: kind for kind in kinds}) if adopted else [],
        rules=individual_rules(adopted) if adopted else [],
        team_rules=collective_rules(adopted) if adopted else [],
        form=form if may_edit else None,
        unit_fields=units(form) if may_edit else [],
        status=status,
    )


@bp.post("/ranking/scheme")
@needs(Permission.SCHEME_EDIT)
def change_scheme():
    place = here_for(Permission.SCHEME_EDIT)
    kinds, adopted = _known(place)
    form = scheme_form(kinds, adopted or blank_scheme())
    if not form.validate():
        return _show(place, form, 422)
    try:
        newest = adopt_scheme(place.campaign, read_scheme(form, adopted or blank_scheme()), current_user.id)
    except SchemeError as error:
        tell(form, error)
        return _show(place, form, 422)
    return done(_("Scheme version %(n)s counts from now on.", n=newest.version), url_for("ranking.scheme"))
