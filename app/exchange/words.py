"""What is wrong with a file, said in the reader's language."""

from flask_babel import gettext as _

from app.campaigns.rules import DocumentError, DocumentReason
from app.core.i18n import language
from app.core.text import N_
from app.core.words import say
from app.exchange.rules import FIELD_NAMES, KindField, Notice, RowError
from app.ranking.rules import Flaw, SchemeError

FLAWS = {
    Flaw.MISSING: DocumentReason.MISSING.value,
    Flaw.NOT_AN_OBJECT: DocumentReason.NOT_OBJECT.value,
    Flaw.NOT_A_LIST: DocumentReason.NOT_LIST.value,
    Flaw.NOT_A_TEXT: DocumentReason.NOT_TEXT.value,
    Flaw.NOT_A_FLAG: N_("Here must stand true or false."),
    Flaw.NOT_A_WHOLE_NUMBER: N_("Here must stand a whole number."),
    Flaw.NOT_A_DECIMAL: N_('Here must stand a number in quotes, such as "0.5".'),
    Flaw.FLOAT: N_('Here must stand a number in quotes, such as "0.5".'),
    Flaw.UNKNOWN_KIND: N_("The campaign has no kind with this code."),
}
OTHER_FLAW = N_("The scheme of points can't use what stands here.")


def field_name(what, kinds=()) -> str:
    """What a column means; ``kinds`` are those of the campaign."""
    if isinstance(what, KindField):
        kind = next((kind for kind in kinds if kind.code == what.code), None)
        return (kind.vi if language() == "vi" else kind.en) if kind else what.code
    return _(FIELD_NAMES[what])


def column_of(error: RowError) -> str:
    """The heading in the file, else what the column should be."""
    label = error.column_label.strip(" :")
    return label or (field_name(error.field) if error.field else _("Sheet"))


def sentence(one: RowError | Notice) -> str:
    return say(one.code, **one.facts)


def line(error: RowError) -> str:
    """``row N: column: what is wrong``, as the commands print it."""
    return f"row {error.row_no}: {column_of(error)}: {sentence(error)}"


def document_line(error: DocumentError | SchemeError) -> str:
    """``path: what is wrong``."""
    if isinstance(error, DocumentError):
        return f"{error.path}: {say(error.reason, **error.facts)}"
    return f"{error.field}: {_(FLAWS.get(error.reason, OTHER_FLAW))}"
