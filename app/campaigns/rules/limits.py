"""A campaign's settings about who may take which shift, and how free seats are passed on."""

from dataclasses import dataclass, fields
from datetime import time


@dataclass(frozen=True, slots=True)
class Limits:
    """Minutes throughout; None where there is no such limit. The columns of ``Campaign`` have the same names.

    ``rest_minutes`` is asked for after a duty that ends at ``evening_from`` (local) or later; ``opens_days`` before a
    shift's day sign-up opens; until ``leave_minutes`` before its start a seat can be left. Whoever is offered a seat
    has ``offer_minutes`` (0: it is theirs unasked), less as the start nears, never below ``offer_least_minutes``. A
    team's unnamed seats fall back to everyone ``naming_minutes`` before the start.
    """

    rest_minutes: int = 600
    evening_from: time = time(20)
    day_minutes: int | None = 720
    week_minutes: int | None = 2880
    min_age: int | None = 16
    opens_days: int | None = None
    leave_minutes: int = 0
    offer_minutes: int = 120
    offer_least_minutes: int = 10
    naming_minutes: int = 1440

    @classmethod
    def of(cls, row) -> "Limits":
        """From a row or a campaign that carries the columns."""
        return cls(*(getattr(row, name) for name in LIMITS))


LIMITS = tuple(field.name for field in fields(Limits))
