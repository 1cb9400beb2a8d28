"""Rows of the ledger as its verbs write them, and the question whether they may."""

from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app.contributions.models import LogItem
from app.contributions.queries import Desk
from app.contributions.rules import GROUPS, NewLog, SubmitAnswer, doubt_in, may_submit
from app.core.clock import today
from app.core.db import db
from app.core.reasons import Refused
from app.core.words import plain_day

REF = ("campaign_id", "client_ref")


def ask(new: NewLog, desk: Desk, finished: bool) -> None:
    """Let the rule speak; raises Refused."""
    answer, facts = may_submit(new, desk.window, today(), desk.other_minutes, finished=finished)
    if answer is SubmitAnswer.YES and not desk.shift_ok:
        answer = SubmitAnswer.NO_SHIFT
    if answer is SubmitAnswer.YES and not desk.point_ok:
        answer = SubmitAnswer.NO_POINT
    if answer is not SubmitAnswer.YES:
        raise Refused(answer, **told(facts))


def ask_about(new: NewLog, desk: Desk, sure: str | None) -> None:
    """Raises Refused(Doubt) where the figures are to be asked about and ``sure`` does not name that doubt; with None
    nobody is there to be asked."""
    doubt = doubt_in(new, desk.window)
    if sure is not None and doubt is not None and doubt.name != sure:
        raise Refused(doubt)


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


def counted(log_id: int) -> dict[int, int]:
    """What stands in a record of each kind, by its id."""
    query = select(LogItem.kind_id, LogItem.quantity).where(LogItem.log_id == log_id)
    return dict(db.session.execute(query).all())
