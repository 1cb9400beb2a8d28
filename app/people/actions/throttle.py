"""Counting tries, shared by all processes: a row per key and window, taken before a password is looked at."""

import hashlib

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import now
from app.core.db import action, db
from app.people.models import Throttle
from app.people.rules import LIMITS, WINDOW, window_start


def _key(kind: str, text: str) -> str:
    """Neither phones nor addresses are kept, only what they hash to."""
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


@action
def take_try(keys: dict[str, str]) -> bool:
    """Count one try under each key; False when one of them had its share in this window.

    Keys after the first that had its share (in the order of LIMITS) get theirs back: a guesser who has used up
    the own share takes nothing from the account's or the address's.
    """
    window = window_start(now())
    if window.minute == 30:
        db.session.execute(delete(Throttle).where(Throttle.window < window - 12 * WINDOW))
    kinds = {_key(kind, keys[kind]): kind for kind in LIMITS if kind in keys}
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = dialect.insert(Throttle)
    again = (Throttle.window == row.excluded.window).cast(db.Integer)
    counted = row.values([{"key": key, "window": window, "tries": 1} for key in kinds]).on_conflict_do_update(
        index_elements=[Throttle.key],
        set_={"tries": Throttle.tries * again + 1, "window": row.excluded.window},
    )
    tries = dict(db.session.execute(counted.returning(Throttle.key, Throttle.tries)).all())
    spent = next((n for n, (key, kind) in enumerate(kinds.items()) if tries[key] > LIMITS[kind]), None)
    if spent is None:
        return True
    _take_off(list(kinds)[spent + 1 :])
    return False


def had_its_share(kind: str, text: str) -> bool:
    """Whether the next try under this key in this window would be one too many; counts nothing."""
    tries = db.session.scalar(
        select(Throttle.tries).where(Throttle.key == _key(kind, text), Throttle.window == window_start(now()))
    )
    return tries is not None and tries >= LIMITS[kind]


def _take_off(keys: list[str], all_of: list[str] = ()) -> None:
    """One try less for each key, none at all for ``all_of``, in one statement."""
    if keys:
        less = case((Throttle.key.in_(all_of), Throttle.tries), else_=1)
        db.session.execute(
            update(Throttle).where(Throttle.key.in_(keys), Throttle.tries > 0).values(tries=Throttle.tries - less)
        )


@action
def give_back_try(keys: dict[str, str]) -> None:
    """A right password clears the browser's own tries and gives one back to what it shares with others."""
    own = [_key(kind, text) for kind, text in keys.items() if kind in ("device", "pair", "again")]
    _take_off([_key(kind, text) for kind, text in keys.items()], own)
