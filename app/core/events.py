"""What happened, told to whoever listens. Who listens stands in one table, ``app/wiring.py``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

Listener = Callable[["Event"], None]


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


def listen(table: dict[type[Event], list[Listener]]) -> None:
    """Replace who hears what. ``Event`` as a key hears everything, and first."""
    _listeners.clear()
    _listeners.update(table)


def announce(event: Event) -> None:
    """Tell the listeners; what they raise undoes the verb."""
    for kind in (Event, type(event)):
        for listener in _listeners.get(kind, ()):
            listener(event)


def announce_all(events: list[Event]) -> None:
    """Tell many at once: a listener with a ``many`` of its own hears them together, others one by one."""
    for listener in _listeners.get(Event, ()):
        many = getattr(listener, "many", None)
        if many:
            many(events)
        else:
            for event in events:
                listener(event)
    for event in events:
        for listener in _listeners.get(type(event), ()):
            listener(event)
