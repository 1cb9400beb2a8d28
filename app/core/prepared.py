"""Statements that are run again and again."""

from collections.abc import Mapping

from sqlalchemy.engine import Connection, CursorResult

from .db import looking


class _Latest:
    """SQLAlchemy's cache of compiled statements for one statement: the key it had last time is the very same object,
    which is seen at once. In the engine's own cache all parts of the statement are hashed each time, which takes as
    long as running it."""

    def __init__(self):
        self._known = (None, None)

    def get(self, key):
        known, compiled = self._known
        return compiled if known == key else None

    def __setitem__(self, key, compiled):
        self._known = (key, compiled)


class Prepared:
    """A statement composed once and compiled once. Called with values for its parameters, it runs on the session's
    connection."""

    def __init__(self, statement):
        self.statement = statement
        self._options = {"compiled_cache": _Latest()}

    def __call__(self, values: Mapping, connection: Connection | None = None) -> CursorResult:
        return (connection or looking()).execute(self.statement, values, execution_options=self._options)
