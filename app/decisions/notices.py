"""Who is told: whoever decides, once the council has ended its session or the round goes without one."""

from app.awards.events import ListLocked
from app.awards.queries import holders_on
from app.core.policy import Permission
from app.core.text import N_
from app.council.events import CouncilSettingsChanged, SessionClosed
from app.council.queries.heads import settings_of
from app.council.rules.settings import SIMPLE
from app.decisions.events import AmendmentDeclined, AmendmentGranted, AmendmentProposed, AwardDecided
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


kind(
    "decision.change",
    topic="requests",
    subject=N_("A change of a decision is waiting for you"),
    sentence=N_("Somebody proposes to correct, replace or cancel a decision that has its number. Please answer it."),
    link=N_("See and answer"),
)
kind(
    "decision.change_granted",
    topic="requests",
    subject=N_("The leader agreed to the change of the decision"),
    sentence=N_("The change that you proposed has taken effect. Give it its number once the paper is signed."),
    link=N_("See the change"),
)
kind(
    "decision.change_declined",
    topic="requests",
    subject=N_("The leader declined the change of the decision"),
    sentence=N_("The change that you proposed was declined; the decision stays as it is."),
    link=N_("See the change"),
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


def tell_of_change(events: list[AmendmentProposed]) -> tuple:
    """Whoever can agree to it: all who decide in the ward but whoever proposed it."""
    messages = [
        _of_change(event, "decision.change", f"amendment:{event.subject_id}", one)
        for event in events
        for one in holders_on(event.after["round"], Permission.DECISION_MAKE)
        if one.user_id != event.by
    ]
    if messages:
        tell(messages)
    return ()


def change_answered(events: list[AmendmentGranted | AmendmentDeclined]) -> tuple:
    """What asked for the answer is over; whoever proposed it hears of it, as long as they make the ward's papers."""
    take_back([f"amendment:{event.subject_id}" for event in events])
    messages = [
        _of_change(event, f"decision.change_{_answer_of(event)}", f"amendment-answer:{event.subject_id}", one)
        for event in events
        for one in holders_on(event.after["round"], Permission.PAPER_MAKE)
        if one.user_id == event.after["proposer"] != event.by
    ]
    if messages:
        tell(messages)
    return ()


def _answer_of(event) -> str:
    """ "granted" or "declined"."""
    return event.action.partition(".")[2]


def _of_change(event, what: str, key: str, one) -> Told:
    return Told(
        user_id=one.user_id,
        kind=what,
        key=key,
        ward_id=event.ward_id,
        url=f"/awards/decision/changes?campaign={one.slug}",
    )
