"""Who is told that papers wait: for their number, and for the certificates to be printed."""

from app.awards.notices import to_holders
from app.core.policy import Permission
from app.core.text import N_
from app.decisions.events import AwardDecided
from app.messages.actions import take_back, tell
from app.messages.kinds import kind
from app.papers.events import CertificatesIssued, NumbersEntered

kind(
    "paper.to_number",
    topic="duties",
    subject=N_("It is decided who is commended: the decision needs its number"),
    sentence=N_("The leader has decided. Have the decision signed, then enter its number and day."),
    link=N_("Enter number and day"),
)
kind(
    "paper.to_print",
    topic="duties",
    subject=N_("The decision has its number: print the certificates"),
    sentence=N_("The decision has its number. The certificates of commendation can be printed now."),
    link=N_("Print the certificates"),
)


def _tell(events: list, name: str, round_of) -> tuple:
    for event in events:
        round_id = round_of(event)
        tell(to_holders(event, round_id, Permission.PAPER_MAKE, name, f"{name}:{round_id}", "/awards/papers"))
    return ()


def tell_numberers(events: list[AwardDecided]) -> tuple:
    """Whoever makes the papers, once it is decided."""
    return _tell(events, "paper.to_number", lambda event: event.after["round"])


def tell_printers(events: list[NumbersEntered]) -> tuple:
    """The same people, once the decision has its number."""
    numbered = [event for event in events if event.after.get("decision_no")]
    if numbered:
        take_back([f"paper.to_number:{event.subject_id}" for event in numbered])
    return _tell(numbered, "paper.to_print", lambda event: event.subject_id)


def printed(events: list[CertificatesIssued]) -> tuple:
    """What asked for certificates is history."""
    take_back([f"paper.to_print:{event.subject_id}" for event in events])
    return ()
