"""The worker: huey takes what the site puts into the queue, and calls every minute what has to be called.

The queue only wakes the worker: what must happen stands in the database, and the next minute finds it. So a lost
queue loses nothing. Its SQLite file is one of its own, lest it hold the main database's write lock.
"""

import logging
import os
import signal
import threading
import time

from huey import MemoryHuey, PostgresHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer

from app.messages.deliver import deliver
from app.messages.minute import tick

THREADS = 2


class Queue:
    """The queue of one app; opened when first needed, so that a page that tells nothing makes no file."""

    def __init__(self, app):
        self.app = app
        self._opening = threading.Lock()
        self._tasks = None

    def letters(self) -> None:
        """Ask for the letters to be sent."""
        self._open()["letters"]()

    def do(self, job: str) -> None:
        """Ask for this job of every minute now."""
        self._open()["job"](job)

    @property
    def huey(self):
        return self._open()["huey"]

    def _open(self) -> dict:
        with self._opening:
            if self._tasks is None:
                self._tasks = self._declare(_huey(self.app))
        return self._tasks

    def _declare(self, huey) -> dict:
        def letters():
            with self.app.app_context():
                deliver()

        def minute():
            with self.app.app_context():
                tick()

        def job(name):
            with self.app.app_context():
                tick(name)

        huey.periodic_task(crontab(), name="minute")(minute)
        return {
            "huey": huey,
            "letters": huey.task(name="letters")(letters),
            "job": huey.task(name="job")(job),
        }


def _huey(app):
    common = {"results": False, "serializer": SignedSerializer(secret=app.secret_key)}
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if app.testing:
        return MemoryHuey("gocua", immediate=True, **common)
    if url.startswith("postgresql"):
        return PostgresHuey("gocua", dsn=url.replace("+psycopg", "", 1), **common)
    # Waiting for the file would hold up a request: better to leave it to the next minute.
    return SqliteHuey("gocua", filename=str(app.config["HOME"] / "queue.sqlite"), timeout=2, **common)


def work(app, beside: int | None = None) -> None:
    """Run until SIGTERM or SIGINT, or until the process ``beside`` that started this one is gone. What is under way
    is finished first, for 20 seconds at most."""
    log = logging.getLogger("huey")
    log.handlers, log.propagate = logging.getLogger("gocua").handlers, False
    log.setLevel(logging.WARNING)
    consumer = app.extensions["queue"].huey.create_consumer(
        workers=THREADS, max_delay=1.0, graceful_signal="TERM", shutdown_timeout=20
    )
    if beside is not None:
        threading.Thread(target=_watch, args=(beside,), daemon=True).start()
    consumer.run()


def _watch(beside: int) -> None:
    while os.getppid() == beside:
        time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGTERM)


def init_app(app) -> None:
    app.extensions["queue"] = Queue(app)
