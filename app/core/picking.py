"""A field in which somebody is found by typing: a text with suggestions, which browsers show without scripts."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import ValidationError

from .text import fold

# So many are offered where a text fits several.
MOST = 10
LARGEST_ID = 2**31


class Pick(NamedTuple):
    """Somebody (or something) that can be chosen; ``note`` tells namesakes apart: the team."""

    id: int
    name: str
    note: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} · {self.note}" if self.note else self.name


def _tidy(text: str) -> str:
    """In one form of Unicode, lower case, single blanks; marks stay."""
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def labels_of(picks: Iterable[Pick]) -> list[tuple[str, int]]:
    """(label, id) of each; who would be labelled alike is numbered."""
    seen: dict[str, int] = {}
    found = []
    for pick in picks:
        seen[pick.label] = seen.get(pick.label, 0) + 1
        number = seen[pick.label]
        found.append((pick.label if number == 1 else f"{pick.label} ({number})", pick.id))
    return found


def chosen(text: str, picks: Sequence[Pick]) -> int | None:
    """The id of the one whom this text names in full, by label or by a name that nobody shares; else None.

    Marks count: "Lân" is not "Lan". A text without any mark may leave out those of the name.
    """
    wanted = _tidy(text)
    by_label = [found for label, found in labels_of(picks) if _tidy(label) == wanted]
    if by_label:
        return by_label[0]
    named = [pick.id for pick in picks if _tidy(pick.name) == wanted]
    if not named and wanted == fold(wanted):
        named = [pick.id for pick in picks if fold(pick.name) == wanted]
    return named[0] if len(named) == 1 else None


def fitting(text: str, picks: Iterable[Pick]) -> list[tuple[str, int]]:
    """(label, id) of those in whose label each word of the text begins a word, without regard to marks."""
    words = fold(text).split()
    return [(label, found) for label, found in labels_of(picks) if words and _has(fold(label).split(), words)]


def _has(inside: list[str], words: list[str]) -> bool:
    return all(any(one.startswith(word) for one in inside) for word in words)


class PickInput:
    """A text input with its suggestions; where the text fits several, a button for each of them."""

    def __call__(self, field, **attributes):
        attributes.setdefault("id", field.id)
        attributes |= {"type": "text", "name": field.name, "value": field.text, "list": f"{field.id}-list"}
        attributes |= {"autocomplete": "off", "maxlength": "300"}
        said = Markup(" ").join(Markup('{}="{}"').format(name, value) for name, value in attributes.items())
        options = Markup("").join(
            Markup('<option value="{}">').format(label) for label, _id in labels_of(field.picks)
        )
        return Markup('<input {}><datalist id="{}-list">{}</datalist>{}').format(
            said, field.id, options, _alternatives(field)
        )


def _alternatives(field) -> Markup:
    """None of them is chosen beforehand."""
    if not field.matches:
        return Markup("")
    one = Markup('<label class="choice"><input type="radio" name="{}" value="{}"> <span>{}</span></label>')
    rows = Markup("").join(one.format(field.name, pick_id, label) for label, pick_id in field.matches)
    return Markup('<fieldset class="field"><legend>{}</legend>{}</fieldset>').format(_("Did you mean:"), rows)


class PickField(StringField):
    """``data`` is an id. Set ``picks`` before the form is validated or drawn; a text that names nobody in full, or
    several, is refused with those whom it might mean. An id that is sent by itself is taken as it is: whether it may
    be chosen is for the verb to say."""

    widget = PickInput()

    def __init__(self, label=None, validators=(), missing: str | None = None, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.picks: Sequence[Pick] = ()
        self.matches: list[tuple[str, int]] = []
        self.text = ""
        self.missing = missing

    @property
    def typed(self) -> bool:
        """Whether a text was sent, for which ``picks`` are needed."""
        return self.data is None and bool(self.text)

    def process_data(self, value):
        self.data = value

    def process_formdata(self, valuelist):
        self.data = None
        self.text = valuelist[0].strip()[:300] if valuelist else ""
        last = valuelist[-1].strip() if valuelist else ""
        if last.isascii() and last.isdigit() and len(last) < 11 and 0 < int(last) < LARGEST_ID:
            self.data = int(last)

    def pre_validate(self, form):
        if self.data is not None:
            return
        if not self.text:
            if self.missing is not None:
                raise ValidationError(self.missing or _("Write the name of the person."))
            return
        self.data = chosen(self.text, self.picks)
        if self.data is not None:
            return
        found = fitting(self.text, self.picks)
        self.matches = found[:MOST]
        if not found:
            raise ValidationError(_("Nobody you can choose here has this name. Write part of the name."))
        raise ValidationError(
            ngettext(
                "%(num)d person fits. Choose them, or write more of the name.",
                "%(num)d people fit. Choose one, or write more of the name.",
                len(found),
            )
        )
