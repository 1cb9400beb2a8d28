"""Sending a file, and the list of those that were sent."""

import json

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import find_here
from app.campaigns.rules import DocumentError
from app.core.policy import Permission, needs
from app.core.sheets import SheetProblem, read_sheets
from app.core.sheets.limits import MAX_FILE, MB
from app.core.web import go, page
from app.core.words import say
from app.exchange import actions, books, files
from app.exchange.forms import TARGETS, UploadForm, upload_form
from app.exchange.models import CAMPAIGN
from app.exchange.queries import PERMISSIONS, latest_runs
from app.exchange.rules import DocumentProblem, file_label, parse_document, read_campaign
from app.exchange.words import document_line
from app.places.queries import ward_named
from app.ranking.rules import SchemeError

from . import bp


def _targets(place) -> list[str]:
    """What the visitor may import here; 403 where nothing, 404 where there is no campaign to import into."""
    ward_id = place.ward_id if place else None
    found = [target for target, permission in PERMISSIONS.items() if place and current_user.may(permission, ward_id)]
    if CAMPAIGN not in found and current_user.reach(Permission.CAMPAIGN_EDIT):
        found.append(CAMPAIGN)
    return found or abort(403 if place else 404)


@bp.get("/imports")
@needs(Permission.PERSON_IMPORT)
def imports(form: UploadForm | None = None, status=200):
    place = find_here()
    form = form or upload_form(_targets(place), request.args.get("target"))
    rows = latest_runs(current_user, place.ward_id if place else None)
    runs = [(row, json.loads(row.result) if row.result else {}) for row in rows]
    most = MAX_FILE // MB
    return page("exchange/imports.html", form=form, runs=runs, targets=TARGETS, most=most, status=status)


@bp.post("/imports")
@needs(Permission.PERSON_IMPORT)
def upload():
    place = find_here()
    form = upload_form(_targets(place))
    if not form.validate():
        return imports(form, 422)
    data, name, target = _taken(form), file_label(form.file.data.filename or ""), form.target.data
    ward_id, campaign_id = (place.ward_id, place.campaign_id) if place else (None, None)
    sheets = None
    try:
        if target == CAMPAIGN:
            ward_id, campaign_id = _ward_of(data, name), None
        else:
            sheets = read_sheets(data, name)
    except (SheetProblem, DocumentProblem) as problem:
        form.file.errors = [say(problem.code, **problem.facts)]
    except (DocumentError, SchemeError) as error:
        form.file.errors = [document_line(error)]
    except PermissionError:
        form.file.errors = [_("You may load campaigns of your own ward only.")]
    if form.file.errors:
        return imports(form, 422)
    files.sweep()
    stored = files.keep(data)
    if sheets is not None:
        books.remember(stored, sheets)
    try:
        run = actions.start_run(target, name, stored, current_user.id, ward_id, campaign_id)
    except BaseException:
        files.drop(stored)
        raise
    return go(url_for("exchange.run", run_id=run.id))


def _taken(form: UploadForm) -> bytes:
    """The file's bytes; what the server kept of it on disk meanwhile is given up."""
    with form.file.data.stream as stream:
        return stream.read()


def _ward_of(data: bytes, name: str) -> int | None:
    """The ward of a campaign's file, None where it is still to come; PermissionError where it isn't one's own."""
    plan = read_campaign(parse_document(data, name))
    ward, reach = ward_named(plan.province, plan.ward), current_user.reach(Permission.CAMPAIGN_EDIT)
    if not (reach.covers(ward.id) if ward else reach.everywhere):
        raise PermissionError
    return ward.id if ward else None
