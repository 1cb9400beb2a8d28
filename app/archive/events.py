"""What happens to archives."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ArchiveSealed(Event):
    """`after` holds the checksum of the whole .zip: whoever has one can be told whether it is this one."""

    action = "archive.sealed"
