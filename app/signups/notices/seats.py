"""Who is told about seats: whoever is offered one, gets one or loses one without having done it."""

from app.core.events import Event
from app.messages.actions import take_back, tell
from app.signups.events import SeatEvent

from .kinds import told


def offer_key(sign_up_id: int) -> str:
    return f"seat.offered:{sign_up_id}"


def tell_offered(events: list[SeatEvent]) -> tuple:
    tell(
        [
            told(
                "seat.offered",
                str(event.subject_id),
                event.after["user"],
                event.turn,
                event.ward_id,
                event.until,
                until_at=event.until.isoformat(),
            )
            for event in events
        ]
    )
    return ()


def tell_lapsed(events: list[SeatEvent]) -> tuple:
    return _tell("seat.lapsed", events)


def tell_promoted(events: list[SeatEvent]) -> tuple:
    return _tell("seat.promoted", events)


def tell_given(events: list[SeatEvent]) -> tuple:
    """Somebody else did it."""
    return _tell("seat.given", [event for event in events if event.by != event.after["user"]])


def tell_left(events: list[SeatEvent]) -> tuple:
    """Taken off by somebody else, or the shift is cancelled; who leaves by oneself knows."""
    others = [event for event in events if event.by != event.after["user"]]
    off = [event for event in others if event.turn is not None and event.turn.cancelled_at is not None]
    _tell("seat.called_off", off)
    return _tell("seat.taken_off", [event for event in others if event not in off])


def offer_is_over(events: list[Event]) -> tuple:
    """What was offered is answered or gone: its message becomes history."""
    take_back([offer_key(event.subject_id) for event in events])
    return ()


def typed(event: Event) -> dict:
    """The reason that somebody wrote, as a message carries it."""
    return {"reason": event.reason} if event.reason else {}


def _tell(name: str, events: list[SeatEvent]) -> tuple:
    found = [event for event in events if event.turn is not None]
    if found:
        tell([told(name, str(e.subject_id), e.after["user"], e.turn, e.ward_id, **typed(e)) for e in found])
    return ()
