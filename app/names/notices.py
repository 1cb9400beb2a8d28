"""Who is told that a name was corrected, and who may confirm one."""

from app.core.clock import today
from app.core.text import N_
from app.messages.actions import take_back, tell
from app.messages.kinds import kind
from app.messages.rules import Told
from app.names.events import NameAsked, NameCorrected, NameDeclined
from app.names.queries import may_confirm_on
from app.names.subjects import SUBJECTS, whose_key

kind(
    "name.corrected",
    topic="answers",
    subject=N_("Your name was corrected"),
    sentence=N_("%(by)s corrected how your name is written; it now reads “%(user_id)s”. Tell them if that is wrong."),
    link=N_("See what was changed and why"),
    people=("by", "user_id"),
)
kind(
    "name.other",
    topic="answers",
    subject=N_("A name was corrected"),
    sentence=N_("%(by)s corrected the name of your team, or of somebody whom you proposed."),
    people=("by",),
    link=N_("See"),
)
kind(
    "name.asked",
    topic="duties",
    subject=N_("The correction of a name waits for a second person"),
    sentence=N_("%(by)s asks to correct a name by more than a slip of the pen. Somebody else has to confirm it."),
    link=N_("See and answer"),
    people=("by",),
)


def _asked(request_id: int) -> str:
    return f"name-request:{request_id}"


def _whose(event) -> tuple[str, int]:
    return next(
        (word, event.after[whose_key(one)]) for word, one in SUBJECTS.items() if whose_key(one) in event.after
    )


def tell_corrected(events: list[NameCorrected]) -> tuple:
    """Whose name it is: them above all, since they know best whether it is right now."""
    messages = []
    for event in events:
        word, subject_id = _whose(event)
        person = word == "person"
        messages += [
            Told(
                user_id=user_id,
                kind="name.corrected" if person else "name.other",
                key=f"name:{event.subject_id}",
                ward_id=event.ward_id,
                data={"by": event.by, **({"user_id": user_id} if person else {})},
                url="/my/name" if person else "/",
            )
            for user_id in SUBJECTS[word].told(subject_id)
            if user_id != event.by or person
        ]
    if messages:
        tell(messages)
    take_back([_asked(event.after["request"]) for event in events if "request" in event.after])
    return ()


def tell_seconds(events: list[NameAsked]) -> tuple:
    messages = [
        Told(
            user_id=user_id,
            kind="name.asked",
            key=_asked(event.subject_id),
            ward_id=event.ward_id,
            data={"by": event.by},
            url="/names",
        )
        for event in events
        for user_id in may_confirm_on(event.ward_id, today())
        if user_id not in (event.by, event.after.get("user"))
    ]
    if messages:
        tell(messages)
    return ()


def request_is_over(events: list[NameDeclined]) -> tuple:
    """What asked for an answer is history."""
    take_back([_asked(event.subject_id) for event in events])
    return ()
