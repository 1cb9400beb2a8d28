"""When the database or the disk can't serve just now: told apart from what is broken."""

import errno

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# Seconds after which a browser may try again.
RETRY_AFTER = 30

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SQLITE = ("database is locked", "database or disk is full", "disk I/O error", "unable to open database file")
# PostgreSQL: connection lost, out of disk or connections, lock not to be had, server going down or coming up.
_STATES = ("08", "53", "55P03", "57P")


def was_stopped(error: BaseException) -> bool:
    """Whether the database ended a statement because somebody asked for that: it took too long (`deadline.py`)."""
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) == "57014" or str(error.orig) == "interrupted"


def out_of_service(error: BaseException) -> bool:
    """Whether the same request may well succeed later, without anybody changing the code or the request."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if not isinstance(error, DBAPIError):
        return False
    if type(error.orig).__module__ == "sqlite3":
        return any(words in str(error.orig) for words in _SQLITE)
    state = getattr(error.orig, "sqlstate", None)
    # Where no server answers there is nobody to name a state.
    return state.startswith(_STATES) if state else type(error.orig).__name__ == "OperationalError"
