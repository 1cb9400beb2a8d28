"""Whoever decides in a ward is told of each role that decides there, and of each slip for one of them."""

from datetime import datetime

from flask_babel import gettext

from app.core.clock import now, today
from app.core.policy import ROLE_NAMES, ROLES_OF_POWER, Role
from app.core.text import N_
from app.messages.actions import take_back, tell
from app.messages.kinds import Button, kind, usual_facts
from app.messages.rules import Told
from app.people.events import Invited, PersonDisabled, RoleEnded, RoleGranted
from app.people.models import Grant
from app.powers.events import PowerConfirmed, RoleAgreed, RoleAsked, RoleDeclined, WaitBegan
from app.powers.queries import holders_in, told_about

# Whoever decides may read it; the pages of people are not for members of the council.
PAGE = "/roles/requests"


def _facts(data: dict) -> dict:
    facts = usual_facts(data)
    if "role" in data:
        facts["role"] = gettext(ROLE_NAMES[Role(data["role"])])
    return facts


kind(
    "power.asked",
    topic="duties",
    subject=N_("A role that decides waits for a second person"),
    sentence=N_("%(by)s asks that %(user_id)s be given the role “%(role)s”. It counts once somebody else agrees."),
    link=N_("See who waits for what"),
    buttons=(
        Button(N_("Agree"), "/roles/requests/{request}/consent", primary=True),
        Button(N_("Decline"), "/roles/requests/{request}/refusal"),
    ),
    people=("by", "user_id"),
    facts=_facts,
)
kind(
    "power.declined",
    topic="answers",
    subject=N_("A role that you asked for was declined"),
    sentence=N_("%(by)s did not agree that %(user_id)s be given the role “%(role)s”."),
    link=N_("See who waits for what"),
    people=("by", "user_id"),
    facts=_facts,
)
kind(
    "power.granted",
    topic="duties",
    subject=N_("A role that decides was given"),
    sentence=N_("%(user_id)s now has the role “%(role)s”."),
    link=N_("See who waits for what"),
    people=("user_id",),
    facts=_facts,
)
kind(
    "power.ended",
    topic="duties",
    subject=N_("A role that decides has ended"),
    sentence=N_("%(by)s ended the role “%(role)s” of %(user_id)s."),
    link=N_("See who waits for what"),
    people=("by", "user_id"),
    facts=_facts,
)
kind(
    "power.closed",
    topic="duties",
    subject=N_("An account that decides was closed"),
    sentence=N_("%(by)s closed the account of %(user_id)s, who decides with you."),
    link=N_("See who waits for what"),
    people=("by", "user_id"),
)
kind(
    "power.slip",
    topic="duties",
    subject=N_("A sign-in slip was made for somebody who decides"),
    sentence=N_(
        "%(by)s made a sign-in slip for %(user_id)s. Whoever has it can set the password. If you don't know why, ask "
        "both."
    ),
    link=N_("See who waits for what"),
    people=("by", "user_id"),
)
kind(
    "power.password",
    topic="duties",
    subject=N_("The password of somebody who decides was set with a slip"),
    sentence=N_(
        "The password of %(user_id)s was set with a sign-in slip. Nothing is decided with this account until "
        "%(until_at)s. Confirm it only once %(user_id)s has told you that it was them."
    ),
    link=N_("See who waits for what"),
    buttons=(Button(N_("It was them"), "/people/{user_id}/password-confirmation"),),
    people=("user_id",),
)
kind(
    "power.wait",
    topic="changes",
    subject=N_("Nothing is decided with your account yet"),
    sentence=N_(
        "Your password was set with a sign-in slip. You can read everything; you decide from %(until_at)s on, "
        "or as soon as somebody else who decides in your ward confirms that it was you."
    ),
    link=N_("See who waits for what"),
)


def tell_who_can_agree(events: list[RoleAsked]) -> tuple:
    """Whoever can agree."""
    messages = [
        Told(
            user_id=holder,
            kind="power.asked",
            key=f"role-request:{event.subject_id}",
            ward_id=event.ward_id,
            data={
                "by": event.by,
                "user_id": event.after["user"],
                "role": event.after["role"],
                "request": event.subject_id,
            },
            url=PAGE,
        )
        for event in events
        for holder in sorted(holders_in({event.ward_id}, today()) - {event.by, event.after["user"]})
    ]
    if messages:
        tell(messages)
    return ()


