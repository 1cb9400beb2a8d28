"""Handing the work on a round to whoever does its next step; what is said of it the rooms of the steps say."""

from app.awards.queries import holders_on
from app.core.policy import Permission
from app.messages.rules import Told


def to_holders(
    event, round_id: int, permission: Permission, kind: str, key: str, page: str, data: dict | None = None
) -> list[Told]:
    """A message for everybody who may do this in the ward of the round, but for whoever caused the event; it leads to
    this page of the round's campaign."""
    return [
        Told(
            user_id=one.user_id,
            kind=kind,
            key=key,
            ward_id=event.ward_id,
            data=data or {},
            url=f"{page}?campaign={one.slug}",
        )
        for one in holders_on(round_id, permission)
        if one.user_id != event.by
    ]
