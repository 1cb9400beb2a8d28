"""Processes that race for the same records. Each racer builds a site of its own and runs to the start line."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import insert, select, text, update

from app.contributions import actions
from app.contributions.models import Decision, Log
from app.core import clock
from app.core.clock import LOCAL, now
from app.core.db import db, write_tx
from app.core.reasons import Refused
from tests.conftest import site

MORNING = datetime(2025, 8, 14, 9, 0, tzinfo=LOCAL)


def run(start, answers, task, url, home, *args):
    """One process: at the barrier before each turn; ``answers`` gets what each turn came to."""
    app = site(url, Path(home))
    with app.app_context(), clock.at(MORNING):
        db.session.execute(text("SELECT 1"))
        db.session.commit()
        answers.put(list(task(start, *args)))
        db.session.remove()


def deciding(start, log_ids, by):
    for log_id in log_ids:
        start.wait(30)
        try:
            actions.decide(log_id, "approved", "", by)
        except Refused as refused:
            yield refused.reason.name
        else:
            yield "done"


def undoing(start, bulk_ids, by):
    """A second tap, or the same page in another window: the same person undoes the same acts."""
    for bulk_id in bulk_ids:
        start.wait(30)
        try:
            found = actions.undo_many(bulk_id, "once more", by, Log.id.is_not(None))
        except Refused as refused:
            yield refused.reason.name, 0
        else:
            yield "undone", len(found.done)


def undoing_unguarded(start, log_ids, by):
    """The control: looks first and writes then, and nothing makes the copy the only one."""
    for log_id in log_ids:
        state = db.session.scalar(select(Log.state).where(Log.id == log_id))
        db.session.commit()
        start.wait(30)
        if state != "approved":
            yield "NOTHING_LEFT", 0
            continue
        with write_tx() as session:
            log = session.get(Log, log_id, with_for_update=True, populate_existing=True)
            session.execute(update(Log).where(Log.id == log_id).values(state="reversed"))
            copy = {"client_ref": f"again-{by}-{log_id}", "state": "sent", "created_at": now(), "sent_at": now()}
            kept = ("campaign_id", "ward_id", "user_id", "team_id", "filed_by", "day", "minutes")
            session.execute(insert(Log).values(**copy, **{name: getattr(log, name) for name in kept}))
        yield "undone", 1


def withdrawing(start, log_ids, by):
    for log_id in log_ids:
        start.wait(30)
        try:
            actions.withdraw(log_id, Log.filed_by == by, by)
        except Refused as refused:
            yield refused.reason.name
        else:
            yield "taken back"


def deciding_or_withdrawing(start, which, log_ids, by):
    yield from {"decide": deciding, "withdraw": withdrawing}[which](start, log_ids, by)


def deciding_unguarded(start, log_ids, by):
    """The control: looks first and writes then, without lock; the unique index is gone."""
    for log_id in log_ids:
        state = db.session.scalar(select(Log.state).where(Log.id == log_id))
        db.session.commit()
        start.wait(30)
        if state != "sent":
            yield "ALREADY_DECIDED"
            continue
        with write_tx() as session:
            session.execute(update(Log).where(Log.id == log_id).values(state="approved"))
            session.execute(
                insert(Decision).values(
                    ward_id=session.scalar(select(Log.ward_id).where(Log.id == log_id)),
                    log_id=log_id,
                    verdict="approved",
                    by=by,
                    at=now(),
                    reason="",
                )
            )
        yield "done"


def submitting(start, refs, place, user_id, team_id):
    for ref in refs:
        start.wait(30)
        _log, created = actions.record(
            campaign_id=place[0],
            ward_id=place[1],
            user_id=user_id,
            team_id=team_id,
            filed_by=user_id,
            client_ref=ref,
            day=date(2025, 8, 13),
            minutes=1,
            groups={},
            counts={},
        )
        yield "created" if created else "found"


def submitting_others(start, refs, place, user_id, team_id, minutes):
    """The same form with figures of one's own: what each turn came to, and the minutes that were told."""
    for ref in refs:
        start.wait(30)
        try:
            actions.record(
                campaign_id=place[0],
                ward_id=place[1],
                user_id=user_id,
                team_id=team_id,
                filed_by=user_id,
                client_ref=ref,
                day=date(2025, 8, 13),
                minutes=minutes,
                groups={},
                counts={},
            )
        except actions.Differs:
            yield "asked", minutes
        else:
            yield "created", minutes


