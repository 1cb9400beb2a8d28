"""Who is told: those on the list that they are asked, the office that something is wrong or declined."""

from sqlalchemy import select

from app.commended.events import CommendedAnswered, CommendedAsked
from app.commended.queries import leaders_of
from app.commended.rules import RIGHT
from app.core.clock import today
from app.core.db import db
from app.core.policy import MATRIX, Permission, Role
from app.core.text import N_
from app.messages.actions import take_back, tell
from app.messages.kinds import kind
from app.messages.rules import Told
from app.people.models import Grant
from app.people.queries import in_force

OFFICE = tuple(role.value for role in Role if Permission.PAPER_MAKE in MATRIX[role])

kind(
    "commended.asked",
    topic="duties",
    subject=N_("Check your name before the certificate is printed"),
    sentence=N_(
        "You are on the list for the certificate of merit. Look whether name, post and unit are right, and say "
        "who comes."
    ),
    link=N_("Check my name"),
)
kind(
    "commended.wrong",
    topic="duties",
    subject=N_("Somebody on the list says that something is wrong, or declines"),
    sentence=N_("%(by)s answered what will be printed. Somebody else looks at it before it is printed."),
    link=N_("See the answers"),
    people=("by",),
)


def _asked(nomination_id: int) -> str:
    return f"commended:{nomination_id}"


def tell_asked_ones(events: list[CommendedAsked]) -> tuple:
    for event in events:
        tell(
            [
                Told(
                    user_id=user_id,
                    kind="commended.asked",
                    key=_asked(nomination_id),
                    ward_id=event.ward_id,
                    url=f"/my/commendation/{nomination_id}",
                )
                for nomination_id, users in leaders_of(event.after["listed"]).items()
                for user_id in users
            ]
        )
    return ()


def tell_office(events: list[CommendedAnswered]) -> tuple:
    """What was asked is over; the office hears of all that is not simply right."""
    take_back([_asked(event.subject_id) for event in events])
    for event in events:
        if event.after["answer"] == RIGHT:
            continue
        office = db.session.scalars(
            select(Grant.user_id)
            .where(Grant.ward_id == event.ward_id, Grant.role.in_(OFFICE), in_force(today()))
            .distinct()
            .order_by(Grant.user_id)
        )
        tell(
            [
                Told(
                    user_id=user_id,
                    kind="commended.wrong",
                    key=f"commended-wrong:{event.subject_id}:{event.after['answer']}",
                    ward_id=event.ward_id,
                    data={"by": event.by},
                    url="/awards/answers",
                )
                for user_id in office
                if user_id != event.by
            ]
        )
    return ()
