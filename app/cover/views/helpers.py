"""Who can cover a shift, and asking them."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.campaigns.here import speak_of
from app.core.clock import now
from app.core.picking import Pick, fitting
from app.core.pieces import adds
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.core.words import kept, say
from app.cover import actions
from app.cover.queries import facts_about, helpers
from app.cover.rules import LATELY, AskAnswer, closed_to_all
from app.signups.forms import person_id
from app.signups.queries import standing
from app.signups.views.cards import marks

from . import bp


def _found(shift_id: int):
    """The shift, where the visitor may ask somebody: 404 outside of what they see, 403 where they have nobody."""
    where = standing(shift_id, current_user.id, current_user.reach(Permission.SHIFT_READ)) or abort(404)
    if not may_ask_in(where.turn.ward_id):
        abort(403)
    return where


def may_ask_in(ward_id: int) -> bool:
    reach = current_user.reach(Permission.SHIFT_ASK)
    return reach.covers(ward_id) or (bool(reach.teams) and current_user.leads_in(ward_id))


def _context(where, text: str = "") -> dict:
    """``text``: only those in whose name or team each of its words begins a word."""
    turn, limits = where.turn, where.limits
    people = helpers(turn, limits, current_user.reach(Permission.SHIFT_ASK), current_user.id)
    against = closed_to_all(turn, limits, now())
    open_ = against is None

    def why(one):
        return say(one.answer, **facts_about(one.answer, turn, limits, one.person))

    asked = sorted((one for one in people if one.last), key=lambda one: one.last.asked_at, reverse=True)
    cant = [one for one in people if one.answer is not AskAnswer.YES and not one.last] if open_ else []
    return {
        "turn": turn,
        "seats": marks(turn, turn.ends_at <= now()),
        "against": "" if open_ else say(against, **facts_about(against, turn, limits)),
        "asked": asked,
        "text": text,
        "names": [Pick(one.id, one.name, one.team).label for one in people],
        "able": _named([one for one in people if one.answer is AskAnswer.YES], text),
        "cant": [
            (one.name, one.team, why(one)) for one in sorted(_named(cant, text), key=lambda one: one.answer.name)
        ],
        "everybody": bool(people),
        "waits": any(one.last.state == "open" for one in asked),
        "days": LATELY.days,
    }


def _named(people: list, text: str) -> list:
    if not text:
        return people
    found = {pick_id for _label, pick_id in fitting(text, [Pick(one.id, one.name, one.team) for one in people])}
    return [one for one in people if one.id in found]


@bp.get("/shifts/<id:shift_id>/cover")
@needs(Permission.SHIFT_ASK)
def who_can(shift_id):
    where = _found(shift_id)
    speak_of(where.turn.campaign_id)
    return page("cover/cover.html", parts=("asked",), **_context(where, request.args.get("q", "").strip()[:100]))


def _people() -> list[int]:
    """Those whose boxes are ticked; 422 for what can be nobody's id."""
    try:
        return [person_id(text) for text in request.form.getlist("person")]
    except ValueError:
        abort(422)


@bp.post("/shifts/<id:shift_id>/cover")
@needs(Permission.SHIFT_ASK)
def ask(shift_id):
    reach = current_user.reach(Permission.SHIFT_READ)
    try:
        asked, others = actions.ask(
            shift_id, _people(), current_user.id, current_user.reach(Permission.SHIFT_ASK), reach
        )
    except LookupError:
        abort(404)
    said = [ngettext("%(num)d person is asked.", "%(num)d people are asked.", len(asked))]
    said += [_("%(name)s: not asked any more, something has changed.", name=one.name) for one in others]
    return done(" ".join(said), url_for("cover.who_can", shift_id=shift_id))


@adds("shift")
def who_can_cover(turn, already) -> str:
    """On the page of a shift, for those who may ask: the way to whom to ask."""
    if turn.starts_at <= now() or turn.cancelled_at is not None or not may_ask_in(turn.ward_id):
        return ""
    return kept("cover/_shift.html", "link", turn.id)
