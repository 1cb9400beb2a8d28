"""What was approved or reversed after the ranking was frozen, and what each of it would change."""

from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.campaigns.rules.document import MOST_QUOTA
from app.contributions.queries import LateRow
from app.core.policy import Permission, needs
from app.core.web import go, page
from app.core.words import points
from app.ranking.queries import appeals_of
from app.ranking.rules import Change, Effect
from app.ranking.views import bp
from app.ranking.views.drafts import place_words
from app.ranking.views.live import frame_of, quota_of
from app.ranking.views.rows import BOARDS, INDIVIDUALS


class Row(NamedTuple):
    """One person or team: what would be added, and the places before and after."""

    board: str
    name: str
    team: str
    gain: str
    places: tuple[str, str]


class Line(NamedTuple):
    """One late record: whose, who decided when, and what it would change."""

    log: LateRow
    rows: list[Row]
    crossings: list[str]


@bp.get("/ranking/late")
@needs(Permission.RANKING_NAMES)
def late():
    place = here_for(Permission.RANKING_NAMES)
    frame = frame_of(place)
    if frame.freezing.frozen is None:
        return go(url_for("ranking.ranking"))
    quotas = {board: _places(place, board) for board in BOARDS}
    found = appeals_of(place.campaign_id, place.ward_id, frame, quotas)
    together = found.together
    return page(
        "ranking/late.html",
        freezing=frame.freezing,
        frozen=frame.freezing.frozen,
        lines=[Line(row, _rows(effect), _crossings(effect)) for row, effect in found.lines],
        together={board: [row for row in _rows(together) if row.board == board] for board in BOARDS},
        crossings=_crossings(together),
        pushed=together.pushed,
        taken=sum(row.taken for row, _effect in found.lines),
        quotas=quotas,
        reads_logs=current_user.may(Permission.LOG_READ, place.ward_id),
        may_freeze=current_user.may(Permission.RANKING_FREEZE, place.ward_id),
    )


def _places(place: Here, board: str) -> int:
    """The places asked for (an award round may have others than its campaign), else the campaign's."""
    asked = request.args.get(board, "")
    return (
        int(asked) if asked.isascii() and asked.isdigit() and int(asked[:9]) <= MOST_QUOTA else quota_of(place, board)
    )


def _rows(effect: Effect) -> list[Row]:
    return [
        Row(
            one.board,
            one.move.name,
            one.move.team,
            ("+" if one.gain > 0 else "") + points(one.gain),
            (place_words(one.move.before), place_words(one.move.after)),
        )
        for one in effect.changes
    ]


def _crossings(effect: Effect) -> list[str]:
    return [_crossing(one) for one in effect.crossings]


def _crossing(one: Change) -> str:
    name = one.move.name
    if one.move.crosses_in:
        if one.board == INDIVIDUALS:
            return _("%(name)s would move above the line of the individuals.", name=name)
        return _("%(name)s would move above the line of the collectives.", name=name)
    if one.board == INDIVIDUALS:
        return _("%(name)s would no longer be above the line of the individuals.", name=name)
    return _("%(name)s would no longer be above the line of the collectives.", name=name)
