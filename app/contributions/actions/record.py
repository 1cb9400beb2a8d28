"""Putting a record into the ledger."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.contributions.events import LogDrafted, LogSent
from app.contributions.models import Log
from app.contributions.queries import desk_for
from app.contributions.rules import DRAFT, SENT, NewLog, SubmitAnswer, fingerprint
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused

from .change import Differs, standing
from .change import send as send_draft
from .writing import add_items, ask, ask_about, content, counted, figures, insert_for, on_conflict_skip


@asked_again
@action
def record(
    *,
    campaign_id: int,
    ward_id: int,
    user_id: int | None,
    team_id: int | None,
    filed_by: int | None,
    client_ref: str,
    day: date,
    minutes: int,
    groups: dict[str, int],
    counts: dict[int, int],
    shift_id: int | None = None,
    point_id: int | None = None,
    slot: str = "",
    note: str = "",
    send: bool = True,
    sure: str | None = None,
) -> tuple[Log, bool]:
    """Write a record and send it for approval, or keep it as a draft: (the log, whether anything was written).

    A repeated submit (same ``client_ref``, same content) finds the first: one record, and what was kept as a draft
    and is now sent goes out. With other content it raises Differs, and nothing is written. ``minutes`` 0 to 1440,
    ``groups`` by the names of rules.GROUPS, ``counts`` by kind id. A shift brings its own point and slot.
    Raises Refused: SubmitAnswer, or a Doubt where its figures are to be asked about (``sure`` names the one that was
    answered; None: nobody is asked).
    """
    new = NewLog(
        campaign_id=campaign_id,
        ward_id=ward_id,
        user_id=user_id,
        team_id=team_id,
        filed_by=filed_by,
        client_ref=client_ref,
        day=day,
        minutes=minutes,
        groups=groups,
        counts=counts,
        shift_id=shift_id,
        point_id=point_id,
        slot=slot,
        note=note,
    )
    desk = desk_for(new)
    if desk is None:
        raise Refused(SubmitAnswer.NO_CAMPAIGN)
    if desk.first_id is not None:
        return _again(new, send, sure)
    ask(new, desk, finished=send)
    if send:
        ask_about(new, desk, sure)
    if new.shift_id is not None:
        new = replace(new, point_id=desk.shift_point, slot=desk.shift_slot)
    moment = now()
    row = {
        **content(new),
        "state": SENT if send else DRAFT,
        "created_at": moment,
        "sent_at": moment if send else None,
    }
    statement = on_conflict_skip(insert_for(db.session)(Log).values(row)).returning(Log)
    log = db.session.scalars(statement).one_or_none()
    if log is None:
        return _again(new, send, sure)
    add_items(log.id, ward_id, counts)
    kind = LogSent if send else LogDrafted
    announce(kind(ward_id=ward_id, subject_id=log.id, by=filed_by, after=figures(new)))
    return log, True


def _again(new: NewLog, sends: bool, sure: str | None) -> tuple[Log, bool]:
    """The form that was sent before is here again: what stands under its reference, locked, and sent where it was
    kept as a draft. Raises Differs where it says something else."""
    query = select(Log).where(Log.campaign_id == new.campaign_id, Log.client_ref == new.client_ref).with_for_update()
    log = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if (log.filed_by, log.user_id) != (new.filed_by, new.user_id):
        raise Refused(SubmitAnswer.OTHERS_REF)
    if fingerprint(standing(log, counted(log.id))) != fingerprint(new):
        raise Differs(SubmitAnswer.OTHER_CONTENT, log.id)
    if sends and log.state == DRAFT:
        return send_draft(log.id, Log.id == log.id, new.filed_by, sure), True
    return log, False
