"""Who is told when the place or the time of a shift changes: everybody with a seat in it that is still to come, and
whoever is in line for one."""

from app.core.clock import now
from app.core.events import Event
from app.messages.actions import tell
from app.places.events import PointChanged
from app.shifts.events import ShiftChanged
from app.signups.queries import coming_at, coming_in

from .kinds import told
from .seats import typed

WHEN_AND_WHERE = ("point", "starts", "ends")
WHERE = ("name", "address")


def tell_moved(events: list[ShiftChanged]) -> tuple:
    moved = {
        event.subject_id: event for event in events if "starts" in event.before and _differs(event, WHEN_AND_WHERE)
    }
    if moved:
        tell(
            [
                told(
                    "shift.moved",
                    f"{row.id}:{row.starts_at.isoformat()}:{row.ends_at.isoformat()}:{row.point_id}",
                    row.user_id,
                    row,
                    row.ward_id,
                    old_at=moved[row.id].before["starts"].isoformat(),
                    **typed(moved[row.id]),
                )
                for row in coming_in(list(moved), now())
                if row.user_id != moved[row.id].by
            ]
        )
    return ()


def tell_point_changed(events: list[PointChanged]) -> tuple:
    """Once for each person, with the first of their shifts there."""
    changed = {event.subject_id: event for event in events if _differs(event, WHERE)}
    if changed:
        first = {}
        for row in coming_at(list(changed), now()):
            first.setdefault((row.point_id, row.user_id), row)
        tell(
            [_about(changed[point], row) for (point, _user), row in first.items() if row.user_id != changed[point].by]
        )
    return ()


def _about(event: PointChanged, row):
    return told(
        "point.changed",
        f"{event.subject_id}:{now().isoformat()}",
        row.user_id,
        row,
        row.ward_id,
        old_point=event.before["name"],
        place=", ".join(filter(None, (event.after["name"], event.after["address"]))),
        **typed(event),
    )


def _differs(event: Event, fields: tuple[str, ...]) -> bool:
    return any(event.before.get(name) != event.after.get(name) for name in fields)
