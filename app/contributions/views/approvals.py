"""The queue of the ward: the oldest first, one by one or many at once."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.contributions import actions
from app.contributions.actions.decide import VERDICTS
from app.contributions.forms import DecisionForm
from app.contributions.models import SENT, Log
from app.contributions.queries import detail, in_team, next_waiting, waiting, waiting_teams
from app.contributions.queries.approvals import line_of
from app.contributions.rules import APPROVED, REJECTED, BulkAnswer, DecideAnswer, may_decide
from app.core.i18n import language
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, go, page, part, safe_next
from app.core.words import say

from . import bp
from .bulk import look_at_many
from .words import gone_or, id_asked, in_reach, page_number, steps, told

SIZES = (50, 100)
MOST_AT_ONCE = 200


def _queue(form=None) -> dict:
    """What the queue's page and its part show."""
    place = here_for(Permission.LOG_APPROVE)
    args = request.args
    size = args.get("size", 50, type=int)
    wanted = {
        "team": id_asked("team"),
        "together": "1" if args.get("together") else None,
        "flagged": "1" if args.get("flagged") else None,
        "size": size if size in SIZES[1:] else None,
    }
    size, number = wanted["size"] or SIZES[0], page_number()
    lines = waiting(
        place.campaign_id,
        current_user.id,
        number,
        size,
        team_id=wanted["team"],
        collective=bool(wanted["together"]),
        flagged=bool(wanted["flagged"]),
    )
    teams = waiting_teams(place.campaign_id, current_user.id)
    return {
        "lines": lines[:size],
        "teams": teams,
        "total": sum(team.n for team in teams),
        "together": sum(team.together for team in teams),
        "wanted": {name: value for name, value in wanted.items() if value},
        "number": number,
        "size": size,
        "more": len(lines) > size,
        "bulk_id": teams[0].bulk_id if teams else None,
        "picked": bool(args.get("pick")),
        "form": form or DecisionForm(),
        "said": language(),
    }


@bp.get("/approvals")
@needs(Permission.LOG_APPROVE)
def approvals():
    return page("contributions/approvals.html", parts=("queue",), **_queue())


@bp.get("/approvals/<id:log_id>")
@needs(Permission.LOG_APPROVE)
def approval(log_id, form=None, reject=None, status=200):
    more = (in_team(current_user.id).label("in_team"), next_waiting(current_user.id))
    found = detail(log_id, in_reach(), *more) or abort(404)
    row, log = found.row, found.row.Log
    answer = may_decide(current_user.id, log.user_id, log.filed_by, log.state, row.in_team)
    if log.state != SENT:
        return go(url_for("contributions.log", log_id=log_id))
    return page(
        "contributions/approval.html",
        log=log,
        row=row,
        line=line_of(row, log, found.items),
        steps=steps(row, found.decisions),
        answer=answer,
        able=answer is DecideAnswer.YES,
        form=form or DecisionForm(formdata=None),
        reject=reject or DecisionForm(formdata=None).apart("reject"),
        said=language(),
        status=status,
    )


@bp.post("/logs/<id:log_id>/decision")
@needs(Permission.LOG_APPROVE)
def decide(log_id):
    rejecting = request.form.get("verdict") == REJECTED
    form = DecisionForm().apart("reject") if rejecting else DecisionForm()
    verdict = _verdict(form)
    wrong = {"reject" if rejecting else "form": form, "status": 422}
    if not form.validate():
        return approval(log_id, **wrong)
    try:
        actions.decide(log_id, verdict, "" if verdict == APPROVED else form.why(), current_user.id, in_reach())
    except Refused as refused:
        if refused.reason is DecideAnswer.NO_REASON:
            form.reason.errors = [say(refused.reason)]
            return approval(log_id, **wrong)
        raise gone_or(refused) from refused
    sentence = {APPROVED: _("Approved."), REJECTED: _("Rejected.")}.get(verdict, _("Returned."))
    return done(sentence, safe_next(request.form.get("next"), url_for("contributions.approvals")))


@bp.post("/approvals/decisions")
@needs(Permission.LOG_APPROVE)
def decide_many():
    place = here_for(Permission.LOG_APPROVE)
    form = DecisionForm()
    verdict, ids = _verdict(form), _picked()
    valid = form.validate()
    if not ids:
        form.form_errors = [_("Pick at least one record first.")]
        valid = False
    elif valid and verdict != APPROVED and not form.why():
        form.reason.errors = [say(DecideAnswer.NO_REASON)]
        valid = False
    if not valid:
        return page("contributions/approvals.html", parts=("queue",), status=422, chosen=ids, **_queue(form))
    seen = request.form.get("seen") if verdict == APPROVED else None
    if verdict == APPROVED and not seen:
        return look_at_many(place, ids)
    within = in_reach() & (Log.campaign_id == place.campaign_id)
    try:
        why = "" if verdict == APPROVED else form.why()
        result = actions.decide_many(ids, verdict, why, current_user.id, within, seen)
    except Refused as refused:
        if refused.reason is BulkAnswer.CHANGED:
            return look_at_many(place, ids, say(refused.reason))
        raise gone_or(refused) from refused
    queue = url_for("contributions.approvals", **{k: v for k, v in request.args.items() if k in ("team", "size")})
    return done(
        told(result, verdict),
        url_for("contributions.bulk", bulk_id=result.bulk_id) if result.bulk_id else queue,
        draw=lambda: part("contributions/approvals.html", "queue", **_queue()),
        kind="good" if result.done or result.before else "warn",
    )


def _verdict(form: DecisionForm) -> str:
    return form.verdict.data if form.verdict.data in VERDICTS else abort(400)


def _picked() -> list[int]:
    """The ids that were ticked; what is no id of the database is a request we can't read."""
    texts = request.form.getlist("log")
    if len(texts) > MOST_AT_ONCE or not all(t.isascii() and t.isdigit() and len(t) <= 9 for t in texts):
        abort(400)
    return [int(text) for text in texts]
