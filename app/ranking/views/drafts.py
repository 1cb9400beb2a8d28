"""Writing the next version of the scheme: a draft, what it would change, and its publication."""

import json
from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, here_for
from app.core.clock import today
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, go, page
from app.core.words import points, say
from app.ranking.actions import ask_consent, drop_draft, publish_draft, save_draft
from app.ranking.forms import SchemeReasonForm, read_scheme, scheme_form, tell, ties, units
from app.ranking.queries import Trial, desk_of, trial
from app.ranking.rules import Move, Scheme, SchemeError, Side, moves, takes_consent
from app.ranking.rules.scheme import blank_scheme
from app.ranking.views import bp
from app.ranking.views.live import quota_of
from app.ranking.views.rows import BOARDS
from app.ranking.views.scheme import told


@bp.get("/ranking/scheme/draft")
@needs(Permission.SCHEME_EDIT)
def draft():
    return _editor(here_for(Permission.SCHEME_EDIT))


def _written(desk) -> Scheme:
    """The draft, or the version that counts, or where a campaign starts."""
    source = desk.draft or desk.newest
    return Scheme.from_json(json.loads(source.document)) if source else blank_scheme()


def _form(desk):
    return scheme_form([kind for kind in desk.kinds if not kind.retired], _written(desk))


def _editor(place: Here, desk=None, form=None, status=200, refused=""):
    desk = desk or desk_of(place.campaign_id)
    form = form or _form(desk)
    return page(
        "ranking/draft.html",
        form=form,
        unit_fields=units(form),
        person_ties=ties(form, "person"),
        team_ties=ties(form, "team"),
        revision=request.form.get("revision") or (desk.draft.revision if desk.draft else 0),
        draft=desk.draft,
        version=desk.newest.version if desk.newest else 0,
        refused=refused,
        status=status,
    )


def revision_sent() -> int:
    asked = request.form.get("revision", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


@bp.post("/ranking/scheme/draft")
@needs(Permission.SCHEME_EDIT)
def write_draft():
    place = here_for(Permission.SCHEME_EDIT)
    desk = desk_of(place.campaign_id)
    form = _form(desk)
    if not form.validate():
        return _editor(place, desk, form, 422)
    try:
        save_draft(place.campaign, read_scheme(form, _written(desk)), revision_sent(), current_user.id)
    except SchemeError as error:
        tell(form, error)
        return _editor(place, desk, form, 422)
    except Refused as refused:
        return _editor(place, desk, form, 409, say(refused.reason))
    return done(_("The draft is saved. This is what it would change."), url_for("ranking.draft_effect"))


@bp.post("/ranking/scheme/draft/end")
@needs(Permission.SCHEME_EDIT)
def end_draft():
    place = here_for(Permission.SCHEME_EDIT)
    drop_draft(place.campaign, current_user.id)
    return done(_("The draft of the scheme is deleted."), url_for("ranking.scheme"), kind="info")


@bp.get("/ranking/scheme/draft/effect")
@needs(Permission.SCHEME_EDIT)
def draft_effect():
    return effect(here_for(Permission.SCHEME_EDIT))


def effect(place: Here, form=None, status: int = 200, answers: bool = False):
    """What the draft changes. ``answers``: to the leader, who is asked to agree; ``form``: one that came back."""
    found = trial(place.campaign_id, place.ward_id, place.starts_on, place.ends_on)
    if found is None or (answers and found.draft.asked_at is None):
        return go(url_for("ranking.scheme" if answers else "ranking.draft"))
    return page(
        "ranking/effect.html",
        boards={board: _effects(found, board, quota_of(place, board)) for board in BOARDS},
        revision=found.draft.revision,
        version=found.draft.scheme.version,
        told=told(found.draft.scheme, found.tried.inputs.kinds),
        first=found.live is None,
        draft=found.draft,
        answers=answers,
        consent=takes_consent(found.draft.based_on, place.starts_on, today()),
        form=form or SchemeReasonForm(formdata=None),
        status=status,
    )


class Effects(NamedTuple):
    """One board: who crosses the line, who else moves, and how many stay where they are."""

    came: list["Row"]
    fell: list["Row"]
    moved: list["Row"]
    stay: int
    quota: int


class Row(NamedTuple):
    name: str
    team: str
    places: tuple[str, str]
    points: tuple[str, str]


def _effects(found: Trial, board: str, quota: int) -> Effects:
    before = getattr(found.live.outcome, board) if found.live else ()
    all_moves = moves(before, getattr(found.tried.outcome, board), quota)
    came = [one for one in all_moves if one.crosses_in]
    fell = [one for one in all_moves if one.crosses_out]
    moved = [one for one in all_moves if one.moves and not one.crosses_in and not one.crosses_out]
    stay = len(all_moves) - len(came) - len(fell) - len(moved)
    return Effects(*([_row(one) for one in some] for some in (came, fell, moved)), stay, quota)


def _row(move: Move) -> Row:
    before, after = move.before, move.after
    return Row(
        move.name,
        move.team,
        (place_words(before), place_words(after)),
        (points(before.figure) if before else "–", points(after.figure)),
    )


def place_words(at) -> str:
    if at is None or at.rank is None:
        return "–"
    return _("%(n)s, tied at the line", n=at.rank) if at.side is Side.TIED else str(at.rank)


def _ask(place: Here):
    form = SchemeReasonForm()
    if not form.validate():
        return effect(place, form, 422)
    ask_consent(place.campaign, revision_sent(), form.reason.data, current_user.id)
    return done(_("Asked. The scheme counts once the leader agrees; they are told."), url_for("ranking.draft_effect"))


@bp.post("/ranking/scheme/publication")
@needs(Permission.SCHEME_EDIT)
def publish_scheme():
    place = here_for(Permission.SCHEME_EDIT)
    if "reason" in request.form:
        return _ask(place)
    newest = publish_draft(place.campaign, revision_sent(), current_user.id)
    return done(_("Version %(n)s of the scheme counts from now on.", n=newest.version), url_for("ranking.scheme"))
