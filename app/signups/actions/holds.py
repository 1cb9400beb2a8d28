"""Seats that a higher room holds until a moment: whoever comes first after it gives them back, under the lock of
the shift, so that the database's counters agree with what the rules already say."""

from collections.abc import Callable

from app.core.clock import now
from app.core.events import Event

_RELEASES: list[Callable[..., list[Event]]] = []


def on_release(release: Callable[..., list[Event]]) -> Callable[..., list[Event]]:
    """Register (also as a decorator) what gives back the seats of a shift, locked, whose time is over."""
    _RELEASES.append(release)
    return release


def release_due(turn) -> list[Event]:
    """Give back what is over; returns what is to be announced. No statement where nothing is."""
    if not turn.team_unnamed or turn.team_until > now():
        return []
    return [event for release in _RELEASES for event in release(turn)]
