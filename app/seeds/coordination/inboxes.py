"""What people were told, and what of it they have read."""

from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.messages.actions import read_message
from app.messages.models import Message
from app.people.actions import change_person
from app.seeds.story import Story, moment
from app.signups.notices import remind

# What waits for an answer is left unread as long as it holds.
WAITS = ("requests", "reminders")


def _known(story: Story) -> dict[str, int]:
    return {"lan": story.lan, "long": story.leader, "hoa": story.secretary}


def addresses(story: Story) -> None:
    """So that letters lie in the outbox of the demo."""
    with clock.at(moment(story.campaign.starts_on - timedelta(days=3), 8)):
        for name, user in _known(story).items():
            change_person(user, story.secretary.id, story.campaign.ward_id, email=f"{name}@cuanam.example")


def tell(story: Story) -> None:
    """Reminders as the worker would have told them, and a first look at what was settled before last evening."""
    for days, hour in ((-1, 12), (-1, 17), (-1, 20), (0, 6), (0, 12), (0, 17)):
        at = moment(story.today + timedelta(days=days), hour, 30)
        if at < story.now:
            with clock.at(at):
                remind()
    remind()
    people = [user.id for user in _known(story).values()]
    for row in db.session.scalars(select(Message).where(Message.user_id.in_(people)).order_by(Message.id)).all():
        over = row.ends_at is not None and row.ends_at <= story.now
        settled = row.topic not in WAITS and row.created_at < story.evening(18)
        seen = row.created_at + timedelta(minutes=25)
        if (over or settled) and seen < story.now:
            with clock.at(seen):
                read_message(row.user_id, row.id)
