"""The letters that wait: taken by one worker at a time, by a lease, and noted down one by one."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update

from app.core.clock import now
from app.core.db import action, db
from app.messages.models import Delivery, Message
from app.messages.queries import letters
from app.messages.rules import GIVE_UP, KEPT, LEASE, wait_after

# So few that all of them are sent well within the lease.
AT_ONCE = 10
FORGOTTEN = 500


@action
def take_letters() -> list:
    """The next letters to send, ours for ``LEASE``: rows of ``queries.letters``. None that another worker holds."""
    moment = now()
    due = or_(
        and_(Delivery.state == "waiting", Delivery.next_at <= moment),
        and_(Delivery.state == "sending", Delivery.leased_until <= moment),
    )
    first = select(Delivery.id).where(due).order_by(Delivery.next_at, Delivery.id).limit(AT_ONCE)
    first = first.with_for_update(skip_locked=True).cte("first")
    taken = (
        update(Delivery)
        .where(Delivery.id.in_(select(first.c.id)), due)
        .values(state="sending", leased_until=moment + LEASE, tries=Delivery.tries + 1)
        .returning(Delivery.id)
    )
    ids = db.session.scalars(taken, execution_options={"synchronize_session": False}).all()
    return letters(ids) if ids else []


@action
def note_sent(letter) -> bool:
    """The server has it. False: meanwhile the lease ended and somebody else took it."""
    return _note(letter, state="sent", sent_at=now(), error="")


@action
def drop(letter, why: str) -> bool:
    """It is not sent any more; the message itself stays in the inbox."""
    return _note(letter, state="dropped", error=why)


@action
def put_back(letter, why: str = "", wait: timedelta | None = None) -> bool:
    """It waits on: as long as after this many tries, unless told otherwise."""
    return _note(
        letter, state="waiting", next_at=now() + (wait_after(letter.tries) if wait is None else wait), error=why
    )


def _note(letter, **values) -> bool:
    mine = (Delivery.id == letter.id, Delivery.state == "sending", Delivery.tries == letter.tries)
    done = db.session.execute(update(Delivery).where(*mine).values(leased_until=None, **values))
    return done.rowcount == 1


def hopeless(created_at: datetime) -> bool:
    """Whether a letter that the reader's server refuses has been tried for long enough."""
    return now() - created_at >= GIVE_UP


@action
def forget_old() -> int:
    """Take away messages after their time, with their letters; so many at once that nobody waits for it."""
    old = select(Message.id).where(Message.created_at < now() - KEPT).order_by(Message.created_at).limit(FORGOTTEN)
    gone = delete(Message).where(Message.id.in_(old))
    return db.session.execute(gone, execution_options={"synchronize_session": False}).rowcount
