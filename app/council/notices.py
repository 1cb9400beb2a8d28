"""Who is told about sessions: whoever belongs to one, whoever calls the next, and whoever has to agree."""

from datetime import timedelta

from app.awards.events import ListLocked
from app.awards.notices import to_holders
from app.core.policy import Permission
from app.core.text import N_
from app.council.events import (
    ConflictAnswered,
    CouncilSettingsChanged,
    OpinionEntered,
    ProcedureAnswered,
    ProcedureAsked,
    SessionCalled,
    SessionFailed,
    Summons,
)
from app.council.queries.heads import settings_of
from app.council.rules.settings import SIMPLE
from app.messages.actions import take_back, tell
from app.messages.kinds import Button, kind
from app.messages.rules import Told

# After that the message is history.
LASTS = timedelta(hours=24)

kind(
    "council.called",
    topic="requests",
    subject=N_("The commendation council meets on %(meets_at)s"),
    sentence=N_("You are a member of session %(number)s of the commendation council: %(meets_at)s, %(place)s."),
    link=N_("Open the session"),
)
kind(
    "council.changed",
    topic="requests",
    subject=N_("The council's session was changed: %(meets_at)s"),
    sentence=N_("Session %(number)s of the commendation council is now on %(meets_at)s, %(place)s."),
    link=N_("Open the session"),
)
kind(
    "council.opinion_entered",
    topic="requests",
    subject=N_("An opinion in writing was entered for you in the council"),
    sentence=N_(
        "The secretary of the session entered an opinion of yours from a paper of %(day)s. If it is not yours, "
        "object on the page of the session until the ballot is closed."
    ),
    link=N_("See what was entered, or object"),
)
kind(
    "council.concluded",
    topic="changes",
    subject=N_("The chair answered a question about a conflict of interest for you"),
    sentence=N_(
        "You were absent, so the chair of the council's session concluded whether you vote on a candidate. The "
        "minutes say that it is the chair's conclusion."
    ),
    link=N_("See what was concluded"),
)
kind(
    "council.settings_changed",
    topic="requests",
    subject=N_("The rules of the council were changed after the list was locked"),
    sentence=N_("The rules by which the council decides were changed after the list was locked."),
    link=N_("See the rules and what was changed"),
)
kind(
    "council.procedure_asked",
    topic="duties",
    subject=N_("Somebody asks that a round go without a session of the council"),
    sentence=N_("%(by)s asks that this round be decided without the council. It counts once a second person agrees."),
    link=N_("See the rules and the legal ground"),
    buttons=(
        Button(N_("Agree"), "/council/procedure/{request}/consent", primary=True),
        Button(N_("Decline"), "/council/procedure/{request}/refusal"),
    ),
    people=("by",),
)
kind(
    "council.procedure_declined",
    topic="answers",
    subject=N_("The round keeps its session of the council"),
    sentence=N_("%(by)s did not agree that this round be decided without the council."),
    link=N_("Go to the council"),
    people=("by",),
)
kind(
    "council.to_call",
    topic="duties",
    subject=N_("The list is locked: call the council"),
    sentence=N_("The list of commendation is locked. Next, a session of the council is called: day, place, members."),
    link=N_("Call the session"),
)
kind(
    "council.to_call_again",
    topic="duties",
    subject=N_("The council had no quorum: call another session"),
    sentence=N_("The council's session ended without its quorum and without a result. Another one has to be called."),
    link=N_("Call the session"),
)


def _tell(messages: list[Told]) -> tuple:
    if messages:
        tell(messages)
    return ()


def tell_callers(events: list[ListLocked | SessionFailed]) -> tuple:
    """Whoever calls sessions: once the list is locked, and where a session had no quorum."""
    messages = []
    for event in events:
        failed = isinstance(event, SessionFailed)
        round_id, number = (event.round_id, event.number) if failed else (event.subject_id, 0)
        if settings_of(round_id).procedure != SIMPLE:
            what, key = "council.to_call_again" if failed else "council.to_call", f"council-call:{round_id}:{number}"
            messages += to_holders(event, round_id, Permission.COUNCIL_CALL, what, key, "/council")
    return _tell(messages)


def called_is_over(events: list[SessionCalled]) -> tuple:
    """What asked for a session is history."""
    take_back([f"council-call:{event.round_id}:{event.after['number'] - 1}" for event in events])
    return ()


def tell_rules(events: list[CouncilSettingsChanged]) -> tuple:
    """All members, with the reason, of each change after the locking."""
    return _tell(
        [
            Told(
                user_id=user_id,
                kind=event.action,
                key=f"{event.action}:{event.subject_id}:{event.at.isoformat()}",
                ward_id=event.ward_id,
                data={"reason": event.reason},
                url="/council",
            )
            for event in events
            for user_id in event.users
            if user_id != event.by
        ]
    )


def tell_who_agrees(events: list[ProcedureAsked]) -> tuple:
    """Whoever can agree, with the reason."""
    return _tell(
        [
            Told(
                user_id=user_id,
                kind=event.action,
                key=_asked(event),
                ward_id=event.ward_id,
                data={"by": event.by, "request": event.after["request"], "reason": event.reason},
                url="/council",
            )
            for event in events
            for user_id in event.users
        ]
    )


def procedure_answered(events: list[ProcedureAnswered]) -> tuple:
    """What asked for an answer is over; whoever asked hears of a no."""
    take_back([_asked(event) for event in events])
    return _tell(
        [
            Told(
                user_id=event.after["asked_by"],
                kind="council.procedure_declined",
                key=f"procedure-declined:{event.after['request']}",
                ward_id=event.ward_id,
                data={"by": event.by},
                url="/council",
            )
            for event in events
            if event.after["answer"] == "declined"
        ]
    )


def _asked(event: ProcedureAsked | ProcedureAnswered) -> str:
    return f"procedure-asked:{event.after['request']}"


def tell_opinion(events: list[OpinionEntered]) -> tuple:
    """Whose opinion it is, each time one is entered."""
    return _tell(
        [
            Told(
                user_id=event.after["user"],
                kind=event.action,
                key=f"{event.action}:{event.subject_id}:{event.version}",
                ward_id=event.ward_id,
                data={"day": event.dated.isoformat()},
                url=f"/council/{event.subject_id}",
            )
            for event in events
        ]
    )


def tell_concluded(events: list[ConflictAnswered]) -> tuple:
    """The absent member for whom the chair answered."""
    return _tell(
        [
            Told(
                user_id=event.after["user"],
                kind="council.concluded",
                key=f"council-concluded:{event.subject_id}:{event.after['user']}:{event.after['item']}",
                ward_id=event.ward_id,
                url=f"/council/{event.subject_id}",
            )
            for event in events
            if event.after["user"] != event.by
        ]
    )


def tell_called(events: list[Summons]) -> tuple:
    """Everybody who belongs to the session; of a change each time, since day or place may differ."""
    return _tell(
        [
            Told(
                user_id=user_id,
                kind=event.action,
                key=f"{event.action}:{event.subject_id}:{event.after['meets_at']}:{event.place[:80]}",
                ward_id=event.ward_id,
                data={"number": event.after["number"], "meets_at": event.meets_at.isoformat(), "place": event.place},
                url=f"/council/{event.subject_id}",
                ends_at=event.meets_at + LASTS,
            )
            for event in events
            for user_id in event.users
            if user_id != event.by
        ]
    )
