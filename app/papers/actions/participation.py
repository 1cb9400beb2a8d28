"""Certificates of participation for everybody else: into the register at once, onto paper in the background."""

import json
import zipfile
from io import BytesIO

from sqlalchemy import select, update

from app.awards.models import Round
from app.core.clock import now
from app.core.db import action, afterwards, db, take
from app.core.events import announce
from app.core.reasons import Refused
from app.messages.minute import each, every_minute
from app.messages.soon import do_soon
from app.papers.actions.clerk import locked_round
from app.papers.actions.issue import enter, keep_file
from app.papers.events import ParticipationStarted
from app.papers.models import PARTICIPATION, PrintJob
from app.papers.printing import part_of
from app.papers.queries.data import locked_head
from app.papers.queries.heads import head_of
from app.papers.queries.recipients import helpers_of
from app.papers.queries.register import issued_rows
from app.papers.queries.texts import local_day, texts_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.data import hours, work_of
from app.papers.rules.texts import sheet_of

PART = 50  # certificates in one PDF
_DAY = (1980, 1, 1, 0, 0, 0)


@action
def start_participation(campaign_id: int, base: str, by: int) -> int:
    """Certificates with their days for everybody who worked and was not commended; returns how many will be made."""
    found = locked_round(campaign_id)
    head = locked_head(campaign_id)
    if head.decided_at is None:
        raise Refused(PaperAnswer.NOT_DECIDED)
    if head.job_total is not None:
        raise Refused(PaperAnswer.STARTED)
    rows, texts, at = helpers_of(head), texts_of(head), now()
    if not rows:
        raise Refused(PaperAnswer.NOBODY_ELSE)
    lines = [(row.id, row.name, row.unit, f"{texts['participation_merit']}, {_worked(row)}") for row in rows]
    same = {"award": f"Giấy chứng nhận tham gia của {texts['authority_words']}", "sheet": sheet_of(texts)}
    first = enter(found, PARTICIPATION, local_day(at).year, lines, same, by)
    job = PrintJob(ward_id=found.ward_id, round_id=found.id, total=len(rows), base=base, started_at=at, started_by=by)
    db.session.add(job)
    db.session.flush()
    announce(
        ParticipationStarted(
            ward_id=found.ward_id,
            subject_id=found.id,
            by=by,
            after={"rows": len(rows), "first_no": first, "last_no": first + len(rows) - 1},
        )
    )
    afterwards(_wake)
    return len(rows)


def _worked(row) -> str:
    stored = json.loads(row.addends)
    days, minutes, _ = work_of(stored["addends"], {})
    return f"với {days} ngày hoạt động" + (f" ({hours(minutes)} giờ)" if minutes else "")


def _wake() -> None:
    do_soon("papers.print_participation")


@every_minute
def print_participation() -> int:
    """Draw what waits, part after part. What a worker that was stopped had drawn is drawn again, to the byte; the
    count never goes back."""
    jobs = db.session.execute(
        select(PrintJob.id, PrintJob.round_id, PrintJob.base, PrintJob.done, PrintJob.started_by, Round.campaign_id)
        .join(Round, Round.id == PrintJob.round_id)
        .where(PrintJob.ended_at.is_(None))
        .order_by(PrintJob.id)
    ).all()
    db.session.rollback()
    return each(_print, [(job,) for job in jobs])


def _print(job) -> None:
    head, rows = head_of(job.campaign_id), issued_rows(job.round_id, PARTICIPATION, at_first=True)
    db.session.rollback()
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for start in range(0, len(rows), PART):
            part = rows[start : start + PART]
            name = f"giay-chung-nhan-{part[0].register_no:05d}-{part[-1].register_no:05d}.pdf"
            archive.writestr(zipfile.ZipInfo(name, _DAY), part_of(head, part, job.base))
            if start + len(part) > job.done:
                note_done(job.id, start + len(part))
    end(job, head, target.getvalue())


@action
def note_done(job_id: int, done: int) -> None:
    db.session.execute(update(PrintJob).where(PrintJob.id == job_id, PrintJob.done < done).values(done=done))


@action
def end(job, head, data: bytes) -> None:
    row = take(PrintJob, job.id)
    if row.ended_at is None:
        keep_file(head, PARTICIPATION, f"giay-chung-nhan-{head.slug}.zip", data, job.started_by)
        row.done, row.ended_at = row.total, now()
        db.session.flush()
