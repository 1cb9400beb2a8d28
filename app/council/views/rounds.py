"""The council of the campaign's round: its rules, its sessions, calling one; and what waits for the visitor."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here, find_here, here_for
from app.core.clock import LOCAL
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.council import actions
from app.council.forms import SettingsForm, call_form
from app.council.queries.changes import rule_changes_of
from app.council.queries.heads import settings_in
from app.council.queries.live import Live
from app.council.queries.people import eligible
from app.council.queries.rounds import round_of, sessions_of, waiting_for
from app.council.rules.settings import FEWEST, LEAST_MAJORITY, LEAST_QUORUM, SIMPLE

from . import bp
from .shared import RULE_WORDS, STATE_WORDS, VALUE_WORDS, live_or_404, reach


@bp.get("/council")
@needs(Permission.COUNCIL_READ)
def council():
    return show(here_for(Permission.COUNCIL_READ))


def show(place: Here, form=None, call=None, status: int = 200):
    found = round_of(place.campaign_id)
    if found is None:
        return page("council/none.html", status=status)
    settings, sessions = settings_in(found.CouncilSettings), sessions_of(found.id)
    standing = any(row.CouncilSession.state != "failed" for row in sessions)
    may_call = current_user.may(Permission.COUNCIL_CALL, place.ward_id)
    callable_ = may_call and found.locked_at is not None and not standing and settings.procedure != SIMPLE
    decided = found.closed_at is not None
    return page(
        "council/round.html",
        round=found,
        settings=settings,
        fixed=decided or any(row.CouncilSession.opened_at for row in sessions),
        decided=decided,
        sessions=sessions,
        states=STATE_WORDS,
        may_call=may_call,
        standing=standing,
        form=form or SettingsForm(obj=settings),
        changes=rule_changes_of(found.id) if found.locked_at is not None else (),
        asked=None if decided else found.ProcedureRequest,
        may_vote=current_user.may(Permission.COUNCIL_VOTE, place.ward_id),
        rule_words=RULE_WORDS,
        value_words=VALUE_WORDS,
        least=(LEAST_QUORUM, LEAST_MAJORITY),
        call=call or (call_form(eligible(place.ward_id)) if callable_ and not decided else None),
        fewest=FEWEST,
        status=status,
    )


@bp.post("/council/settings")
@needs(Permission.COUNCIL_CALL)
def settings():
    place, form = here_for(Permission.COUNCIL_CALL), SettingsForm()
    if not form.validate():
        return show(place, form, status=422)
    try:
        asked = actions.change_settings(place.campaign_id, form.settings, current_user.id, form.reason.data)
    except Refused as refused:
        form.form_errors = [say(refused.reason, **refused.facts)]
        return show(place, form, status=409)
    if asked is not None:
        said = _("Asked. It counts once somebody else who decides in the ward agrees; they are told.")
        return done(said, url_for("council.council"))
    return done(_("The rules of the council are changed."), url_for("council.council"))


@bp.post("/council/sessions")
@needs(Permission.COUNCIL_CALL)
def call():
    place = here_for(Permission.COUNCIL_CALL)
    form = call_form(eligible(place.ward_id))
    if not form.validate():
        return show(place, call=form, status=422)
    try:
        session = actions.call_session(
            place.campaign_id, form.meets_at, form.place.data, form.members, current_user.id, form.genders
        )
    except Refused as refused:
        form.form_errors = [say(refused.reason, **refused.facts)]
        return show(place, call=form, status=409)
    return done(
        _("The session is called; its members have been notified."), url_for("council.meeting", meeting_id=session.id)
    )


@bp.get("/council/<id:meeting_id>/call")
@needs(Permission.COUNCIL_CALL)
def called(meeting_id):
    live = live_or_404(meeting_id)
    people = eligible(live.session.ward_id)
    local = live.session.meets_at.astimezone(LOCAL)
    by_user = {row.user_id: row for row in live.members}
    known = {"day": local.date(), "at": local.time(), "place": live.session.place}
    for duty in ("chair", "secretary"):
        known[duty] = next((row.user_id for row in live.members if row.duty == duty), None)
    for one in people:
        member = by_user.get(one.id)
        known |= {f"member_{one.id}": member is not None} | ({f"post_{one.id}": member.post} if member else {})
    return _called(live, call_form(people, data=known))


def _called(live: Live, form, status: int = 200):
    if not current_user.may(Permission.COUNCIL_CALL, live.session.ward_id):
        abort(404)
    return page("council/call.html", live=live, session=live.session, call=form, fewest=FEWEST, status=status)


@bp.post("/council/<id:meeting_id>/call")
@needs(Permission.COUNCIL_CALL)
def change(meeting_id):
    live = live_or_404(meeting_id)
    form = call_form(eligible(live.session.ward_id))
    if not form.validate():
        return _called(live, form, 422)
    try:
        within, said = reach(Permission.COUNCIL_CALL), (form.place.data, form.members, current_user.id)
        actions.change_session(meeting_id, form.meets_at, *said, within, form.genders)
    except LookupError:
        abort(404)
    except Refused as refused:
        form.form_errors = [say(refused.reason, **refused.facts)]
        return _called(live_or_404(meeting_id), form, 409)
    return done(
        _("The session is changed; its members have been notified."),
        url_for("council.meeting", meeting_id=meeting_id),
    )


@bp.get("/council/mine")
@needs(Permission.COUNCIL_VOTE)
def mine():
    """Sessions to which the visitor belongs, called or open, and what comes next in the round at hand; the first page
    draws this part. Whoever chooses the list finds the next step on the first page itself."""
    place = find_here()
    shown = place is not None and not current_user.may(Permission.AWARD_CHOOSE, place.ward_id)
    return page(
        "council/mine.html",
        parts=("council",),
        sessions=waiting_for(current_user.id),
        states=STATE_WORDS,
        round=round_of(place.campaign_id) if shown else None,
    )
