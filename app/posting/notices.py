"""Who is told of an objection: whoever is to answer it, who may confirm the answer, and who objected."""

from sqlalchemy import select

from app.core.clock import today
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.core.text import N_
from app.messages.actions import take_back, tell
from app.messages.kinds import kind
from app.messages.rules import Told
from app.people.models import Grant
from app.people.queries import in_force
from app.posting.events import ObjectionAnswered, ObjectionConfirmed, ObjectionMade, ObjectionPassedOn
from app.posting.models import Objection

CALLERS = tuple(role.value for role in Role if Permission.COUNCIL_CALL in MATRIX[role])

kind(
    "objection.made",
    topic="duties",
    subject=N_("An objection to the posted list waits for your answer"),
    sentence=N_("Somebody objects to the posted list. The council and the decision wait for the answer."),
    link=N_("Read and answer"),
)
kind(
    "objection.answered",
    topic="duties",
    subject=N_("The answer to an objection waits for a second person"),
    sentence=N_("%(by)s answered an objection to the posted list. A second person reads and confirms the answer."),
    link=N_("Read and confirm"),
    people=("by",),
)
kind(
    "objection.confirmed",
    topic="answers",
    subject=N_("Your objection is answered"),
    sentence=N_("What you objected to the posted list has its answer."),
    link=N_("Read the answer"),
)


def _made(objection_id: int) -> str:
    return f"objection:{objection_id}"


def _answered(objection_id: int) -> str:
    return f"objection-answer:{objection_id}"


def _url(event) -> str:
    return f"/awards/posting/objections/{event.subject_id}"


def tell_owner(events: list[ObjectionMade | ObjectionPassedOn]) -> tuple:
    """Whoever answers it from now on; those who had it before have nothing to do any more."""
    for event in events:
        if event.before:
            take_back([_made(event.subject_id)], event.before["owner"])
    tell(
        [
            Told(
                user_id=event.after["owner"],
                kind="objection.made",
                key=_made(event.subject_id),
                ward_id=event.ward_id,
                url=_url(event),
            )
            for event in events
            if event.after["owner"] != event.by
        ]
    )
    return ()


def tell_second(events: list[ObjectionAnswered]) -> tuple:
    """Leaders and clerks of the ward who did not write it."""
    take_back([_made(event.subject_id) for event in events])
    tell(
        [
            Told(
                user_id=user_id,
                kind="objection.answered",
                key=_answered(event.subject_id),
                ward_id=event.ward_id,
                data={"by": event.by},
                url=_url(event),
            )
            for event in events
            for user_id in db.session.scalars(
                select(Grant.user_id)
                .where(Grant.ward_id == event.ward_id, Grant.role.in_(CALLERS), in_force(today()))
                .distinct()
                .order_by(Grant.user_id)
            )
            if user_id != event.by
        ]
    )
    return ()


def tell_objector(events: list[ObjectionConfirmed]) -> tuple:
    """Who objected, if they were signed in."""
    take_back([_answered(event.subject_id) for event in events])
    rows = db.session.execute(
        select(Objection.id, Objection.ward_id, Objection.by).where(
            Objection.id.in_([event.subject_id for event in events]), Objection.by.is_not(None)
        )
    )
    tell(
        [
            Told(
                user_id=row.by,
                kind="objection.confirmed",
                key=f"objection-over:{row.id}",
                ward_id=row.ward_id,
                url=f"/posted/mine/{row.id}",
            )
            for row in rows
        ]
    )
    return ()
