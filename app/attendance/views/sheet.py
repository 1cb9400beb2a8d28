"""Who came to one shift, and what leaders and planners write down by hand."""

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.attendance import actions
from app.attendance.forms import WORDS, MarkForm, WalkInForm
from app.attendance.queries import sheet_of
from app.attendance.rules import ARRIVED, EXCUSED, LATE, NO_SHOW, PRESENT, MarkAnswer
from app.campaigns.here import speak_of
from app.core.clock import now
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say
from app.signups.queries import roster_names

from . import bp
from .words import badges_at

BESIDE = {MarkAnswer.TIMES: "came", MarkAnswer.NO_REASON: "reason", MarkAnswer.OTHER_TEAM: "reason"}


def _reach():
    return current_user.reach(Permission.ATTENDANCE_TAKE)


@bp.get("/shifts/<id:shift_id>/attendance")
@needs(Permission.ATTENDANCE_TAKE)
def sheet(shift_id, wrong=None, walk=None, status=200):
    """``wrong`` is (whom, the form that came back), ``walk`` the form about somebody who is not on the shift."""
    moment = now()
    found = sheet_of(shift_id, _reach(), moment) or abort(404)
    turn, times = found.turn, found.times
    speak_of(turn.campaign_id)
    walk = walk or WalkInForm(formdata=None)
    on_it = {line.user_id for line in found.lines}
    names = roster_names(turn.ward_id, turn.day) if times.opens <= moment < times.ends_at else []
    walk.person.picks = [one for one in names if one.id not in on_it]
    return page(
        "attendance/sheet.html",
        parts=("sheet",),
        found=found,
        turn=turn,
        times=times,
        badges=badges_at(times, moment),
        words=WORDS,
        arrived=ARRIVED,
        quick=_quick(times, moment),
        open=times.open_at(moment),
        changeable=turn.cancelled_at is None and turn.closed_at is None,
        begun=moment >= times.starts_at,
        settled=moment >= times.settles,
        wrong=wrong,
        walk=walk,
        status=status,
    )


def _quick(times, moment) -> list[str]:
    """What one tap can say now."""
    if moment < times.opens:
        return [EXCUSED]
    return [PRESENT, LATE, EXCUSED, NO_SHOW] if moment >= times.starts_at else [PRESENT, EXCUSED]


@bp.post("/shifts/<id:shift_id>/attendance/<id:user_id>")
@needs(Permission.ATTENDANCE_TAKE)
def mark(shift_id, user_id):
    form = MarkForm()
    if not form.validate():
        return sheet(shift_id, wrong=(user_id, form.apart("wrong")), status=422)
    try:
        own = actions.mark(
            shift_id,
            user_id,
            form.state.data,
            current_user.id,
            _reach(),
            form.reason.data,
            form.came.data,
            form.went.data,
            current_user.reach(Permission.ATTENDANCE_CORRECT),
        )
    except LookupError:
        abort(404)
    except Refused as refused:
        if refused.reason not in BESIDE:
            raise
        form[BESIDE[refused.reason]].errors = [say(refused.reason, **refused.facts)]
        return sheet(shift_id, wrong=(user_id, form.apart("wrong")), status=422)
    message = _("Marked: %(state)s.", state=str(WORDS[own.state]))
    return done(message, url_for("attendance.sheet", shift_id=shift_id), draw=lambda: sheet(shift_id)[0])


@bp.post("/shifts/<id:shift_id>/walk-ins")
@needs(Permission.ATTENDANCE_TAKE)
def walk_in(shift_id):
    form = WalkInForm()
    if form.person.typed:
        turn = (sheet_of(shift_id, _reach(), now()) or abort(404)).turn
        form.person.picks = roster_names(turn.ward_id, turn.day)
    if not form.validate():
        return sheet(shift_id, walk=form, status=422)
    try:
        actions.walk_in(shift_id, form.person.data, form.reason.data, current_user.id, _reach())
    except LookupError:
        abort(404)
    except Refused as refused:
        form.person.errors = [say(refused.reason, **refused.facts)]
        return sheet(shift_id, walk=form, status=422)
    return done(_("They now have a seat and are marked present."), url_for(".sheet", shift_id=shift_id))
