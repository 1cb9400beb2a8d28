"""The scheme of points in plain words, and every version that ever counted."""

import json
from typing import NamedTuple

from flask_login import current_user

from app.campaigns.here import Here, go_where_it_is, here_for
from app.core.policy import Permission, needs
from app.core.web import page
from app.ranking.queries import campaign_of_version, desk_of, versions_of
from app.ranking.rules import Scheme
from app.ranking.views import bp
from app.ranking.views.addends import Record, example
from app.ranking.words import collective_rules, individual_rules, per_unit, share_rules


class Told(NamedTuple):
    """A scheme in words."""

    scheme: Scheme
    units: list[tuple[str, str]]
    rules: list[str]
    team_rules: list[str]
    share_rules: list[str]
    example: Record | None


def told(scheme: Scheme, kinds: dict) -> Told:
    """The scheme in words; `kinds` are all that the campaign ever counted, by code."""
    return Told(
        scheme,
        per_unit(scheme, kinds),
        individual_rules(scheme),
        collective_rules(scheme),
        share_rules(scheme.shares),
        example(scheme, kinds),
    )


@bp.get("/ranking/scheme")
@needs(Permission.RANKING_READ)
def scheme():
    return _show(here_for(Permission.RANKING_READ), None)


@bp.get("/ranking/scheme/<id:scheme_id>")
@needs(Permission.RANKING_READ)
def scheme_version(scheme_id):
    return _show(here_for(Permission.RANKING_READ), scheme_id)


def _show(place: Here, scheme_id: int | None):
    versions = versions_of(place.campaign_id)
    row = next((one for one in versions if scheme_id in (None, one.id)), None)
    if row is None and scheme_id is not None:
        go_where_it_is(campaign_of_version(scheme_id))
    desk = desk_of(place.campaign_id)
    kinds = {kind.code: kind for kind in desk.kinds}
    may_edit = current_user.may(Permission.SCHEME_EDIT, place.ward_id)
    return page(
        "ranking/scheme.html",
        told=told(Scheme.from_json(json.loads(row.document)), kinds) if row else None,
        row=row,
        versions=versions,
        may_edit=may_edit,
        draft=desk.draft if may_edit else None,
    )
