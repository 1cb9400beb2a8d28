"""The ranking that counts: the one as it stands until it is frozen, from then on the frozen copy and nothing else."""

import json

from flask import request, url_for
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.policy import Permission, needs
from app.core.web import page
from app.ranking.queries import Freezing, Frozen, copy_rows
from app.ranking.rules import Scheme
from app.ranking.views import bp
from app.ranking.views.copies import names_in
from app.ranking.views.live import FROZEN, asked_board, asked_page, frame_of, live_board, quota_of
from app.ranking.views.rows import INDIVIDUALS, board_of, copy_entries
from app.ranking.words import collective_rules, individual_rules


@bp.get("/ranking")
@needs(Permission.RANKING_READ)
def ranking():
    place = here_for(Permission.RANKING_READ)
    frame = frame_of(place)
    freezing = frame.freezing
    if not freezing.passed:
        return live_board(place, frame, url_for("ranking.ranking"))
    if freezing.frozen is None:
        # A page never writes, and nobody is shown what may still change as if it were what counts.
        return page("ranking/due.html", freezing=freezing)
    return _frozen_board(place, freezing, freezing.frozen)


def _frozen_board(place: Here, freezing: Freezing, frozen: Frozen):
    which, text = asked_board(), request.args.get("q", "").strip()[:100]
    rows, scheme = copy_rows(frozen.id, which), Scheme.from_json(json.loads(frozen.scheme))
    names = names_in(place.ward_id, [row.user_id for row in rows] if which == INDIVIDUALS else [])
    holds, quota = current_user.may(Permission.HOLD_PLACE, place.ward_id), quota_of(place, which)
    return page(
        "ranking/board.html",
        parts=("board",),
        which=which,
        text=text,
        board=board_of(copy_entries(rows, which), which, quota, scheme, names, holds, text, asked_page()),
        counts={},
        quota=quota,
        scheme=scheme,
        rules=individual_rules(scheme) if which == INDIVIDUALS else collective_rules(scheme),
        units=[],
        prefix=f"/ranking/{frozen.id}/standings/",
        base=url_for("ranking.ranking"),
        firmness=url_for("ranking.copy_firmness", ranking_id=frozen.id, board=which),
        at=frozen.until,
        kind=FROZEN,
        freezing=freezing,
    )
