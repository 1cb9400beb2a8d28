"""Forms about shifts."""

from flask_babel import lazy_gettext as _l

from app.core.forms import CountField, Form

MOST_HEADS = 50


class SizeForm(Form):
    min_heads = CountField(_l("Fewest people"), least=0, most=MOST_HEADS)
    max_heads = CountField(_l("Most people"), least=1, most=MOST_HEADS)
    leads = CountField(_l("Of them leads"), least=0, most=MOST_HEADS)
