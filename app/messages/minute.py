"""What is done every minute, by whichever worker is there: higher rooms hand in their verbs."""

import logging
from collections.abc import Callable

from flask import current_app

from app.core.db import db
from app.messages.actions.jobs import give_back_job, take_job

log = logging.getLogger("gocua")

JOBS: dict[str, Callable[[], object]] = {}


def every_minute(job: Callable[[], object]) -> Callable[[], object]:
    """Register a job (also as a decorator) by its room and name: called without arguments inside an app context,
    about once a minute, never twice at once. It must bear being called too often, and late."""
    JOBS[f"{job.__module__.split('.')[1]}.{job.__name__}"] = job
    return job


def each(verb: Callable[..., object], things: list[tuple]) -> int:
    """For jobs: call the verb with each of these arguments. One that fails is logged and keeps none of the others;
    the job has failed then. Returns how many there were."""
    failed = 0
    for arguments in things:
        try:
            verb(*arguments)
        except Exception:
            log.exception("%s%s", verb.__name__, arguments)
            db.session.rollback()
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} of {len(things)} failed")
    return len(things)


def tick(only: str | None = None) -> dict[str, str]:
    """Run every job (or only one) once; returns what became of each: "done", "busy" (another worker is at it) or
    "failed". One that fails is logged and keeps none of the others."""
    return {name: _run(name, job) for name, job in list(JOBS.items()) if only in (None, name)}


def _run(name: str, job: Callable[[], object]) -> str:
    # Contexts of their own: what one job leaves behind, broken or not, is not there for the next.
    try:
        with current_app.app_context():
            if not take_job(name):
                return "busy"
        try:
            with current_app.app_context():
                job()
        finally:
            with current_app.app_context():
                give_back_job(name)
    except Exception:
        log.exception("job %s", name)
        return "failed"
    return "done"
