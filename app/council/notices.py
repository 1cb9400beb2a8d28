"""Who is told about sessions: whoever belongs to one that is called or changed."""

from datetime import timedelta

from app.core.text import N_
from app.council.events import CouncilSettingsChanged, OpinionEntered, Summons
from app.messages.actions import tell
from app.messages.kinds import kind
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
    "council.settings_changed",
    topic="requests",
    subject=N_("The rules of the council were changed after the list was locked"),
    sentence=N_("The rules by which the council decides were changed after the list was locked."),
    link=N_("See the rules and what was changed"),
)


def tell_rules(events: list[CouncilSettingsChanged]) -> tuple:
    """All members, with the reason, of each change after the locking."""
    messages = [
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
    if messages:
        tell(messages)
    return ()


def tell_opinion(events: list[OpinionEntered]) -> tuple:
    """Whose opinion it is, each time one is entered."""
    tell(
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
    return ()


def tell_called(events: list[Summons]) -> tuple:
    """Everybody who belongs to the session; of a change each time, since day or place may differ."""
    messages = [
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
    if messages:
        tell(messages)
    return ()
