"""One upload: its preview, the match of its columns, applying and dropping it."""

import json
from dataclasses import replace
from io import BytesIO

from flask import abort, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.rules import DocumentError
from app.contributions.queries import waiting_in_all
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.sheets import Column, SheetProblem, Table, write_book
from app.core.text import TextProblem, clean_text
from app.core.web import done, go, page
from app.core.words import say
from app.exchange import actions, files
from app.exchange.account import account_of, remarks
from app.exchange.actions import ImportAnswer, QuestionsOpen, RowsWrong
from app.exchange.forms import TARGETS, ApplyForm
from app.exchange.models import APPLIED, CAMPAIGN, LOGS, PEOPLE, PREVIEWED, ImportRun
from app.exchange.preview import campaign_preview, read_upload, sheet_preview
from app.exchange.queries import run_in_reach
from app.exchange.rules import Choice, DocumentProblem, Reading, RowError, SheetChoice, with_answers
from app.exchange.rules.choice import MOST_MARK_MINUTES
from app.exchange.rules.questions import MOST_ANSWERS
from app.exchange.words import asking, column_of, document_line, field_name, result_line, row_line, sentence
from app.ranking.rules import SchemeError

from . import bp

SHOWN, LISTED = 200, 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _mine(run_id: int):
    """The run, its campaign and who started it; 404 outside of the visitor's reach."""
    return run_in_reach(run_id, current_user) or abort(404)


def _data(run: ImportRun) -> bytes:
    """The file of a run that may still be applied. Raises Refused."""
    if run.state != PREVIEWED:
        raise Refused(ImportAnswer.APPLIED if run.state == APPLIED else ImportAnswer.DROPPED)
    data = files.stored(run.stored_name)
    if data is None:
        raise Refused(ImportAnswer.FILE_GONE)
    return data


@bp.get("/imports/<id:run_id>")
@needs(Permission.PERSON_IMPORT)
def run(run_id, errors=None, form=None, status=200, reading_error=None):
    row = _mine(run_id)
    one = row.ImportRun
    context = {"run": one, "campaign": row.Campaign, "ward": row.ward, "who": row.who, "second": row.second}
    context["what"] = TARGETS[one.target]
    if one.state != PREVIEWED:
        return page("exchange/ended.html", told=result_line(one), waits=_waits(one), **context)
    try:
        data = _data(one)
    except Refused as refused:
        return page("exchange/ended.html", told=say(refused.reason), **context)
    if one.target == CAMPAIGN:
        return _campaign_page(one, data, context)
    try:
        view = sheet_preview(one, row.Campaign, data)
    except SheetProblem as problem:
        return page("exchange/ended.html", told=say(problem.code, **problem.facts), **context)
    found = view.errors if errors is None else errors
    return page(
        "exchange/preview.html",
        parts=("preview",),
        view=view,
        form=form or ApplyForm(),
        errors=[(error.row_no, column_of(error), sentence(error)) for error in found[:SHOWN]],
        error_count=len(found),
        blocked=bool(view.errors),
        notices=[sentence(notice) for notice in remarks(view.plan.notices)[:SHOWN]],
        account=account_of(view.reading),
        fields=[(what.value, field_name(what, view.frame.kinds)) for what in view.frame.target(one.target).fields],
        lines=[row_line(line) for line in view.lines],
        questions=[asking(question) for question in view.questions],
        reading_error=reading_error,
        status=status,
        **context,
    )


def _waits(one: ImportRun) -> tuple[int, int] | None:
    """Of an imported journal: how many records came in to wait for approval, and how many of the campaign wait now
    for a decision that the visitor may make. None where none came in to wait."""
    if one.target != LOGS or one.state != APPLIED:
        return None
    counts = json.loads(one.result)
    came = counts["added"] - counts["approved"]
    if not came:
        return None
    may = current_user.may(Permission.LOG_APPROVE, one.ward_id)
    return came, waiting_in_all(one.campaign_id, current_user.id)[0] if may else 0


def _campaign_page(one: ImportRun, data: bytes, context: dict):
    try:
        view = campaign_preview(one, data)
    except (DocumentProblem, DocumentError, SchemeError) as problem:
        known = isinstance(problem, DocumentProblem)
        told = say(problem.code, **problem.facts) if known else document_line(problem)
        return page("exchange/ended.html", told=told, **context)
    return page("exchange/campaign.html", view=view, **context)


def _my_sheet(run_id: int):
    """The same, where it is a sheet."""
    row = _mine(run_id)
    return row if row.ImportRun.target != CAMPAIGN else abort(404)


@bp.post("/imports/<id:run_id>/layout")
@needs(Permission.PERSON_IMPORT)
def layout(run_id):
    row = _my_sheet(run_id)
    _frame, reading = read_upload(row.ImportRun, row.Campaign, _data(row.ImportRun))
    actions.choose_layout(row.ImportRun, _matched(reading))
    return run(run_id) if request.htmx.partial else go(url_for("exchange.run", run_id=run_id))


@bp.post("/imports/<id:run_id>/reading")
@needs(Permission.PERSON_IMPORT)
def reading(run_id):
    row = _my_sheet(run_id)
    _frame, found = read_upload(row.ImportRun, row.Campaign, _data(row.ImportRun))
    minutes = request.form.get("mark_minutes", "").strip()
    if minutes and not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:9]) <= MOST_MARK_MINUTES):
        wrong = _("Please give a whole number of minutes from 1 to %(most)s.", most=MOST_MARK_MINUTES)
        return run(run_id, status=422, reading_error=wrong)
    actions.choose_layout(row.ImportRun, _chosen(found, int(minutes) if minutes else None))
    return run(run_id) if request.htmx.partial else go(url_for("exchange.run", run_id=run_id))


