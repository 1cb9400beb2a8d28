"""What people do with their own messages: read them, and choose which are also sent as letters."""

from sqlalchemy import func, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now
from app.core.db import action, db
from app.messages.kinds import TOPICS
from app.messages.models import Message, Preference
from app.messages.rules import EMAIL


@action
def read_message(user_id: int, message_id: int) -> str | None:
    """Somebody has seen this message of theirs: the path that it leads to, or None where they have no such."""
    mine = update(Message).where(Message.id == message_id, Message.user_id == user_id)
    return db.session.scalar(mine.values(read_at=func.coalesce(Message.read_at, now())).returning(Message.url))


@action
def read_all(user_id: int, until: int) -> int:
    """Somebody has seen all messages up to that one; what came meanwhile stays unread. Returns how many were new."""
    mine = (Message.user_id == user_id, Message.read_at.is_(None), Message.id <= until)
    seen = update(Message).where(*mine).values(read_at=now())
    return db.session.execute(seen, execution_options={"synchronize_session": False}).rowcount


@action
def choose_notices(user_id: int, wanted: set[str]) -> None:
    """From now on these topics, and no others, are sent by e-mail. One statement."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = dialect.insert(Preference.__table__)
    row = row.on_conflict_do_update(
        index_elements=["user_id", "channel", "topic"], set_={"wanted": row.excluded.wanted}
    )
    choices = [{"user_id": user_id, "channel": EMAIL, "topic": topic, "wanted": topic in wanted} for topic in TOPICS]
    db.session.execute(row, choices)