def tell_answered(events: list[RoleAgreed | RoleDeclined]) -> tuple:
    """What asked for an answer is over; whoever asked hears of a no."""
    take_back([f"role-request:{event.subject_id}" for event in events])
    messages = [
        Told(
            user_id=event.after["asked_by"],
            kind="power.declined",
            key=f"role-declined:{event.subject_id}",
            ward_id=event.ward_id,
            data={"by": event.by, "user_id": event.after["user"], "role": event.after["role"]},
            url=PAGE,
        )
        for event in events
        if isinstance(event, RoleDeclined) and event.by != event.after["asked_by"]
    ]
    if messages:
        tell(messages)
    return ()


def tell_roles(events: list[RoleGranted | RoleEnded]) -> tuple:
    """Of a role that decides all who decide there hear, and whose it is; of what the command line gives
    ``tell_of_command`` tells."""
    roles = {role.value for role in ROLES_OF_POWER}
    of_power = [
        (event, {**event.before, **event.after})
        for event in events
        if event.by is not None and (event.before or event.after).get("role") in roles
    ]
    if of_power:
        tell([one for event, facts in of_power for one in _of_role(event, facts["user"], facts["role"])])
    return ()


def tell_of_command(grant: Grant) -> None:
    """The same of a role that whoever runs the server gave."""
    if grant.role in {role.value for role in ROLES_OF_POWER}:
        event = RoleGranted(ward_id=grant.ward_id, subject_id=grant.id, by=None)
        tell(_of_role(event, grant.user_id, grant.role))


def _of_role(event: RoleGranted | RoleEnded, user_id: int, role: str) -> list[Told]:
    ended = isinstance(event, RoleEnded)
    return [
        Told(
            user_id=holder,
            kind="power.ended" if ended else "power.granted",
            key=f"{'role-ended' if ended else 'role-granted'}:{event.subject_id}",
            ward_id=event.ward_id,
            data={"by": event.by, "user_id": user_id, "role": role},
            url="/me" if holder == user_id else PAGE,
        )
        for holder in sorted((holders_in({event.ward_id}, today()) | {user_id}) - {event.by})
    ]


def tell_others(events: list[Invited | PersonDisabled]) -> tuple:
    """Of a slip for somebody who decides all who decide there hear, and of an account that was closed."""
    about = {_whom(event): event for event in events if event.after.get("power")}
    messages = [
        Told(
            user_id=row.holder,
            kind="power.slip" if isinstance(about[row.person], Invited) else "power.closed",
            key=f"{about[row.person].action}:{about[row.person].subject_id}:{now():%y%m%d%H%M%S}",
            ward_id=row.ward_id,
            data={"by": about[row.person].by, "user_id": row.person},
            url=PAGE,
        )
        for row in (told_about(about, today()) if about else ())
        if row.holder != about[row.person].by
    ]
    if messages:
        tell(messages)
    return ()


def _whom(event: Invited | PersonDisabled) -> int:
    return event.after["user"] if isinstance(event, Invited) else event.subject_id


def tell_waits(events: list[WaitBegan]) -> tuple:
    """The others who decide there, with a button, but for who made the slip; and the person themselves."""
    began = {event.subject_id: event for event in events}
    messages = [
        Told(
            user_id=row.holder,
            kind="power.password",
            ward_id=row.ward_id,
            url=PAGE,
            **_of_wait(began[row.person]),
        )
        for row in told_about(began, today())
        if row.holder not in (row.person, began[row.person].after["slip_by"])
    ]
    messages += [
        Told(user_id=user_id, kind="power.wait", url="/me", **_of_wait(event)) for user_id, event in began.items()
    ]
    tell(messages)
    return ()


def _of_wait(event: WaitBegan) -> dict:
    until = event.after["moment"]
    return {
        "key": _wait_key(event.after["wait"]),
        "data": {"user_id": event.subject_id, "until_at": until},
        "ends_at": datetime.fromisoformat(until),
    }


def _wait_key(wait_id: int) -> str:
    return f"power-wait:{wait_id}"


def wait_is_over(events: list[PowerConfirmed]) -> tuple:
    take_back([_wait_key(wait_id) for event in events for wait_id in event.after["waits"]])
    return ()
