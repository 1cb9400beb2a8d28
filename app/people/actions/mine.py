"""What people decide for themselves: their language, what they agree to."""

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now
from app.core.db import action, db
from app.core.events import announce
from app.people.events import ConsentChanged
from app.people.models import Consent, User

# Which wording of the consent a row answers to; raised when the words of people/me.html change.
CONSENT_VERSION = 1


@action
def choose_language(user_id: int, language: str) -> None:
    db.session.execute(update(User).where(User.id == user_id).values(language=language))


@action
def agree(user_id: int, purpose: str) -> None:
    """Give consent to one purpose; giving it twice changes nothing."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    values = {"user_id": user_id, "purpose": purpose, "text_version": CONSENT_VERSION, "given_at": now()}
    # Two taps at once: the unique index decides, and the second one has nothing to say.
    query = dialect.insert(Consent).values(**values).on_conflict_do_nothing().returning(Consent.id)
    if db.session.scalar(query) is not None:
        announce(ConsentChanged(ward_id=None, subject_id=user_id, by=user_id, after={purpose: CONSENT_VERSION}))


@action
def withdraw(user_id: int, purpose: str) -> None:
    """Take consent back."""
    ended = db.session.execute(
        update(Consent)
        .where(Consent.user_id == user_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now())
    )
    if ended.rowcount:
        announce(ConsentChanged(ward_id=None, subject_id=user_id, by=user_id, after={purpose: None}))
