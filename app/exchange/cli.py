"""`flask load-campaign`, `import-people`, `import-logs`: a preview unless ``--apply`` is given."""

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.campaigns.rules import DocumentError
from app.core.i18n import LANGUAGES, speaking
from app.core.reasons import Refused
from app.core.sheets import SheetProblem, read_sheets
from app.core.sheets.limits import MAX_FILE
from app.core.words import say
from app.exchange import actions
from app.exchange.account import account_lines, remarks
from app.exchange.queries import frame_of
from app.exchange.rules import (
    Choice,
    DocumentProblem,
    SheetChoice,
    SkipReason,
    parse_document,
    read_book,
    the_open,
    with_answers,
)
from app.exchange.rules.choice import MOST_MARK_MINUTES
from app.exchange.rules.format import unread
from app.exchange.words import (
    document_line,
    field_name,
    line,
    logs_line,
    people_line,
    question_lines,
    sentence,
)
from app.people.queries import user_by_login
from app.ranking.rules import SchemeError

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
CAMPAIGN = click.option("--campaign", "slug", required=True, help="Slug of the campaign.")
APPLY = click.option("--apply", is_flag=True, help="Write; without it this is a preview.")
VOUCHED = (
    "Phone or e-mail of the secretary who vouches for the paper records: new ones are approved at once. Records that "
    "are there already stay as they are; those that wait are approved on the page /approvals."
)
SHEETS = click.option("--sheet", "wanted", multiple=True, help="Name of a sheet to read; left out: all lists.")
HIDDEN = click.option(
    "--hidden-rows",
    type=click.Choice(["leave-out", "read"]),
    default="leave-out",
    show_default=True,
    help="What to do with rows that are hidden in the file.",
)
CROSSED = click.option(
    "--crossed-rows",
    type=click.Choice(["leave-out", "read"]),
    default="leave-out",
    show_default=True,
    help="What to do with rows that are crossed out in the file (.xlsx and .ods tell).",
)
ANSWERS = click.option(
    "--answer",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="Answer to a question about the file, as the preview prints it; once for each.",
)
LANGUAGE = click.option("--language", type=click.Choice(list(LANGUAGES)), default="vi", show_default=True)


def _fail(*lines: str):
    """End with these lines on standard error and status 1."""
    for text in lines:
        click.echo(text, err=True)
    sys.exit(1)


@contextmanager
def _answering(chosen: str):
    """Refusals of every kind become lines and a status."""
    with speaking(chosen):
        try:
            yield
        except (SheetProblem, DocumentProblem) as problem:
            _fail(say(problem.code, **problem.facts))
        except (DocumentError, SchemeError) as error:
            _fail(document_line(error))
        except actions.QuestionsOpen as waiting:
            lines = [line for question in waiting.questions for line in question_lines(question)]
            _fail(*lines, say(waiting.reason, **waiting.facts))
        except actions.RowsWrong as wrong:
            _fail(*map(line, wrong.errors))
        except Refused as refused:
            _fail(say(refused.reason, **refused.facts))


