"""Whose turn it is: so few requests of one process are worked on at a time.

Python runs one thread at a time. Eight that are all at work take it from each other at every statement and row, which
costs a third of a request and makes each as slow as the slowest. So they take turns; threads that only wait for a
client, sending or receiving, are as many as before.
"""

import threading
from contextlib import contextmanager
from io import BytesIO

AT_ONCE = 2
# Seconds after which a request no longer waits for its turn: something long is going on, and must not hold up others.
PATIENCE = 0.25
# Bytes that are read before it is a request's turn. What is larger comes in slowly, and takes none.
SMALL = 64 * 1024

# Whose turn this thread has, if any.
_held = threading.local()


@contextmanager
def aside():
    """While this thread waits for something that is not this process's work, others have its turn."""
    turns, _held.turns = getattr(_held, "turns", None), None
    if turns:
        turns.release()
    try:
        yield
    finally:
        if turns and turns.acquire(timeout=PATIENCE):
            _held.turns = turns


class Turns:
    """Around a WSGI application."""

    def __init__(self, application):
        self._application = application
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, environ, start_response):
        if not _read_whole(environ):
            return self._application(environ, start_response)
        _held.turns = self._turns if self._turns.acquire(timeout=PATIENCE) else None
        try:
            return self._application(environ, start_response)
        finally:
            turns, _held.turns = _held.turns, None
            if turns:
                turns.release()


def _read_whole(environ) -> bool:
    """Whether all that the client sends is here."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in environ or not (length.isascii() and length.isdigit()) or int(length) > SMALL:
        return False
    if length != "0":
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
    return True
