"""Who is at a job of every minute: one worker at a time, by a lease that a lost worker can't keep."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now
from app.core.db import action, db
from app.messages.models import Job

# Longer than any job takes.
LEASE = timedelta(minutes=10)


@action
def take_job(name: str) -> bool:
    """Whether this job is ours now."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = dialect.insert(Job).values(name=name, leased_until=now() + LEASE)
    taken = row.on_conflict_do_update(
        index_elements=[Job.name],
        set_={"leased_until": row.excluded.leased_until},
        where=Job.leased_until.is_(None) | (Job.leased_until <= now()),
    )
    return db.session.scalar(taken.returning(Job.name)) is not None


@action
def give_back_job(name: str) -> None:
    db.session.execute(update(Job).where(Job.name == name).values(leased_until=None, ended_at=now()))
