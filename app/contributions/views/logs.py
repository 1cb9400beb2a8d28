"""Own records: the list, and one of them with its figures and decisions."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.contributions import actions
from app.contributions.forms import DecisionForm
from app.contributions.queries import (
    counts_by_state,
    detail,
    in_team,
    items_of,
    own_logs,
    readable,
    writable,
)
from app.contributions.queries.approvals import line_of
from app.contributions.rules import (
    APPROVED,
    DRAFT,
    EDITABLE,
    RETURNED,
    SENT,
    DecideAnswer,
    Doubt,
    EditAnswer,
    may_decide,
    may_throw_away,
    may_withdraw,
)
from app.core.i18n import language
from app.core.policy import Permission, needs, signed_in
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .words import gone_or, in_reach, page_number, steps

SIZE = 50
FILTERS = {"draft": (DRAFT,), "sent": (SENT,), "returned": (RETURNED,), "approved": (APPROVED,)}


@bp.get("/logs")
@needs(Permission.LOG_WRITE)
def logs():
    place, wanted = here_for(Permission.LOG_WRITE), request.args.get("state", "")
    number = page_number()
    rows = own_logs(current_user, place.campaign_id, FILTERS.get(wanted, ()), number, SIZE)
    return page(
        "contributions/logs.html",
        parts=("logs",),
        rows=rows[:SIZE],
        items=items_of(row.id for row in rows[:SIZE]),
        counts=counts_by_state(current_user, place.campaign_id),
        wanted=wanted if wanted in FILTERS else "",
        number=number,
        more=len(rows) > SIZE,
        leads=bool(current_user.reach(Permission.LOG_WRITE_TEAM)),
        said=language(),
    )


@bp.get("/logs/<id:log_id>")
@signed_in
def log(log_id, form=None, status=200, doubt=None):
    found = detail(log_id, readable(current_user), in_team(current_user.id).label("in_team"))
    if found is None:
        abort(404)
    row = found.row
    reversal = None
    if row.Log.state == APPROVED and current_user.may(Permission.LOG_APPROVE, row.Log.ward_id):
        reversal = may_decide(
            current_user.id, row.Log.user_id, row.Log.filed_by, APPROVED, row.in_team, reversing=True
        )
    own = current_user.id in (row.Log.user_id, row.Log.filed_by) or current_user.may(
        Permission.LOG_WRITE_TEAM, row.Log.ward_id, row.Log.team_id
    )
    return page(
        "contributions/log.html",
        log=row.Log,
        row=row,
        line=line_of(row, row.Log, found.items),
        steps=steps(row, found.decisions),
        own=own,
        editable=own and row.Log.state in EDITABLE,
        removable=own and may_throw_away(row.Log.state, row.Log.sent_at is not None) is EditAnswer.YES,
        withdrawable=_withdrawable(row.Log),
        to_decide=_to_decide(row),
        reversal=reversal,
        may_reverse=reversal is DecideAnswer.YES,
        form=form or DecisionForm(),
        doubt=doubt,
        said=language(),
        status=status,
    )


def _withdrawable(log) -> bool:
    able = may_withdraw(current_user.id, log.filed_by, log.state) is EditAnswer.YES
    return able and current_user.may(Permission.LOG_WRITE, log.ward_id)


def _to_decide(row) -> bool:
    """Whether the reader finds this record in the queue."""
    log = row.Log
    able = may_decide(current_user.id, log.user_id, log.filed_by, log.state, row.in_team) is DecideAnswer.YES
    return able and current_user.may(Permission.LOG_APPROVE, log.ward_id)


@bp.post("/logs/<id:log_id>/sending")
@needs(Permission.LOG_WRITE)
def send(log_id):
    try:
        actions.send(log_id, writable(current_user), current_user.id, request.form.get("sure", ""))
    except Refused as refused:
        if isinstance(refused.reason, Doubt):
            return log(log_id, status=422, doubt=refused.reason)
        raise gone_or(refused) from refused
    return done(_("Sent for approval."), url_for("contributions.logs"))


@bp.post("/logs/<id:log_id>/removal")
@needs(Permission.LOG_WRITE)
def throw_away(log_id):
    return _own(actions.throw_away, log_id, _("The draft is deleted."), url_for("contributions.logs"))


@bp.post("/logs/<id:log_id>/withdrawal")
@needs(Permission.LOG_WRITE)
def withdraw(log_id):
    to = url_for("contributions.log", log_id=log_id)
    return _own(actions.withdraw, log_id, _("Taken back. Change it and send it again."), to)


def _own(verb, log_id: int, message: str, to: str):
    """Do it to a record that the visitor may write, as it stands."""
    try:
        verb(log_id, writable(current_user), current_user.id)
    except Refused as refused:
        raise gone_or(refused) from refused
    return done(message, to)


@bp.post("/logs/<id:log_id>/reversal")
@needs(Permission.LOG_APPROVE)
def reverse(log_id):
    form = DecisionForm()
    if not form.validate():
        return log(log_id, form, 422)
    try:
        actions.reverse(log_id, form.why(), current_user.id, in_reach())
    except Refused as refused:
        if refused.reason is DecideAnswer.NO_REASON:
            form.reason.errors = [say(refused.reason)]
            return log(log_id, form, 422)
        raise gone_or(refused) from refused
    return done(_("The record no longer counts."), url_for("contributions.log", log_id=log_id))
