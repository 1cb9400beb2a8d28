"""Words as people type them: cleaning, names, order, old fonts, phones, e-mails."""

from app.core.reasons import N_

from .clean import TextCode, TextProblem, clean_text, excerpt
from .fonts import Converted, could_be_old_font, from_old_font, is_garbled
from .letters import clean_name, plain_letters
from .mail import normalise_email
from .names import fold, identity_key, name_sort_key, same_name
from .phones import normalise_phone, phones_in
from .private import holds_identity_number

__all__ = [
    "N_",
    "Converted",
    "TextCode",
    "TextProblem",
    "clean_name",
    "clean_text",
    "could_be_old_font",
    "excerpt",
    "fold",
    "from_old_font",
    "holds_identity_number",
    "identity_key",
    "is_garbled",
    "name_sort_key",
    "normalise_email",
    "normalise_phone",
    "phones_in",
    "plain_letters",
    "same_name",
]
