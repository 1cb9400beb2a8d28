"""Who is told about seats that change hands. Where staff do it at once, the sign-ups' own notices tell both."""

from datetime import datetime

from app.core.clock import LOCAL
from app.core.text import N_
from app.core.words import hours, long_day
from app.messages.actions import take_back, tell
from app.messages.kinds import Button, kind, usual_facts
from app.messages.rules import Told
from app.swaps.events import SwapEvent

SEE = N_("See the shift")
ANSWERS = (
    Button(N_("Accept"), "/swaps/{swap}/accept", primary=True),
    Button(N_("Decline"), "/swaps/{swap}/decline"),
)


def _facts(data: dict) -> dict:
    """With ``other_when`` for the seat that is wanted in exchange."""
    facts = usual_facts(data)
    if "other_starts" in data:
        starts, ends = datetime.fromisoformat(data["other_starts"]), datetime.fromisoformat(data["other_ends"])
        facts["other_when"] = f"{long_day(starts.astimezone(LOCAL).date())}, {hours(starts, ends)}"
    return facts


def _kind(name: str, subject: str, sentence: str, topic: str = "answers", buttons: tuple = ()) -> None:
    kind(
        name,
        topic=topic,
        subject=subject,
        sentence=sentence,
        link=SEE,
        buttons=buttons,
        people=("giver", "asked"),
        facts=_facts,
    )


_kind(
    "swap.offered",
    N_("%(giver)s offers you a seat at %(point)s"),
    N_("%(giver)s offers you the seat at %(point)s, %(when)s, if you accept before it begins."),
    "requests",
    ANSWERS,
)
_kind(
    "swap.proposed",
    N_("%(giver)s would like to exchange a shift with you"),
    N_("%(giver)s offers %(point)s, %(when)s, in exchange for yours at %(other_point)s, %(other_when)s."),
    "requests",
    ANSWERS,
)
_kind(
    "swap.in_line",
    N_("A seat at %(point)s can be taken over"),
    N_("%(giver)s is giving up the seat at %(point)s, %(when)s. You are in line and can take it from %(opens_at)s."),
    "requests",
    ANSWERS[:1],
)
_kind(
    "swap.taken",
    N_("%(asked)s has your seat at %(point)s"),
    N_("%(asked)s has taken over your seat at %(point)s, %(when)s."),
)
_kind(
    "swap.exchanged",
    N_("%(asked)s exchanges the shift with you"),
    N_("%(asked)s said yes: instead of %(point)s, %(when)s, you have %(other_point)s, %(other_when)s."),
)
_kind(
    "swap.declined",
    N_("%(asked)s can't take your seat at %(point)s"),
    N_("%(asked)s said no: the seat at %(point)s, %(when)s, is still yours."),
)
_kind(
    "swap.withdrawn",
    N_("%(giver)s has taken an offer back"),
    N_("%(giver)s no longer offers the seat at %(point)s, %(when)s."),
)
_kind(
    "swap.lapsed",
    N_("Your offer at %(point)s has ended"),
    N_("Your offer of the seat at %(point)s, %(when)s, has ended without an answer."),
)


def _told(name: str, event: SwapEvent, user_id: int, **data) -> Told:
    given, wanted = event.given, event.wanted
    values = {
        "swap": event.subject_id,
        "giver": event.after["user"],
        "asked": event.after["to"],
        "point": given.point,
        "starts_at": given.starts_at.isoformat(),
        "ends_at": given.ends_at.isoformat(),
    }
    if event.reason:
        values["reason"] = event.reason
    if wanted:
        values |= {
            "other_point": wanted.point,
            "other_starts": wanted.starts_at.isoformat(),
            "other_ends": wanted.ends_at.isoformat(),
        }
    return Told(
        user_id=user_id,
        kind=name,
        key=f"{name}:{event.subject_id}",
        ward_id=event.ward_id,
        data=values | data,
        url=f"/shifts/{given.shift_id}/hand-over" if name == "swap.in_line" else f"/shifts/{given.shift_id}",
        ends_at=min(seat.starts_at for seat in (given, wanted) if seat),
    )


def tell_swap_asked(events: list[SwapEvent]) -> tuple:
    """Who is asked by name; else those in line, each with the time from which it is their turn."""
    messages = []
    for event in events:
        if event.after["to"] is not None:
            name = "swap.proposed" if event.wanted else "swap.offered"
            messages.append(_told(name, event, event.after["to"]))
        for user_id, opens in event.line:
            messages.append(_told("swap.in_line", event, user_id, opens_at=opens.isoformat()))
    if messages:
        tell(messages)
    return ()


def tell_swap_accepted(events: list[SwapEvent]) -> tuple:
    """Whoever offered it, unless staff did it."""
    answered = [event for event in events if event.given is not None]
    _over(answered)
    _tell_giver(answered, lambda event: "swap.exchanged" if event.wanted else "swap.taken")
    return ()


def tell_swap_declined(events: list[SwapEvent]) -> tuple:
    _over(events)
    _tell_giver(events, lambda event: "swap.declined")
    return ()


def tell_swap_withdrawn(events: list[SwapEvent]) -> tuple:
    """Who was asked by name."""
    _over(events)
    asked = [event for event in events if event.after["to"] is not None]
    if asked:
        tell([_told("swap.withdrawn", event, event.after["to"]) for event in asked])
    return ()


def tell_swap_lapsed(events: list[SwapEvent]) -> tuple:
    _over(events)
    _tell_giver(events, lambda event: "swap.lapsed")
    return ()


def _tell_giver(events: list[SwapEvent], name) -> None:
    if events:
        tell([_told(name(event), event, event.after["user"]) for event in events])


def _over(events: list[SwapEvent]) -> None:
    """What was asked becomes history."""
    kinds = ("swap.offered", "swap.proposed", "swap.in_line")
    if events:
        take_back([f"{name}:{event.subject_id}" for event in events for name in kinds])
