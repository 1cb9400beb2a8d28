"""The sheets of the workbook about whom no ranking holds: households, and everything that was proposed."""

from flask_babel import gettext as _

from app.awards.rules import COLLECTIVE, CRITERION_WORDS, HOUSEHOLD, INDIVIDUAL
from app.core.clock import LOCAL
from app.core.sheets import Column, Table


def households(title, rows: list, told: dict[int, str]) -> Table:
    """The chosen households by name; they have no points."""
    columns = [
        Column(_("No."), 5),
        Column(_("Household")),
        Column(_("Address")),
        Column(_("Achievement"), 80),
        Column(_("Reason"), 40),
    ]
    content = [[no, row.name, row.unit, told[row.id], row.why] for no, row in enumerate(rows, start=1)]
    return Table(_("Households"), columns, content, title)


def proposed(title, rows: list) -> Table:
    """Every proposal, those that were withdrawn as well."""
    subjects = {INDIVIDUAL: _("Individual"), COLLECTIVE: _("Collective"), HOUSEHOLD: _("Household")}
    columns = [
        Column(_("No."), 5),
        Column(_("Name")),
        Column(_("Team, unit or address")),
        Column(_("Who is proposed"), 14),
        Column(_("Criterion of the law"), 40),
        Column(_("Grounds of the proposal"), 80),
        Column(_("Proposed by")),
        Column(_("In the name of")),
        Column(_("Proposed at"), 17),
        Column(_("Withdrawn at"), 17),
    ]
    content = [
        [
            no,
            row.name,
            row.unit,
            subjects[row.subject],
            _(CRITERION_WORDS[row.criterion]),
            row.grounds,
            row.by,
            row.team or "",
            _local(row.at),
            _local(row.withdrawn_at),
        ]
        for no, row in enumerate(rows, start=1)
    ]
    return Table(_("Proposals"), columns, content, title)


def _local(instant):
    return instant.astimezone(LOCAL).replace(tzinfo=None) if instant else None
