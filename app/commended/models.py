"""Who was asked, what was answered, and what was done then. All rows are only ever added (triggers)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Instant, db


def _nomination():
    return ForeignKeyConstraint(["ward_id", "nomination_id"], ["nominations.ward_id", "nominations.id"])


class CommendedAsk(db.Model):
    """Somebody on a locked list was asked, once."""

    __tablename__ = "commended_asks"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    nomination_id: Mapped[int] = mapped_column(unique=True)
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (_nomination(),)


class CommendedReply(db.Model):
    """An answer, of the person or of who leads the team (trigger); the last one counts. `what`: what is wrong, or why
    the award is declined. `comes`: how many come to the ceremony, guests too; None: not said. `who`: their names.

    Of a household, and of whoever has no account, somebody of the office notes who comes, and nothing else (trigger).
    """

    __tablename__ = "commended_replies"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]
    nomination_id: Mapped[int]
    answer: Mapped[str]
    what: Mapped[str] = mapped_column(Text, server_default="")
    comes: Mapped[int | None]
    who: Mapped[str] = mapped_column(server_default="")
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        _nomination(),
        UniqueConstraint("ward_id", "id"),
        CheckConstraint("answer IN ('right', 'wrong', 'declined')", name="answer"),
        CheckConstraint("answer <> 'wrong' OR what <> ''", name="what"),
        CheckConstraint("comes BETWEEN 0 AND 11", name="comes"),
        Index("ix_commended_replies_nomination_id", "nomination_id"),
    )


class CommendedSettling(db.Model):
    """Somebody else looked at what is wrong, and says what was done."""

    __tablename__ = "commended_settlings"
    reply_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ward_id: Mapped[int]
    done: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "reply_id"], ["commended_replies.ward_id", "commended_replies.id"]),
        CheckConstraint("done <> ''", name="done"),
    )
