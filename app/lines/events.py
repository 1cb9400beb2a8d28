"""What happens to hand-over notes. Subjects are notes; their text is not told."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class NoteLeft(Event):
    action = "handover.left"


@dataclass(frozen=True, kw_only=True)
class NoteRead(Event):
    action = "handover.read"
