"""Who is told about their own account: whoever signs in otherwise from now on, by what somebody else wrote down."""

from app.core.clock import now
from app.core.text import N_
from app.messages.kinds import kind
from app.messages.rules import Told
from app.people.events import PersonChanged

from .tell import tell

LOGINS = {"phone", "email"}

kind(
    "account.login",
    topic="answers",
    subject=N_("What you sign in with was changed"),
    sentence=N_(
        "The phone number or e-mail address that you sign in with was changed. If you don't know why, ask your "
        "secretary."
    ),
    link=N_("See what it is now"),
)


def tell_new_login(events: list[PersonChanged]) -> tuple:
    """Their password stays, so that the account is still theirs: they need to know by which number."""
    moment = now().isoformat()
    messages = [
        Told(
            user_id=event.subject_id,
            kind="account.login",
            key=f"login:{event.subject_id}:{moment}",
            ward_id=event.ward_id,
            url="/me",
        )
        for event in events
        if event.by != event.subject_id and LOGINS & set(event.after.get("fields", ()))
    ]
    if messages:
        tell(messages)
    return ()
