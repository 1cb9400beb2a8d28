"""What happened, told to whoever listens. Who listens stands in one table, ``app/wiring.py``."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ClassVar

# Hears events of one kind and returns those that followed; of one that hears everything nothing is expected.
Listener = Callable[[list["Event"]], Iterable["Event"] | None]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that a verb did, told inside the verb's own transaction.

    ``by`` is the person's id (None: the system), ``before`` and ``after`` hold plain values without names, phones
    or other personal data, since they go into a chain that can't forget.
    """

    action: ClassVar[str] = ""  # for instance "log.approved"
    ward_id: int | None
    subject_id: int | None
    by: int | None
    before: dict = field(default_factory=dict)
    after: dict = field(default_factory=dict)
    reason: str = ""

    @property
    def subject(self) -> str:
        return self.action.partition(".")[0]


_listeners: dict[type[Event], list[Listener]] = {}
_told: ContextVar[list[Event] | None] = ContextVar("told", default=None)


def listen(table: dict[type[Event], list[Listener]]) -> None:
    """Replace who hears what. ``Event`` as a key hears everything."""
    _listeners.clear()
    _listeners.update(table)


def announce(event: Event) -> None:
    """Tell the listeners; what they raise undoes the verb."""
    announce_all([event])


def announce_all(events: list[Event]) -> None:
    """Tell many at once. Who hears one kind acts on all of that kind together and returns what followed from it.
    Who hears everything comes last of all (see ``together``): the trail's lock is taken after all others."""
    told, new = [], list(events)
    while new:
        told += new
        new = [
            followed
            for kind in dict.fromkeys(map(type, new))
            for listener in _listeners.get(kind, ())
            for followed in listener([event for event in new if type(event) is kind])
        ]
    waiting = _told.get()
    if waiting is None:
        _tell_all(told)
    else:
        waiting += told


@contextmanager
def together():
    """Around a transaction: what its verbs announce is heard by those who hear everything in one go, at its end."""
    told = []
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)
    if told:
        _tell_all(told)


def _tell_all(told: list[Event]) -> None:
    for listener in _listeners.get(Event, ()):
        listener(told)
