"""The one verb of archives."""

from app.archive.actions.seal import seal

__all__ = ["seal"]
