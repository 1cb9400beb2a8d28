"""Forms about award rounds."""

from flask_babel import lazy_gettext as _l

from app.awards.rules import MOST_PLACES
from app.core.forms import CountField, Form, text_field


class QuotaForm(Form):
    individuals = CountField(_l("Places for individuals"), least=0, most=MOST_PLACES)
    collectives = CountField(_l("Places for collectives"), least=0, most=MOST_PLACES)

    @property
    def quotas(self) -> dict[str, int]:
        return {"individuals": self.individuals.data, "collectives": self.collectives.data}


class WordForm(Form):
    """What is said about a candidate."""

    reason = text_field(_l("Reason"), max_length=500)
