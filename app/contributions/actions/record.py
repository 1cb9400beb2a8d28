"""Putting a record into the ledger."""

from dataclasses import replace
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app.contributions.events import LogDrafted, LogSent
from app.contributions.models import Log, LogItem
from app.contributions.queries import Desk, desk_for
from app.contributions.rules import DRAFT, GROUPS, SENT, NewLog, SubmitAnswer, may_submit
from app.core.again import asked_again
from app.core.clock import now, today
from app.core.db import action, db
from app.core.events import announce
from app.core.reasons import Refused
from app.core.words import plain_day

REF = ("campaign_id", "client_ref")


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
) -> tuple[Log, bool]:
    """Write a record and send it for approval, or keep it as a draft: (the log, whether it is new).

    A repeated submit (same ``client_ref``) finds the first and changes nothing. ``minutes`` 0 to 1440, ``groups``
    by the names of rules.GROUPS, ``counts`` by kind id. A shift brings its own point and slot.
    Raises Refused(SubmitAnswer).
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
        return _first(new), False
    ask(new, desk, finished=send)
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
        return _first(new), False
    add_items(log.id, ward_id, counts)
    kind = LogSent if send else LogDrafted
    announce(kind(ward_id=ward_id, subject_id=log.id, by=filed_by, after=figures(new)))
    return log, True


def _first(new: NewLog) -> Log:
    log = db.session.scalars(
        select(Log).where(Log.campaign_id == new.campaign_id, Log.client_ref == new.client_ref)
    ).one()
    if (log.filed_by, log.user_id) != (new.filed_by, new.user_id):
        raise Refused(SubmitAnswer.OTHERS_REF)
    return log


def ask(new: NewLog, desk: Desk, finished: bool) -> None:
    """Let the rule speak; raises Refused."""
    answer, facts = may_submit(new, desk.window, today(), desk.other_minutes, finished=finished)
    if answer is SubmitAnswer.YES and not desk.shift_ok:
        answer = SubmitAnswer.NO_SHIFT
    if answer is SubmitAnswer.YES and not desk.point_ok:
        answer = SubmitAnswer.NO_POINT
    if answer is not SubmitAnswer.YES:
        raise Refused(answer, **told(facts))


def told(facts: dict) -> dict:
    """Facts of a sentence, days as people write them."""
    return {name: plain_day(value) if isinstance(value, date) else value for name, value in facts.items()}


def content(new: NewLog) -> dict:
    """The columns of a log that its writer fills."""
    return {
        "ward_id": new.ward_id,
        "campaign_id": new.campaign_id,
        "user_id": new.user_id,
        "team_id": new.team_id,
        "filed_by": new.filed_by,
        "client_ref": new.client_ref,
        "shift_id": new.shift_id,
        "point_id": new.point_id,
        "slot": new.slot,
        "day": new.day,
        "minutes": new.minutes,
        **{name: new.groups.get(name, 0) for name in GROUPS},
        "note": new.note,
    }


def figures(new: NewLog) -> dict:
    """What the trail keeps of a record: ids and numbers, no words."""
    return {
        "user": new.user_id,
        "team": new.team_id,
        "day": new.day,
        "minutes": new.minutes,
        "groups": {name: n for name, n in sorted(new.groups.items()) if n},
        "counts": {str(kind_id): n for kind_id, n in sorted(new.counts.items()) if n},
    }


def add_items(log_id: int, ward_id: int, counts: dict[int, int]) -> None:
    rows = [
        {"log_id": log_id, "kind_id": kind_id, "ward_id": ward_id, "quantity": n}
        for kind_id, n in counts.items()
        if n
    ]
    if rows:
        db.session.execute(insert(LogItem), rows)


def insert_for(session):
    """The dialect's own INSERT, which knows ON CONFLICT."""
    return sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert


def on_conflict_skip(statement):
    """Two at once with the same reference: the second writes nothing, instead of failing."""
    return statement.on_conflict_do_nothing(index_elements=REF)
