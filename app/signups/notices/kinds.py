"""What can be told about seats, and how it is said."""

from app.core.text import N_
from app.messages.kinds import Button, kind
from app.messages.rules import Told

SEE = N_("See the shift")

kind(
    "seat.offered",
    topic="requests",
    subject=N_("A seat at %(point)s is kept for you"),
    sentence=N_("A seat at %(point)s, %(when)s, is kept for you until %(until_at)s."),
    link=SEE,
    buttons=(
        Button(N_("Take the shift"), "/shifts/{shift}/sign-up", primary=True),
        Button(N_("Don't take it"), "/shifts/{shift}/leave", asks=True),
    ),
)
kind(
    "seat.lapsed",
    topic="changes",
    subject=N_("The seat at %(point)s went to the next in line"),
    sentence=N_("The time to accept %(point)s, %(when)s, is over; the seat went to the next in line."),
    link=SEE,
)
kind(
    "seat.promoted",
    topic="changes",
    subject=N_("You have a seat at %(point)s"),
    sentence=N_("You moved up from the line: you have a seat at %(point)s, %(when)s."),
    link=SEE,
)
kind(
    "seat.given",
    topic="changes",
    subject=N_("You are on a shift at %(point)s"),
    sentence=N_("You were put on the shift at %(point)s, %(when)s."),
    link=SEE,
)
kind(
    "seat.taken_off",
    topic="changes",
    subject=N_("You are not on the shift at %(point)s any more"),
    sentence=N_("You are not on the shift at %(point)s, %(when)s, any more. See its page or ask your secretary why."),
    link=SEE,
)
kind(
    "seat.called_off",
    topic="changes",
    subject=N_("The shift at %(point)s is cancelled"),
    sentence=N_("The shift at %(point)s, %(when)s, is cancelled."),
    link=SEE,
)
kind(
    "shift.moved",
    topic="changes",
    subject=N_("Your shift at %(point)s has changed"),
    sentence=N_("Your shift is now at %(point)s, %(when)s. It used to begin at %(old_at)s."),
    link=SEE,
)
kind(
    "point.changed",
    topic="changes",
    subject=N_("%(old_point)s: name or address has changed"),
    sentence=N_("%(old_point)s is now: %(place)s. You have a shift there: %(when)s."),
    link=SEE,
)
for _name, _ahead in (
    ("reminder.day", N_("Coming up: your shift at %(point)s")),
    ("reminder.soon", N_("Soon: your shift at %(point)s")),
):
    kind(
        _name,
        topic="reminders",
        subject=_ahead,
        sentence=N_("You are on the shift at %(point)s, %(when)s. Will you be there?"),
        link=SEE,
        buttons=(
            Button(N_("I will be there"), "/shifts/{shift}/confirm", primary=True),
            Button(N_("I can't come"), "/shifts/{shift}/cannot-come", asks=True),
        ),
    )


def told(name: str, key: str, user_id: int, about, ward_id: int, ends_at=None, **data) -> Told:
    """One message about one shift; ``about`` carries id, point, starts_at and ends_at."""
    return Told(
        user_id=user_id,
        kind=name,
        key=f"{name}:{key}",
        ward_id=ward_id,
        data={
            "shift": about.id,
            "point": about.point,
            "starts_at": about.starts_at.isoformat(),
            "ends_at": about.ends_at.isoformat(),
            **data,
        },
        url=f"/shifts/{about.id}",
        ends_at=ends_at or about.starts_at,
    )
