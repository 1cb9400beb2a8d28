"""Forms about shifts and what plans them."""

from datetime import time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from app.campaigns.forms import TimeField
from app.campaigns.rules.document import MOST_HEADS
from app.core.forms import CountField, DayField, Form, Required, name_field, text_field
from app.core.i18n import language
from app.core.words import WEEKDAYS, minutes, time_range
from app.places.models import LINE

from .rules import KINDS, LENGTHS, WEEK, Ask, Closed, Extra, Moved, Pattern, Spot


class SizeForm(Form):
    min_heads = CountField(_l("Minimum number of people"), least=0, most=MOST_HEADS)
    max_heads = CountField(_l("Maximum number of people"), least=1, most=MOST_HEADS)
    leads = CountField(_l("Team leads among them"), least=0, most=MOST_HEADS)


class BoxesField(SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


OWN, ROUND = "own", "round"


LARGEST = 2**31 - 1


def _slot(when: str) -> int | None:
    """The slot that was chosen, if it was one; what cannot be one is the id of none."""
    if when in (OWN, ROUND):
        return None
    return min(int(when), LARGEST) if when.isascii() and when.isdigit() and len(when) < 12 else LARGEST


def _id(sent: int) -> int | None:
    """What fits a key of the database; 0 stands for none."""
    return max(0, min(sent, LARGEST)) or None


class TemplateForm(SizeForm):
    """What a template asks for. The slot, the times of its own or the length: whichever ``when`` says."""

    point = BoxesField(_l("Points"), coerce=int)
    # The verb asks again, with the campaign locked, whether slot and skill are there.
    when = SelectField(_l("Time of day"), validate_choice=False)
    name = name_field(_l("Name of the shift"), max_length=40)
    starts = TimeField(_l("From (hour:minute)"), render_kw={"maxlength": 5})
    ends = TimeField(_l("To (hour:minute)"), render_kw={"maxlength": 5})
    every = SelectField(_l("Length of a duty"), coerce=int)
    weekday = BoxesField(_l("Weekdays"), coerce=int)
    kind = SelectField(_l("Kind"))
    lead_seats = CountField(_l("Seats that only leads may take"), least=0, most=MOST_HEADS)
    skill = SelectField(_l("Needed skill"), coerce=int, validate_choice=False, default=0)
    opens_days = CountField(_l("Sign-up opens this many days before"), least=0, most=366, empty=None)
    first = DayField(_l("From"))
    last = DayField(_l("Until"))

    def offer(self, points, slots, skills) -> "TemplateForm":
        """What can be chosen: rows (id, name, kind) of points, slots, rows (id, name) of skills."""
        line = _(", round the clock")
        self.point.choices = [SelectChoice(p.id, p.name + (line if p.kind == LINE else "")) for p in points]
        self.when.choices = [
            *(SelectChoice(str(one.id), f"{one.name} {time_range(one.starts, one.ends)}") for one in slots),
            SelectChoice(OWN, _("Own times")),
            SelectChoice(ROUND, _("Round the clock, for on-call lines")),
        ]
        self.every.choices = [SelectChoice(n, minutes(n)) for n in LENGTHS]
        self.weekday.choices = [SelectChoice(n, word) for n, word in enumerate(WEEKDAYS[language()])]
        self.kind.choices = [SelectChoice(code, _(word)) for code, word in KINDS.items()]
        self.skill.choices = [
            SelectChoice(0, _("No special skill")),
            *(SelectChoice(one.id, one.name) for one in skills),
        ]
        return self

    @staticmethod
    def shown(one: Pattern) -> dict:
        """The values with which the form of a template is filled."""
        return {
            "point": [spot.id for spot in one.points],
            "when": ROUND if one.every else str(one.slot_id or OWN),
            "name": one.name,
            "starts": one.starts,
            "ends": one.ends,
            "every": one.every or LENGTHS[4],
            "weekday": sorted(one.weekdays),
            "min_heads": one.min_heads,
            "max_heads": one.max_heads,
            "leads": one.leads,
            "kind": one.kind,
            "lead_seats": one.lead_seats,
            "skill": one.skill_id or 0,
            "opens_days": one.opens_days,
            "first": one.first,
            "last": one.last,
        }

    def validate(self, extra_validators=None):
        fine = super().validate(extra_validators)
        if self.when.data in (OWN, ROUND) and self.starts.data is None and not self.starts.errors:
            self.starts.errors, fine = [_("Say when it begins and ends.")], False
        if self.when.data == OWN and self.ends.data is None and not self.ends.errors:
            self.ends.errors, fine = [_("Say when it begins and ends.")], False
        return fine

    def pattern(self, points) -> Pattern:
        """``points``: the rows that were offered."""
        when, chosen = self.when.data or "", set(self.point.data)
        starts = self.starts.data or time()
        return Pattern(
            points=tuple(Spot(p.id, p.kind == LINE, p.name) for p in points if p.id in chosen),
            name=self.name.data,
            starts=starts,
            ends=starts if when == ROUND or self.ends.data is None else self.ends.data,
            min_heads=self.min_heads.data,
            max_heads=self.max_heads.data,
            leads=self.leads.data,
            lead_seats=self.lead_seats.data,
            weekdays=WEEK if when == ROUND else frozenset(self.weekday.data),
            every=self.every.data if when == ROUND else None,
            kind=self.kind.data,
            skill_id=_id(self.skill.data),
            opens_days=self.opens_days.data,
            first=self.first.data,
            last=self.last.data,
            slot_id=_slot(when),
        )


PLACES = -1
WHAT = {"closed": _l("Closed"), "extra": _l("Extra day"), "moved": _l("Another place")}


class ExceptionForm(Form):
    """A closed day, an extra one, another place; which fields count, ``kind`` says. The verb asks with the campaign
    locked whether template and points are there."""

    kind = SelectField(_l("What"), choices=[SelectChoice(code, word) for code, word in WHAT.items()])
    first = DayField(_l("First day"), [Required()])
    last = DayField(_l("Last day"))
    point = SelectField(_l("Point"), coerce=int, default=0, validate_choice=False)
    to_point = SelectField(_l("Place instead"), coerce=int, default=0, validate_choice=False)
    template = SelectField(_l("Template that runs"), coerce=int, default=0, validate_choice=False)
    note = text_field(_l("Note"), max_length=200)

    def offer(self, points, templates) -> "ExceptionForm":
        """Rows (id, name, kind, position) of the ward's points; (id, words) of templates."""
        used = [p for p in points if p.position is not None]
        places = (
            [SelectChoice(PLACES, _("All places; on-call lines go on"))] if any(p.kind == LINE for p in used) else []
        )
        named = [SelectChoice(p.id, p.name) for p in used]
        self.point.choices = [SelectChoice(0, _("All points")), *places, *named]
        self.to_point.choices = [SelectChoice(0, "–"), *(SelectChoice(p.id, p.name) for p in points)]
        self.template.choices = [SelectChoice(0, "–"), *(SelectChoice(*one) for one in templates)]
        return self

    def exception(self) -> Closed | Extra | Moved:
        first, point = self.first.data, self.point.data
        days, one = (first, self.last.data or first), _id(point)
        if self.kind.data == "extra":
            return Extra(*days, _id(self.template.data) or 0, one)
        if self.kind.data == "moved":
            return Moved(*days, one, _id(self.to_point.data))
        return Closed(*days, one, point == PLACES)


class AskForm(Form):
    """What is to be planned. Read from the address for the preview, from the body when it is applied."""

    template = BoxesField(_l("Templates"), coerce=int)
    first = DayField(_l("First day"), [Required()])
    last = DayField(_l("Last day"), [Required()])
    prune = BooleanField(_l("Also remove shifts that no longer belong to any template"))
    seen = HiddenField()

    def ask(self) -> Ask:
        return Ask(self.first.data, self.last.data, frozenset(self.template.data or ()), self.prune.data)
