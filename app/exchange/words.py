"""What is wrong with a file, said in the reader's language."""

import json
import shlex
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.campaigns.rules import DocumentError, DocumentReason
from app.core.i18n import language
from app.core.text import N_
from app.core.words import minutes, plain_day, say
from app.exchange.actions import ImportAnswer
from app.exchange.models import DROPPED, LOGS, PEOPLE, ImportRun
from app.exchange.rules import FIELD_NAMES, KindField, LogRow, Notice, PersonRow, Question, RowError
from app.ranking.rules import Flaw, SchemeError

FLAWS = {
    Flaw.MISSING: DocumentReason.MISSING.value,
    Flaw.NOT_AN_OBJECT: DocumentReason.NOT_OBJECT.value,
    Flaw.NOT_A_LIST: DocumentReason.NOT_LIST.value,
    Flaw.NOT_A_TEXT: DocumentReason.NOT_TEXT.value,
    Flaw.NOT_A_FLAG: N_("This must be true or false."),
    Flaw.NOT_A_WHOLE_NUMBER: N_("This must be a whole number."),
    Flaw.NOT_A_DECIMAL: N_('This must be a number in quotes, such as "0.5".'),
    Flaw.FLOAT: N_('This must be a number in quotes, such as "0.5".'),
    Flaw.NOT_ONE: N_("The two weights of a team must add up to 1, for instance 0.6 and 0.4."),
    Flaw.UNKNOWN_KIND: N_("The campaign has no kind with this code."),
}
OTHER_FLAW = N_("The scheme of points can't use this value.")


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
    row = _("row %(n)s", n=error.row_no)
    return f"{row}: {column_of(error)}: {sentence(error)}"


def result_line(run: ImportRun) -> str:
    """What became of an upload."""
    if run.state == DROPPED:
        return say(ImportAnswer.DROPPED)
    counts = json.loads(run.result)
    if run.target == PEOPLE:
        return people_line(counts)
    if run.target == LOGS:
        return logs_line(counts)
    return _("The campaign is created.") if counts["added"] else _("It was loaded already: nothing was changed.")


def people_line(counts: dict) -> str:
    return _("%(added)s new people, %(known)s known, %(granted)s new roles, %(teams_added)s new teams", **counts)


def logs_line(counts: dict) -> str:
    return _("%(added)s new records, %(approved)s of them approved, %(known)s known", **counts)


def row_line(row: PersonRow | LogRow) -> tuple[int, str, str]:
    """A row as it was read: its number, who, and the rest."""
    if isinstance(row, PersonRow):
        year = str(row.birth_year or "")
        sex = {"male": _("Male"), "female": _("Female")}.get(row.gender or "", "")
        told = (row.phone, row.email, sex, year, row.team, row.position)
        return row.row_no, row.name, " · ".join(part for part in told if part)
    helped = sum(row.counts.values())
    told = (
        plain_day(row.day),
        row.slot,
        row.point,
        row.team,
        minutes(row.minutes),
        ngettext("%(num)d service", "%(num)d services", helped) if helped else "",
    )
    return row.row_no, row.name or row.phone or row.team, " · ".join(part for part in told if part)


def document_line(error: DocumentError | SchemeError) -> str:
    """``path: what is wrong``."""
    if isinstance(error, DocumentError):
        return f"{error.path}: {say(error.reason, **error.facts)}"
    return f"{error.field}: {_(FLAWS.get(error.reason, OTHER_FLAW))}"


@dataclass(frozen=True)
class Asking:
    """A question as it is shown: its options as (value, words, whether it was chosen)."""

    key: str
    told: str
    rows: str
    examples: tuple[str, ...]
    options: list[tuple[str, str, bool]]
    is_open: bool


def asking(question: Question) -> Asking:
    return Asking(
        question.key,
        say(question.text, **question.facts),
        _row_list(question.rows),
        question.examples,
        [(one.value, say(one.text, **one.facts), one.value == question.answer) for one in question.options],
        question.is_open,
    )


def _row_list(rows, most: int = 10) -> str:
    told = ", ".join(str(row) for row in rows[:most])
    if len(rows) > most:
        return _("rows %(rows)s and %(more)s more", rows=told, more=len(rows) - most)
    return _("row %(n)s", n=told) if len(rows) == 1 else _("rows %(rows)s", rows=told)


def question_lines(question: Question) -> list[str]:
    """A question as a command prints it, with what to add for each answer."""
    one = asking(question)
    lines = [f"? {one.told} ({one.rows})", *(f"    {example}" for example in one.examples)]
    for value, told, chosen in one.options:
        mark = "*" if chosen else " "
        lines.append(f"  {mark} --answer {shlex.quote(f'{one.key}={value}')}: {told}")
    return lines
