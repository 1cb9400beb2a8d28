"""One candidate: the frozen addends, what was said so far, and what may be said now."""

import json

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.actions import choose, clear, strike
from app.awards.forms import AchievementForm, GroundsForm, HoldReasonForm, ParallelForm, WordForm
from app.awards.queries import (
    candidate_of,
    draft_of,
    edited_text,
    elsewhere_in,
    first_grounds,
    hold_on,
    nomination_in,
    parallels_on,
    proposals_on,
    round_in,
    texts_on,
    units_of,
    words_on,
)
from app.awards.queries.candidates import counted_on, is_dissolved
from app.awards.rules import CRITERION_WORDS, elsewhere_of
from app.awards.views import bp
from app.campaigns.here import Here, go_where_it_is, here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.ranking.rules import Scheme
from app.ranking.views.live import standing_context
from app.ranking.views.rows import names_for


@bp.get("/awards/candidates/<id:nomination_id>")
@needs(Permission.AWARD_READ)
def candidate(nomination_id):
    return show(here_for(Permission.AWARD_READ), nomination_id)


def show(place: Here, nomination_id: int, status: int = 200, **forms):
    """The page of a candidate; `forms` are those that came back with errors, by the name that the page knows."""
    found = round_in(place.campaign_id)
    row = candidate_of(found, nomination_id, edited_text(), first_grounds()) if found else None
    if row is None:
        there = nomination_in(nomination_id, current_user.reach(Permission.AWARD_READ))
        go_where_it_is(there and there.campaign_id)
    texts = texts_on(nomination_id)
    draft = draft_of(row, found, units_of(place.campaign_id))
    sees_holds = current_user.may(Permission.HOLD_PLACE, place.ward_id)
    elsewhere = elsewhere_in(place.ward_id, place.campaign_id, found.starts_on, found.ends_on)
    dissolved = is_dissolved(row, counted_on(found))
    choosing = found.locked_at is None and current_user.may(Permission.AWARD_CHOOSE, place.ward_id)
    return page(
        "awards/candidate.html",
        **_standing(found, row),
        **_may(place, found),
        round=found,
        row=row,
        dissolved=dissolved,
        said=words_on(found.id, nomination_id),
        may_choose=choosing and not dissolved and bool(row.place or row.proposed),
        draft=draft,
        achievement=row.edited or draft,
        texts=texts,
        proposals=proposals_on(nomination_id),
        words=CRITERION_WORDS,
        parallels=parallels_on(nomination_id) if row.parallel else [],
        elsewhere=elsewhere_of([row], elsewhere).get(row.id, []),
        sees_holds=sees_holds,
        hold=hold_on(row, place.campaign_id) if sees_holds and row.hold else None,
        **_forms(row, row.edited or draft, forms),
        status=status,
    )


def _may(place: Here, found) -> dict:
    open_list = found.locked_at is None
    return {
        "may_propose": open_list and current_user.may(Permission.NOMINATION_PROPOSE, place.ward_id),
        "may_write": found.closed_at is None and current_user.may(Permission.ACHIEVEMENT_WRITE, place.ward_id),
        "may_note": current_user.may(Permission.ACHIEVEMENT_WRITE, place.ward_id),
    }


def _forms(row, text: str, given: dict) -> dict:
    return {
        "form": given.get("form") or WordForm(formdata=None).apart("say"),
        "grounds": given.get("grounds") or GroundsForm(formdata=None).about(row.subject),
        "writing": given.get("writing") or AchievementForm(formdata=None, data={"text": text}),
        "parallel": given.get("parallel") or ParallelForm(formdata=None),
        "holding": given.get("holding") or HoldReasonForm(formdata=None).apart("hold"),
    }


def _standing(found, row) -> dict:
    """What the row of the ranking shows; of who stands in none, the name alone."""
    if row.standing_id is None:
        return {"which": row.board, "place": None, "name": row.name, "team": row.unit, "why": "", "records": None}
    context = standing_context(
        row.board,
        json.loads(row.figures),
        json.loads(row.addends),
        Scheme.from_json(json.loads(found.scheme)),
        names_for(found.ward_id, ()),
        found.ward_id,
    )
    del context["hold"]
    # A corrected name heads the page; the ranking below keeps its own.
    context |= {"name": row.name, "team": row.unit or context["team"]}
    return context


@bp.post("/awards/candidates/<id:nomination_id>/choice")
@needs(Permission.AWARD_CHOOSE)
def choice(nomination_id):
    return _say(nomination_id, choose, _("Chosen."))


@bp.post("/awards/candidates/<id:nomination_id>/strike")
@needs(Permission.AWARD_CHOOSE)
def struck(nomination_id):
    return _say(nomination_id, strike, _("Struck out; the line moves down."))


@bp.post("/awards/candidates/<id:nomination_id>/clearing")
@needs(Permission.AWARD_CHOOSE)
def cleared(nomination_id):
    place = here_for(Permission.AWARD_CHOOSE)
    return _back(clear(place.campaign_id, nomination_id, current_user.id), nomination_id, _("Taken back."))


def _say(nomination_id, verb, message):
    place, form = here_for(Permission.AWARD_CHOOSE), WordForm().apart("say")
    if not form.validate():
        return show(place, nomination_id, 422, form=form)
    try:
        board = verb(place.campaign_id, nomination_id, current_user.id, form.reason.data)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return show(place, nomination_id, 409, form=form)
    return _back(board, nomination_id, message)


def _back(board, nomination_id, message):
    if board is None:
        abort(404)
    return done(message, url_for("awards.awards", board=board, _anchor=f"c{nomination_id}"))
