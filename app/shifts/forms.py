"""Forms about shifts."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app.campaigns.rules.document import MOST_HEADS
from app.core.forms import CountField, DayField, Form, Required

from .rules import Choice, Part


class SizeForm(Form):
    min_heads = CountField(_l("Fewest people"), least=0, most=MOST_HEADS)
    max_heads = CountField(_l("Most people"), least=1, most=MOST_HEADS)
    leads = CountField(_l("Of them leads"), least=0, most=MOST_HEADS)


class BoxesField(SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PlanForm(SizeForm):
    """What to plan. Read from the address for the preview, from the body when it is applied."""

    point = BoxesField(_l("Points"), coerce=int)
    slot = BoxesField(_l("Slots"), coerce=int)
    weekday = BoxesField(_l("Weekdays"), coerce=int)
    first = DayField(_l("First day"), [Required()])
    last = DayField(_l("Last day"), [Required()])
    prune = BooleanField(_l("Also take away shifts of these days that are not chosen here"))
    seen = HiddenField()

    def choice(self, slots) -> Choice:
        """``slots`` are those of the campaign."""
        chosen = set(self.slot.data)
        return Choice(
            points=tuple(dict.fromkeys(self.point.data)),
            slots=tuple(Part(slot.name, slot.starts, slot.ends) for slot in slots if slot.id in chosen),
            first=self.first.data,
            last=self.last.data,
            min_heads=self.min_heads.data,
            max_heads=self.max_heads.data,
            leads=self.leads.data,
            weekdays=frozenset(self.weekday.data),
            prune=self.prune.data,
        )
