"""Who is told: whoever decides, once the council has ended its session or the round goes without one."""

from app.awards.events import ListLocked
from app.awards.notices import to_holders
from app.core.policy import Permission
from app.core.text import N_
from app.council.events import CouncilSettingsChanged, SessionClosed
from app.council.queries.heads import settings_of
from app.council.rules.settings import SIMPLE
from app.decisions.events import AmendmentDeclined, AmendmentGranted, AmendmentProposed, AwardDecided
from app.messages.actions import take_back, tell
from app.messages.kinds import kind
from app.messages.rules import Told

CHANGES = "/awards/decision/changes"

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
    for event in events:
        if _goes_without(event):
            tell(_to_deciders(event, event.subject_id, "decision.waits_for_list", f"decision:{event.subject_id}"))
    return ()


def _to_deciders(event, round_id: int, what: str, key: str, page: str = "/awards/decision", data=None) -> list[Told]:
    return to_holders(event, round_id, Permission.DECISION_MAKE, what, key, page, data)


def _goes_without(event: ListLocked | CouncilSettingsChanged) -> bool:
    if isinstance(event, ListLocked):
        return settings_of(event.subject_id).procedure == SIMPLE
    # Of changes before the locking nobody is told.
    return bool(event.users) and event.after.get("procedure") == SIMPLE


def tell_deciders(events: list[SessionClosed]) -> tuple:
    for event in events:
        proposed = {"proposed": len(event.after["proposed"])}
        tell(_to_deciders(event, event.round_id, "decision.waits", f"decision:{event.round_id}", data=proposed))
    return ()


def decision_made(events: list[AwardDecided]) -> tuple:
    """What asked for the decision is history."""
    take_back([f"decision:{event.after['round']}" for event in events])
    return ()


def tell_of_change(events: list[AmendmentProposed]) -> tuple:
    """Whoever can agree to it: all who decide in the ward but whoever proposed it."""
    for event in events:
        key = f"amendment:{event.subject_id}"
        tell(_to_deciders(event, event.after["round"], "decision.change", key, CHANGES))
    return ()


def change_answered(events: list[AmendmentGranted | AmendmentDeclined]) -> tuple:
    """What asked for the answer is over; whoever proposed it hears of it, as long as they make the ward's papers."""
    take_back([f"amendment:{event.subject_id}" for event in events])
    for event in events:
        what, key = f"decision.change_{_answer_of(event)}", f"amendment-answer:{event.subject_id}"
        makers = to_holders(event, event.after["round"], Permission.PAPER_MAKE, what, key, CHANGES)
        tell([one for one in makers if one.user_id == event.after["proposer"]])
    return ()


def _answer_of(event) -> str:
    """ "granted" or "declined"."""
    return event.action.partition(".")[2]
