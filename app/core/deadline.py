"""How long a request is worked on: whatever it does, it ends within a minute, in words.

Threads of a server can't be ended from outside, so one thread beside them looks at each request at work:

- After ``STATEMENT`` seconds the statement that its connection runs is cancelled.
- After ``PYTHON`` seconds, and every few seconds from then on, an exception is raised in its thread.
- What runs in a process of its own (`isolated.py`) has its own deadline, and never more than the request has left.
- Native code that keeps Python from running anything else stops this thread as well: then the server misses its
  worker's sign of life and replaces the worker (``timeout`` in gunicorn.conf.py).

Time that passes while the client sends is not counted. Commands and the worker for letters have no deadline.
"""

import contextlib
import ctypes
import logging
import threading
import time

STATEMENT, PYTHON, AGAIN = 50, 55, 3
# Seconds between two looks, and for which a database server may be asked to cancel.
LOOK, ASK = 1, 3

log = logging.getLogger("gocua")


class RequestTooLong(Exception):
    """This request was worked on for longer than any may be."""


class Work:
    """A request at work in a thread. ``connection`` is what it asks the database through just now, None without."""

    def __init__(self):
        self.thread = threading.get_ident()
        self.since = time.monotonic()
        self.sending = False
        self.connection = None
        self.over = False
        self.next = 0.0
        # Held while it is stopped: neither the thread nor the connection passes on to another request meanwhile.
        self.lock = threading.Lock()


_at_work: set[Work] = set()
_own = threading.local()


def _mine() -> Work | None:
    return getattr(_own, "work", None)


def left() -> float | None:
    """Seconds for which this thread's request may still be worked on; None where there is no request."""
    work = _mine()
    return None if work is None else max(0.0, STATEMENT - (time.monotonic() - work.since))


def asks_through(connection) -> None:
    """This thread's request runs its statements through this connection of the driver's from now on."""
    work = _mine()
    if work is not None:
        work.connection = connection


def gives_back(connection) -> None:
    """The connection goes back to the others, and must not be stopped for this request any more."""
    work = _mine()
    if work is not None and work.connection is connection:
        with work.lock:
            work.connection = None


class Deadline:
    """Around a WSGI application."""

    def __init__(self, application):
        self._application = application

    def __call__(self, environ, start_response):
        work = _own.work = Work()
        environ["wsgi.input"] = _Input(environ["wsgi.input"], work)
        _at_work.add(work)
        try:
            return self._application(environ, start_response)
        finally:
            with work.lock:
                work.over = True
                # What was raised and has not arrived yet must not meet the next request of this thread.
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(work.thread), None)
            _at_work.discard(work)
            _own.work = None


class _Input:
    """What the client sends; while it is waited for, no time passes."""

    def __init__(self, source, work: Work):
        self._source, self._work = source, work

    def _counted(self, read, *sizes):
        began, self._work.sending = time.monotonic(), True
        try:
            return read(*sizes)
        finally:
            self._work.since += time.monotonic() - began
            self._work.sending = False

    def read(self, *size):
        return self._counted(self._source.read, *size)

    def readline(self, *size):
        return self._counted(self._source.readline, *size)

    def readlines(self, *size):
        return self._counted(self._source.readlines, *size)

    def __iter__(self):
        return iter(self.readline, b"")


def look(moment: float) -> None:
    """Stop what has been at work for too long at this moment (of ``time.monotonic``)."""
    for work in list(_at_work):
        age = moment - work.since
        if age >= STATEMENT and not work.sending and moment >= work.next:
            with work.lock:
                if not work.over:
                    _stop(work, age)
                    work.next = moment + AGAIN


def _stop(work: Work, age: float) -> None:
    if work.connection is not None:
        with contextlib.suppress(Exception):
            _cancel(work.connection)
    if age >= PYTHON:
        kind = ctypes.py_object(RequestTooLong)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(work.thread), kind)


def _cancel(connection) -> None:
    """Whatever it runs just now ends with an error of the driver's."""
    if hasattr(connection, "interrupt"):
        connection.interrupt()
    else:
        connection.cancel_safe(timeout=ASK)


def watch() -> threading.Thread:
    """Start the thread that looks; in each worker of a server, once it is there, never in what is forked."""

    def run():
        while True:
            time.sleep(LOOK)
            try:
                look(time.monotonic())
            except Exception:
                log.exception("the watch over requests")

    thread = threading.Thread(target=run, name="deadline", daemon=True)
    thread.start()
    return thread
