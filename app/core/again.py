"""Asking again when the database's guards refuse what a rule allowed."""

from functools import wraps

from sqlalchemy.exc import IntegrityError

from .db import db

TRIES = 3


def asked_again(verb):
    """Run a verb again when the database's guards refuse what its rule allowed.

    On PostgreSQL what somebody else wrote may be committed between the reading and the writing. The second reading
    sees it, and so the person gets the same reason as everybody else.
    """

    @wraps(verb)
    def run(*args, **kwargs):
        for attempt in range(1, TRIES + 1):
            try:
                return verb(*args, **kwargs)
            except IntegrityError:
                if attempt == TRIES or db.session().in_transaction():
                    raise

    return run
