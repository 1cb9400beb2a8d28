"""Whether this thread is inside of a verb, for whoever must not load the database to ask."""

from contextvars import ContextVar

writing: ContextVar[bool] = ContextVar("writing", default=False)
