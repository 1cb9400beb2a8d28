"""Who is told: whoever decides, once the council has ended its session or the round goes without one."""

from app.awards.events import ListLocked
from app.awards.queries import holders_on
from app.core.policy import Permission
from app.core.text import N_
from app.council.events import CouncilSettingsChanged, SessionClosed
from app.council.queries.heads import settings_of
from app.council.rules.settings import SIMPLE
from app.decisions.events import AwardDecided
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


kind(
    "decision.waits_for_list",
    topic="requests",
    subject=N_("The locked list is waiting for your decision"),
    sentence=N_("The list of commendation is locked and the round goes without the council. The decision is yours."),
    link=N_("See and decide"),
)


def tell_deciders_on_list(events: list[ListLocked | CouncilSettingsChanged]) -> tuple:
    """Without a session of the council the locked list itself is the proposal."""
    simple = [event for event in events if _goes_without(event)]
    messages = [
        Told(
            user_id=one.user_id,
            kind="decision.waits_for_list",
            key=f"decision:{event.subject_id}",
            ward_id=event.ward_id,
            url=f"/awards/decision?campaign={one.slug}",
        )
        for event in simple
        for one in holders_on(event.subject_id, Permission.DECISION_MAKE)
        if one.user_id != event.by
    ]
    if messages:
        tell(messages)
    return ()


def _goes_without(event: ListLocked | CouncilSettingsChanged) -> bool:
    if isinstance(event, ListLocked):
        return settings_of(event.subject_id).procedure == SIMPLE
    # Of changes before the locking nobody is told.
    return bool(event.users) and event.after.get("procedure") == SIMPLE


def tell_deciders(events: list[SessionClosed]) -> tuple:
    for event in events:
        messages = [
            Told(
                user_id=one.user_id,
                kind="decision.waits",
                key=f"decision:{event.round_id}",
                ward_id=event.ward_id,
                data={"proposed": len(event.after["proposed"])},
                url=f"/awards/decision?campaign={one.slug}",
            )
            for one in holders_on(event.round_id, Permission.DECISION_MAKE)
            if one.user_id != event.by
        ]
        if messages:
            tell(messages)
    return ()


def decision_made(events: list[AwardDecided]) -> tuple:
    """What asked for the decision is history."""
    take_back([f"decision:{event.after['round']}" for event in events])
    return ()
