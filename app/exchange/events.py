"""What happens to imports."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ImportApplied(Event):
    """``subject_id`` is the campaign; how many of what is in ``after``."""

    action = "import.applied"
