"""Who is told of a decision about a record: whoever filed it, and the person whose it is."""

from app.contributions.events import LogRejected, LogReturned, LogReversed
from app.contributions.queries import whose
from app.core.clock import now
from app.core.text import N_
from app.messages.actions import tell
from app.messages.kinds import kind
from app.messages.rules import Told

kind(
    "log.returned",
    topic="answers",
    subject=N_("Your record of %(day)s was returned"),
    sentence=N_("Your record of %(day)s was returned: correct it and send it again."),
    link=N_("Correct and send again"),
)
kind(
    "log.rejected",
    topic="answers",
    subject=N_("Your record of %(day)s was rejected"),
    sentence=N_("Your record of %(day)s was rejected and does not count."),
    link=N_("See the record"),
)
kind(
    "log.reversed",
    topic="answers",
    subject=N_("Your record of %(day)s no longer counts"),
    sentence=N_("The approval of your record of %(day)s was taken back: it no longer counts."),
    link=N_("See the record"),
)


def tell_filer(events: list[LogReturned] | list[LogRejected] | list[LogReversed]) -> tuple:
    """Each person once for each decision, except whoever made it."""
    decided = {event.subject_id: event for event in events}
    messages = [
        _told(decided[row.id], row.day, user_id)
        for row in whose(list(decided))
        for user_id in sorted({row.user_id, row.filed_by} - {None, decided[row.id].by})
    ]
    if messages:
        tell(messages)
    return ()


def _told(event, day, user_id: int) -> Told:
    return Told(
        user_id=user_id,
        kind=event.action,
        key=f"{event.action}:{event.subject_id}:{now().isoformat()}",
        ward_id=event.ward_id,
        data={"log": event.subject_id, "day": day.isoformat(), "reason": event.reason},
        url=f"/logs/{event.subject_id}",
    )
