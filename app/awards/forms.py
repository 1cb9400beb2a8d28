"""Forms about award rounds."""

from flask_babel import lazy_gettext as _l

from app.campaigns.rules.document import MOST_QUOTA
from app.core.forms import CountField, Form, text_field


class QuotaForm(Form):
    individuals = CountField(_l("Places for individuals"), least=0, most=MOST_QUOTA)
    collectives = CountField(_l("Places for collectives"), least=0, most=MOST_QUOTA)

    households = CountField(_l("Places for households"), least=0, most=MOST_QUOTA)

    @property
    def quotas(self) -> dict[str, int]:
        return {board: self[board].data for board in ("individuals", "collectives", "households")}


class WordForm(Form):
    """What is said about a candidate."""

    reason = text_field(_l("Reason"), max_length=500)
