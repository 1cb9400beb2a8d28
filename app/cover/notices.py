"""Who is told: whoever is asked, whoever asked, and who plans the shifts when somebody can't come."""

from datetime import datetime

from app.core.clock import today
from app.core.text import N_
from app.cover.events import CoverAnswered, CoverAsked, CoverOpened
from app.cover.models import YES
from app.cover.queries import planners_of
from app.messages.actions import take_back, tell
from app.messages.kinds import Button, kind
from app.messages.rules import Told

kind(
    "cover.asked",
    topic="requests",
    subject=N_("Can you help out at %(point)s?"),
    sentence=N_("%(by)s asks whether you can take the shift at %(point)s, %(when)s."),
    link=N_("See who asks"),
    buttons=(
        Button(N_("Yes, I take it"), "/shifts/{shift}/answer", (("answer", "yes"),), primary=True),
        Button(N_("No, I can't"), "/shifts/{shift}/answer", (("answer", "no"),)),
    ),
    people=("by",),
)
kind(
    "cover.yes",
    topic="answers",
    subject=N_("Yes for %(point)s"),
    sentence=N_("%(by)s says yes: the shift at %(point)s, %(when)s."),
    link=N_("See the shift"),
    people=("by",),
)
kind(
    "cover.no",
    topic="answers",
    subject=N_("No for %(point)s"),
    sentence=N_("%(by)s can't take the shift at %(point)s, %(when)s."),
    link=N_("Who can step in"),
    people=("by",),
)
kind(
    "cover.opened",
    topic="duties",
    subject=N_("Somebody can't come to %(point)s"),
    sentence=N_(
        "%(by)s can't come to the shift at %(point)s, %(when)s. It has %(taken)s of at least %(least)s people."
    ),
    link=N_("Who can step in"),
    people=("by",),
)


def _told(event, user_id: int, kind: str, key: str, url: str, until: str = "starts_at") -> Told:
    return Told(
        user_id=user_id,
        kind=kind,
        key=key,
        ward_id=event.ward_id,
        data={"shift": event.after["shift"], "by": event.by, **event.about},
        url=url,
        ends_at=datetime.fromisoformat(event.about[until]),
    )


def tell_asked(events: list[CoverAsked]) -> tuple:
    tell([_told(one, one.after["user"], "cover.asked", f"ask:{one.subject_id}", "/my/asks") for one in events])
    return ()


def tell_asker(events: list[CoverAnswered]) -> tuple:
    """The question is history for whoever was asked, the answer news for whoever asked."""
    for event in events:
        key, shift = f"ask:{event.subject_id}", event.after["shift"]
        take_back([key], event.after["user"])
        kind, url = ("cover.yes", "") if event.after["answer"] == YES else ("cover.no", "/cover")
        tell([_told(event, event.after["asked_by"], kind, f"{key}:answer", f"/shifts/{shift}{url}", "ends_at")])
    return ()


def tell_planners(events: list[CoverOpened]) -> tuple:
    for event in events:
        key, url = f"cover:{event.subject_id}", f"/shifts/{event.after['shift']}/cover"
        tell([_told(event, one, "cover.opened", key, url) for one in planners_of(event.ward_id, today())])
    return ()
