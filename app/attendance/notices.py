"""Who is told what somebody wrote down about their coming: the person, where it says that they did not come, or where
it changes what stood there."""

from app.attendance.events import AttendanceMarked
from app.attendance.rules import ARRIVED, EXCUSED, NO_SHOW
from app.core.text import N_
from app.messages.actions import tell
from app.messages.kinds import kind
from app.messages.rules import Told

SEE = N_("See the shift")
for _name, _subject, _sentence in (
    (
        NO_SHOW,
        N_("You are marked absent at %(point)s"),
        N_("You are marked absent from the shift at %(point)s, %(when)s."),
    ),
    (
        EXCUSED,
        N_("You are excused at %(point)s"),
        N_("You are marked as excused from the shift at %(point)s, %(when)s."),
    ),
    (
        "arrived",
        N_("Your attendance at %(point)s was corrected"),
        N_("You are marked present on the shift at %(point)s, %(when)s."),
    ),
):
    kind(f"attendance.{_name}", topic="changes", subject=_subject, sentence=_sentence, link=SEE)


def tell_marked(events: list[AttendanceMarked]) -> tuple:
    found = [event for event in events if event.turn is not None and event.by != event.after["user"]]
    messages = [_told(event) for event in found if event.before or event.after["state"] not in ARRIVED]
    if messages:
        tell(messages)
    return ()


def _told(event: AttendanceMarked) -> Told:
    turn, state = event.turn, event.after["state"]
    name = f"attendance.{'arrived' if state in ARRIVED else state}"
    data = {"shift": turn.id, "point": turn.point}
    data |= {"starts_at": turn.starts_at.isoformat(), "ends_at": turn.ends_at.isoformat()}
    return Told(
        user_id=event.after["user"],
        kind=name,
        key=f"{name}:{event.subject_id}",
        ward_id=event.ward_id,
        data=data | ({"reason": event.reason} if event.reason else {}),
        url=f"/shifts/{turn.id}",
    )
