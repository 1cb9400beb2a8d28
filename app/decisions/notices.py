"""Who is told: whoever decides, once the council has ended its session."""

from app.core.clock import today
from app.core.text import N_
from app.council.events import SessionClosed
from app.decisions.events import AwardDecided
from app.decisions.queries import deciders_on
from app.messages.actions import take_back, tell
from app.messages.kinds import kind
from app.messages.rules import Told

kind(
    "decision.waits",
    topic="requests",
    subject=N_("The council's proposal is waiting for your decision"),
    sentence=N_("The commendation council has ended its session and proposes %(proposed)s. The decision is yours."),
    link=N_("See and decide"),
)


def tell_deciders(events: list[SessionClosed]) -> tuple:
    for event in events:
        messages = [
            Told(
                user_id=one.user_id,
                kind="decision.waits",
                key=f"decision:{one.round_id}",
                ward_id=event.ward_id,
                data={"proposed": len(event.after["proposed"])},
                url=f"/awards/decision?campaign={one.slug}",
            )
            for one in deciders_on(event.subject_id, today())
            if one.user_id != event.by
        ]
        if messages:
            tell(messages)
    return ()


def decision_made(events: list[AwardDecided]) -> tuple:
    """What asked for the decision is history."""
    take_back([f"decision:{event.after['round']}" for event in events])
    return ()
