"""What happens to names. No names and no reasons here, which would hold names: these stand in tables of their own."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class NameCorrected(Event):
    """`after` holds whose name it is (``user``, ``team`` or ``nomination``) and, where a second person confirmed it,
    who that was and the request."""

    action = "name.corrected"


@dataclass(frozen=True, kw_only=True)
class NameAsked(Event):
    action = "name.asked"


@dataclass(frozen=True, kw_only=True)
class NameDeclined(Event):
    action = "name.declined"
