"""Who is told of a note: those who hold the duty after it."""

from app.core.clock import now
from app.core.text import N_
from app.lines.events import NoteLeft
from app.lines.queries import holders_after
from app.messages.actions import tell
from app.messages.kinds import kind
from app.messages.rules import Told

kind(
    "handover.left",
    topic="requests",
    subject=N_("A note for your duty at %(point)s"),
    sentence=N_("%(by)s left a note for your duty at %(point)s, %(when)s. You can read it once your duty begins."),
    link=N_("Read the note"),
    people=("by",),
)


def tell_next_duty(events: list[NoteLeft]) -> tuple:
    """A word without the text: that stands on the page of the lines, for those on duty."""
    for event in events:
        tell(
            [
                Told(
                    user_id=row.user_id,
                    kind="handover.left",
                    key=f"handover:{event.subject_id}",
                    ward_id=event.ward_id,
                    data={
                        "by": event.by,
                        "point": row.point,
                        "starts_at": row.starts_at.isoformat(),
                        "ends_at": row.ends_at.isoformat(),
                    },
                    url="/lines",
                    ends_at=row.ends_at,
                )
                for row in holders_after(event.after["shift"], now())
                if row.user_id != event.by
            ]
        )
    return ()
