"""What happens to shifts and to what plans them."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ShiftAdded(Event):
    action = "shift.added"


@dataclass(frozen=True, kw_only=True)
class ShiftChanged(Event):
    action = "shift.changed"


@dataclass(frozen=True, kw_only=True)
class ShiftRemoved(Event):
    action = "shift.removed"


@dataclass(frozen=True, kw_only=True)
class ShiftCancelled(Event):
    action = "shift.cancelled"


@dataclass(frozen=True, kw_only=True)
class TemplateAdded(Event):
    action = "template.added"


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(Event):
    action = "template.changed"


@dataclass(frozen=True, kw_only=True)
class TemplateRetired(Event):
    action = "template.retired"


@dataclass(frozen=True, kw_only=True)
class TemplateBroughtBack(Event):
    action = "template.brought_back"


@dataclass(frozen=True, kw_only=True)
class ExceptionAdded(Event):
    action = "plan_exception.added"


@dataclass(frozen=True, kw_only=True)
class ExceptionRemoved(Event):
    action = "plan_exception.removed"
