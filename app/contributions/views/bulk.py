"""Many records at once: looked at before they are approved, and undone as one."""

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import Here
from app.contributions import actions
from app.contributions.forms import DecisionForm
from app.contributions.queries import any_of, bulk_of, picked
from app.contributions.queries.approvals import Waiting
from app.contributions.rules import APPROVED, BulkAnswer, DecideAnswer, mark_of, may_undo
from app.core.clock import now
from app.core.i18n import language
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page
from app.core.words import say

from . import bp
from .words import gone_or, in_reach, told_undone


def look_at_many(place: Here, ids: list[int], why: str = ""):
    """Whose records these are, how many, and what is unusual about them, with the question whether to approve them.
    Nothing is decided. ``why`` they are asked about once more (409)."""
    lines = picked(place.campaign_id, current_user.id, ids)
    if not lines and not any_of(ids, in_reach()):
        abort(404)
    usual = [line for line in lines if not line.flags]
    return page(
        "contributions/many.html",
        parts=("queue",),
        status=409 if why else 200,
        why=why,
        lines=lines,
        usual=usual,
        odd=[line for line in lines if line.flags],
        people=_by_person(lines),
        left_out=len(set(ids)) - len(lines),
        seen=mark_of(line.row for line in lines),
        seen_usual=mark_of(line.row for line in usual),
        query={name: value for name, value in request.args.items() if name in ("team", "size", "campaign")},
        said=language(),
    )


def _by_person(lines: list[Waiting]) -> list[dict]:
    """One row for each person, or for a team's own records: how many, their minutes and the people helped."""
    rows: dict[tuple, dict] = {}
    for line in lines:
        row = line.row
        key = (row.user_id, row.team)
        names = {"name": row.person or row.team, "team": row.team if row.person else ""}
        found = rows.setdefault(key, {**names, "n": 0, "minutes": 0, "people": 0})
        found["n"] += 1
        found["minutes"] += row.minutes
        found["people"] += line.people
    return sorted(rows.values(), key=lambda one: -one["n"])


@bp.get("/approvals/together/<id:bulk_id>")
@needs(Permission.LOG_APPROVE)
def bulk(bulk_id, form=None, status=200):
    act, rows = bulk_of(bulk_id, in_reach())
    if act is None:
        abort(404)
    left = [row for row in rows if row.state == APPROVED]
    answer, facts = may_undo(current_user.id, act.by, act.at, now(), len(left))
    form = form or DecisionForm(formdata=None)
    if not form.is_submitted():
        form.reason.data = _("Approved together by mistake; your record is waiting for approval again.")
    return page(
        "contributions/bulk.html",
        act=act,
        rows=rows,
        left=len(left),
        may_undo=answer is BulkAnswer.YES,
        why=say(answer, **facts),
        bulk_id=bulk_id,
        form=form,
        status=status,
    )


@bp.post("/approvals/together/<id:bulk_id>/undo")
@needs(Permission.LOG_APPROVE)
def undo_bulk(bulk_id):
    form = DecisionForm()
    if not form.validate():
        return bulk(bulk_id, form, 422)
    try:
        result = actions.undo_many(bulk_id, form.reason.data, current_user.id, in_reach())
    except Refused as refused:
        if refused.reason is DecideAnswer.NO_REASON:
            form.reason.errors = [say(refused.reason)]
            return bulk(bulk_id, form, 422)
        raise gone_or(refused) from refused
    kind = "good" if result.done else "warn"
    return done(told_undone(result), url_for("contributions.approvals"), kind=kind)