def changing(start, log_ids, by, minutes, seen):
    """Two windows with the same record, each with figures of its own."""
    for log_id in log_ids:
        start.wait(30)
        content = {"day": date(2025, 8, 13), "minutes": minutes, "groups": {}, "counts": {}}
        try:
            actions.change(log_id, Log.filed_by == by, by, send=False, seen=seen, **content)
        except actions.Differs:
            yield "asked", minutes
        else:
            yield "written", minutes


def changing_unguarded(start, log_ids, by, minutes, seen):
    """The control: looks first, writes then; whoever comes second writes over the first and is told nothing."""
    for log_id in log_ids:
        there = db.session.scalar(select(Log.minutes).where(Log.id == log_id))
        db.session.commit()
        start.wait(30)
        if there != 1:
            yield "asked", minutes
            continue
        with write_tx() as session:
            session.execute(update(Log).where(Log.id == log_id).values(minutes=minutes))
        yield "written", minutes


def submitting_unguarded(start, refs):
    """The control: asks whether the reference is there, then inserts, into a table without the constraint."""
    for ref in refs:
        there = db.session.scalar(text("SELECT count(*) FROM loose_logs WHERE client_ref = :ref"), {"ref": ref})
        db.session.commit()
        start.wait(30)
        if there:
            yield "found"
            continue
        with write_tx() as session:
            session.execute(text("INSERT INTO loose_logs (client_ref) VALUES (:ref)"), {"ref": ref})
        yield "created"


def _day_of_14_hours(ref, place, user_id, team_id):
    return {
        "campaign_id": place[0],
        "ward_id": place[1],
        "user_id": user_id,
        "team_id": team_id,
        "filed_by": user_id,
        "client_ref": ref,
        "day": date(2025, 8, 13),
        "minutes": 840,
    }


def filling_a_day(start, refs, place, user_id, team_id, secretary):
    """14 hours of one person and day, of which only one fits; then they are rejected, so that the day is free."""
    for ref in refs:
        start.wait(30)
        try:
            log, _ = actions.record(**_day_of_14_hours(ref, place, user_id, team_id), groups={}, counts={})
        except Refused as refused:
            answer, log = refused.reason.name, None
        else:
            answer = "written"
        start.wait(30)
        if log:
            actions.decide(log.id, "rejected", "once more", secretary)
        yield answer


def filling_a_day_unguarded(start, refs, place, user_id, team_id):
    """The control: adds up first and writes then; the triggers are gone."""
    for ref in refs:
        start.wait(30)
        minutes = db.session.scalar(
            text("SELECT coalesce(sum(minutes), 0) FROM logs WHERE user_id = :u AND state = 'sent'"), {"u": user_id}
        )
        db.session.commit()
        start.wait(30)
        if minutes + 840 <= 1440:
            row = _day_of_14_hours(ref, place, user_id, team_id)
            with write_tx() as session:
                session.execute(insert(Log).values(**row, state="sent", created_at=now(), sent_at=now()))
        start.wait(30)
        yield db.session.scalar(
            text("SELECT sum(minutes) FROM logs WHERE user_id = :u AND state = 'sent'"), {"u": user_id}
        )
        db.session.commit()
        start.wait(30)
        with write_tx() as session:
            session.execute(text("UPDATE logs SET state = 'rejected' WHERE state = 'sent'"))