@bp.post("/imports/<id:run_id>/answers")
@needs(Permission.PERSON_IMPORT)
def answers(run_id):
    one = _my_sheet(run_id).ImportRun
    keys = ((request.form.get(f"question-{n}", ""), request.form.get(f"answer-{n}")) for n in range(MOST_ANSWERS))
    given = [(key, value) for key, value in keys if key and value is not None]
    choice = Choice.from_json(json.loads(one.layout)) if one.layout else Choice()
    try:
        choice = replace(choice, answers=with_answers(choice.answers, given))
    except ValueError:
        abort(400)
    actions.choose_layout(one, choice)
    return run(run_id) if request.htmx.partial else go(url_for("exchange.run", run_id=run_id))


def _chosen(found: Reading, mark_minutes: int | None) -> Choice:
    """Which sheets and rows the form asks for; 400 for a sheet that there isn't."""
    numbers = {str(part.number): part for part in found.parts if part.sheet.rows}
    wanted = {name: request.form.getlist(name) for name in ("read", "as_team")}
    if not {*wanted["read"], *wanted["as_team"]} <= numbers.keys():
        abort(400)
    choice = replace(
        found.choice,
        read=tuple(int(number) for number in wanted["read"]),
        hidden_rows=request.form.get("hidden_rows") == "read",
        crossed_rows=request.form.get("crossed_rows") == "read",
        mark_minutes=mark_minutes,
        mark_slot=_line(request.form.get("mark_slot", "")),
    )
    for number in numbers:
        chosen = choice.of(int(number))
        if chosen.as_team != (number in wanted["as_team"]):
            choice = choice.with_sheet(int(number), replace(chosen, as_team=number in wanted["as_team"]))
    return choice


def _line(text: str) -> str:
    """One line of what was typed; 400 for what no keyboard sends."""
    try:
        return clean_text(text, 100)
    except TextProblem:
        abort(400)


def _matched(found: Reading) -> Choice:
    """What the form says of one sheet; 400 for a sheet, a row or a field that there isn't. With another row of
    headings its columns are matched from the start."""
    first = found.read[0].number if found.read else -1
    part = found.part(request.form.get("sheet", first, type=int)) or abort(400)
    layout, chosen = part.layout, found.choice.of(part.number)
    header_row = request.form.get("header_row", layout.header_row, type=int)
    if not 0 <= header_row <= len(part.sheet.rows):
        abort(400)
    if header_row != layout.header_row:
        return found.choice.with_sheet(part.number, SheetChoice(header_row, as_team=chosen.as_team))
    columns = {c: request.form.get(f"column-{c}") for c in layout.columns}
    columns = {c: value for c, value in columns.items() if value is not None}
    try:
        for value in columns.values():
            layout.target.field(value)
    except ValueError:
        abort(400)
    return found.choice.with_sheet(part.number, SheetChoice(header_row, columns, chosen.as_team))


@bp.post("/imports/<id:run_id>/apply")
@needs(Permission.PERSON_IMPORT)
def apply(run_id):
    row, form = _mine(run_id), ApplyForm()
    one = row.ImportRun
    data, layout = _data(one), one.layout
    if one.target == CAMPAIGN:
        return _apply_campaign(one, data)
    try:
        parsed = read_upload(one, row.Campaign, data)[1].parsed
        if one.target == PEOPLE:
            actions.apply_people(one, row.Campaign, parsed, layout, current_user.id, form.create_teams.data)
        else:
            actions.apply_logs(one, row.Campaign, parsed, layout, current_user.id)
    except RowsWrong as wrong:
        return run(run_id, wrong.errors, form, 422)
    except QuestionsOpen:
        return run(run_id, form=form, status=422)
    return _applied(one)


def _applied(one: ImportRun):
    files.drop(one.stored_name)
    return done(_("Imported."), to=url_for("exchange.run", run_id=one.id))


def _apply_campaign(one: ImportRun, data: bytes):
    actions.apply_campaign(one, campaign_preview(one, data).document, current_user.id)
    return _applied(one)


@bp.post("/imports/<id:run_id>/drop")
@needs(Permission.PERSON_IMPORT)
def drop(run_id):
    one = _mine(run_id).ImportRun
    actions.drop_run(one)
    files.drop(one.stored_name)
    return done(_("Discarded. Nothing was imported."), to=url_for("exchange.imports"), kind="info")


@bp.get("/imports/<id:run_id>/errors.xlsx")
@needs(Permission.PERSON_IMPORT)
def errors_book(run_id):
    row = _my_sheet(run_id)
    view = sheet_preview(row.ImportRun, row.Campaign, _data(row.ImportRun))
    rows = [(*_place(error), column_of(error), sentence(error)) for error in view.errors[:LISTED]]
    headings = [Column(_("Sheet"), 16), Column(_("Row"), 8), Column(_("Column"), 24), Column(_("What is wrong"), 80)]
    book = BytesIO()
    write_book(book, [Table(_("To correct"), headings, rows, title=[row.ImportRun.file_name])])
    book.seek(0)
    return send_file(book, XLSX, as_attachment=True, download_name="can-sua.xlsx")


def _place(error: RowError) -> tuple[str, int]:
    """(the sheet where several are read, the row)."""
    return getattr(error.row_no, "sheet", ""), int(error.row_no)
