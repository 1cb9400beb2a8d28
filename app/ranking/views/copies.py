"""Published rankings: what these pages show is what was stored, whatever happened to the logs since."""

import json

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.people.queries import agreed
from app.ranking.actions import publish_once
from app.ranking.forms import MomentForm, PublishForm
from app.ranking.queries import checked, copies_of, copy_in, copy_rows, standing_of
from app.ranking.queries.listed import BOARD_NAME
from app.ranking.rules import Scheme
from app.ranking.rules.answers import RankingAnswer
from app.ranking.views import bp
from app.ranking.views.live import COPY, asked_board, asked_page, frame_of, standing_context, standing_page
from app.ranking.views.rows import INDIVIDUALS, Names, board_of, copy_entries, names_for
from app.ranking.words import collective_rules, individual_rules


@bp.get("/ranking/publications")
@needs(Permission.RANKING_READ)
def publications():
    return show_copies(here_for(Permission.RANKING_READ))


def show_copies(place: Here, form=None, moment_form=None, status=200):
    """The copies, and when the ranking is frozen."""
    freezing = frame_of(place).freezing
    return page(
        "ranking/publications.html",
        copies=copies_of(place.campaign_id),
        freezing=freezing,
        form=form or PublishForm(),
        moment_form=moment_form or MomentForm.of(freezing.moment),
        may_publish=current_user.may(Permission.RANKING_PUBLISH, place.ward_id),
        may_freeze=current_user.may(Permission.RANKING_FREEZE, place.ward_id),
        sees_reasons=current_user.may(Permission.RANKING_NAMES, place.ward_id),
        status=status,
    )


@bp.post("/ranking/publications")
@needs(Permission.RANKING_PUBLISH)
def publish_ranking():
    place = here_for(Permission.RANKING_PUBLISH)
    form = PublishForm()
    if not form.validate():
        return show_copies(place, form, status=422)
    try:
        ranking, new = publish_once(place.campaign, current_user.id, form.note.data, form.reason.data)
    except Refused as refused:
        if refused.reason is not RankingAnswer.FROZEN:
            raise
        form.reason.errors = [say(refused.reason)]
        return show_copies(place, form, status=409)
    to = url_for("ranking.publication", ranking_id=ranking.id)
    if not new:
        return done(
            _("Nothing has changed since this copy was published, so no second one was made."), to, kind="info"
        )
    return done(_("The ranking is published."), to)


def _copy(ranking_id: int):
    """The copy with its scheme, if the visitor may see it."""
    copy = copy_in(ranking_id, current_user.reach(Permission.RANKING_READ)) or abort(404)
    return copy, Scheme.from_json(json.loads(copy.scheme))


def names_in(ward_id: int, user_ids) -> Names:
    """Who may be called by name in a copy that lists these people."""
    everyone = current_user.may(Permission.RANKING_NAMES, ward_id)
    return names_for(ward_id, () if everyone else agreed(user_ids, BOARD_NAME))


@bp.get("/ranking/<id:ranking_id>")
@needs(Permission.RANKING_READ)
def publication(ranking_id):
    copy, scheme = _copy(ranking_id)
    which, text = asked_board(), request.args.get("q", "").strip()[:100]
    faults, rows = _rows(copy, which)
    names = names_in(copy.ward_id, [row.user_id for row in rows] if which == INDIVIDUALS else [])
    holds = current_user.may(Permission.HOLD_PLACE, copy.ward_id)
    return page(
        "ranking/board.html",
        parts=("board",),
        which=which,
        text=text,
        board=board_of(copy_entries(rows, which), which, 0, scheme, names, holds, text, asked_page()),
        counts={},
        quota=0,
        scheme=scheme,
        rules=individual_rules(scheme) if which == INDIVIDUALS else collective_rules(scheme),
        units=[],
        prefix=f"/ranking/{ranking_id}/standings/",
        base=url_for("ranking.publication", ranking_id=ranking_id),
        firmness=url_for("ranking.copy_firmness", ranking_id=ranking_id, board=which),
        at=copy.published_at,
        kind=COPY,
        copy=copy,
        check=faults,
    )


def _rows(copy, which: str):
    """What a check of the copy found (?check=1, for those who publish), None where none was asked for; and the rows
    of the board."""
    if not request.args.get("check") or not current_user.may(Permission.RANKING_PUBLISH, copy.ward_id):
        return None, copy_rows(copy.id, which)
    faults, standings = checked(copy.id)
    return faults, [row for row in standings if row.board == which]


@bp.get("/ranking/<id:ranking_id>/standings/<id:standing_id>")
@needs(Permission.RANKING_READ)
def copy_standing(ranking_id, standing_id):
    copy, scheme = _copy(ranking_id)
    row = standing_of(ranking_id, standing_id) or abort(404)
    provenance = json.loads(row.addends)
    names = names_in(copy.ward_id, [row.user_id] if row.user_id else [int(key) for key in provenance["names"]])
    context = standing_context(row.board, json.loads(row.figures), provenance, scheme, names, copy.ward_id)
    context["back"] = url_for("ranking.publication", ranking_id=ranking_id, board=row.board)
    return standing_page(context)
