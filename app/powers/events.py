"""What happens to roles that choose, vote and decide, and to accounts that may not decide yet."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RoleAsked(Event):
    """`after` holds for whom (``user``) and which ``role``."""

    action = "power.asked"


@dataclass(frozen=True, kw_only=True)
class RoleAgreed(Event):
    """A second person agreed: `after` as in RoleAsked, and who ``asked_by``; the grant tells of itself."""

    action = "power.agreed"


@dataclass(frozen=True, kw_only=True)
class RoleDeclined(Event):
    """Declined, or taken back by whoever asked: `after` as in RoleAgreed."""

    action = "power.declined"


@dataclass(frozen=True, kw_only=True)
class WaitBegan(Event):
    """With the subject's account nobody decides until a moment: `after` holds the ``wait``, its last ``moment``, and
    who made the slip (``slip_by``)."""

    action = "power.waits"


@dataclass(frozen=True, kw_only=True)
class PowerConfirmed(Event):
    """Somebody else confirmed that a password was set by the right person; the subject is that person."""

    action = "power.confirmed"