def _bytes(file: Path) -> bytes:
    """At most a little more than is allowed: the readers refuse by size."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_FILE + 1)
    except OSError as error:
        _fail(f"{file}: {error.strerror}")


def _campaign(slug: str) -> Campaign:
    return campaign_by_slug(slug) or _fail(_("No campaign has the short name %(slug)s.", slug=slug))


def _read(file: Path, campaign: Campaign, target: str, wanted: tuple[str, ...], choice: Choice, as_team=False):
    """The sheets called ``wanted`` (none: all that look like data), after telling what was read and what was not."""
    frame = frame_of(campaign)
    sheets = read_sheets(_bytes(file), file.name)
    by_name = {sheet.name: number for number, sheet in enumerate(sheets)}
    for name in wanted:
        if name not in by_name:
            _fail(_("The file has no sheet “%(sheet)s”, but: %(names)s", sheet=name, names=", ".join(by_name)))
    if wanted:
        choice = replace(choice, read=tuple(by_name[name] for name in wanted))
    if as_team:
        choice = replace(choice, sheets={number: SheetChoice(as_team=True) for number in by_name.values()})
    reading = read_book(sheets, frame.target(target), frame, choice)
    for part in reading.read:
        name, row = part.sheet.name, part.layout.header_row
        if row:
            click.echo(_("Sheet “%(sheet)s”, headings in row %(row)s", sheet=name, row=row))
        else:
            click.echo(_("Sheet “%(sheet)s”, without headings", sheet=name))
        for column, what in part.layout.columns.items():
            if what:
                click.echo(f"  {part.layout.labels[column]} → {field_name(what, frame.kinds)}")
    for text in account_lines(reading):
        click.echo(text)
    if any(part.wants_team for part in reading.read):
        click.echo(_("Where the name of a sheet is the team of its people, add --sheet-is-team."))
    if any(skipped.why is SkipReason.HIDDEN for skipped in reading.parsed.skipped):
        click.echo(_("To read hidden rows too, add --hidden-rows read."))
    if any(skipped.why is SkipReason.CROSSED for skipped in reading.parsed.skipped):
        click.echo(_("To read rows that are crossed out too, add --crossed-rows read."))
    if any(part.matrix for part in reading.read) and choice.mark_minutes is None:
        click.echo(_("To say what one mark counts, add for instance --minutes-per-mark 180."))
    return reading


def _choice(hidden_rows: str, crossed_rows: str, given: tuple[str, ...]) -> Choice:
    """What the options say about the reading; ends the command where an answer is none."""
    pairs = [tuple(one.rsplit("=", 1)) if "=" in one else ("", one) for one in given]
    try:
        hidden, crossed = hidden_rows == "read", crossed_rows == "read"
        return Choice(hidden_rows=hidden, crossed_rows=crossed, answers=with_answers({}, pairs))
    except ValueError:
        _fail(_("Write an answer exactly as shown under its question: --answer KEY=VALUE."))


def _asked(result) -> None:
    for question in result.questions:
        for text in question_lines(question):
            click.echo(text)
    if the_open(result.questions):
        click.echo(_("Answer the questions before you add --apply."))


def _notices(notices) -> None:
    for notice in remarks(notices):
        click.echo(f"- {sentence(notice)}")


def _written(apply: bool) -> None:
    click.echo(_("Imported.") if apply else _("Nothing was written. Add --apply to import."))


@click.command("load-campaign")
@FILE
@LANGUAGE
@with_appcontext
def load_campaign(file, language):
    """Open the campaign of a JSON file, with its ward, teams, points and scheme."""
    with _answering(language):
        document = parse_document(_bytes(file), file.name)
        campaign, new = actions.load_once(document, None, file.name)
        name = {"slug": campaign.slug, "name": campaign.name}
        if others := unread(document):
            names = ", ".join(others)
            click.echo(
                _("These fields are not read; what is in them is not loaded: %(names)s", names=names), err=True
            )
        if new:
            click.echo(_("%(slug)s is loaded: %(name)s", **name))
        else:
            click.echo(_("%(slug)s is loaded already: nothing was changed.", **name))


@click.command("import-people")
@FILE
@CAMPAIGN
@click.option("--create-teams", is_flag=True, help="Add teams that the ward does not have yet.")
@SHEETS
@HIDDEN
@CROSSED
@click.option("--sheet-is-team", is_flag=True, help="The name of a sheet is the team of its people.")
@ANSWERS
@APPLY
@LANGUAGE
@with_appcontext
def import_people(file, slug, create_teams, wanted, hidden_rows, crossed_rows, sheet_is_team, given, apply, language):
    """Import a roster of volunteers from a sheet (.xlsx, .xls, .ods, .csv)."""
    with _answering(language):
        campaign = _campaign(slug)
        choice = _choice(hidden_rows, crossed_rows, given)
        parsed = _read(file, campaign, "people", wanted, choice, sheet_is_team).parsed
        if apply:
            result = actions.import_people(campaign, parsed, None, create_teams)
        else:
            result = actions.preview_people(campaign, parsed, create_teams)
        click.echo(people_line(result.counts))
        _notices(result.notices)
        _asked(result)
        _written(apply)


@click.command("import-logs")
@FILE
@CAMPAIGN
@click.option("--approved-by", "login", help=VOUCHED)
@SHEETS
@HIDDEN
@CROSSED
@click.option(
    "--minutes-per-mark",
    type=click.IntRange(1, MOST_MARK_MINUTES),
    help="What one mark (x) in an attendance sheet with a column a day stands for.",
)
@click.option("--slot-of-marks", default="", help="The slot that such marks belong to.")
@ANSWERS
@APPLY
@LANGUAGE
@with_appcontext
def import_logs(
    file, slug, login, wanted, hidden_rows, crossed_rows, minutes_per_mark, slot_of_marks, given, apply, language
):
    """Import a journal of contributions from a sheet (.xlsx, .xls, .ods, .csv).

    Without --approved-by its records wait for approval on the page /approvals, and they go on waiting there when the
    import is run again with it: rows that are known already are never changed.
    """
    with _answering(language):
        campaign = _campaign(slug)
        approver = user_by_login(login) if login else None
        if login and approver is None:
            _fail(_("Nobody signs in with %(login)s.", login=login))
        approver_id = approver.id if approver else None
        choice = replace(
            _choice(hidden_rows, crossed_rows, given),
            mark_minutes=minutes_per_mark,
            mark_slot=slot_of_marks.strip()[:100],
        )
        parsed = _read(file, campaign, "logs", wanted, choice).parsed
        verb = actions.import_logs if apply else actions.preview_logs
        result = verb(campaign, parsed, None, approver_id)
        click.echo(logs_line(result.counts))
        if apply and result.added > result.approved:
            waiting = result.added - result.approved
            click.echo(_("%(count)s new records are waiting for approval at /approvals.", count=waiting))
        _notices(result.notices)
        _asked(result)
        _written(apply)


COMMANDS = (load_campaign, import_people, import_logs)
