"""Whether this thread is inside of a verb, for whoever must not load the database to ask."""

from contextlib import contextmanager
from contextvars import ContextVar

writing: ContextVar[bool] = ContextVar("writing", default=False)
_alone: ContextVar[bool] = ContextVar("alone", default=False)


@contextmanager
def nobody_else_waits():
    """For a verb whose database nobody else uses yet: what takes long may be done inside of it."""
    token = _alone.set(True)
    try:
        yield
    finally:
        _alone.reset(token)


def holds_up_others() -> bool:
    """Whether whatever takes long now would keep a lock from others."""
    return writing.get() and not _alone.get()
