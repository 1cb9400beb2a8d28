"""What happens outside of a session and shows on its pages."""

from sqlalchemy import update

from app.core.db import db
from app.core.events import Event
from app.council.models import CouncilSession
from app.council.rules.meeting import IN_SESSION


def show_holds(events: list[Event]) -> tuple:
    """A hold was placed or lifted: open sessions of the ward draw their agenda anew."""
    wards = {event.ward_id for event in events}
    db.session.execute(
        update(CouncilSession)
        .where(CouncilSession.ward_id.in_(wards), CouncilSession.state == IN_SESSION)
        .values(version=CouncilSession.version + 1)
    )
    return ()
