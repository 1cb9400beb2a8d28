"""One certificate: what stands on it, its copies, its end."""

import json

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page, site_address
from app.core.words import say
from app.papers.actions.issue import reprint, revoke
from app.papers.forms import ReasonForm
from app.papers.printing import copy_pdf
from app.papers.queries.register import certificate_in, files_of
from app.papers.rules.codes import shown
from app.papers.rules.numerals import number_words
from app.papers.views import bp
from app.people.views.again import ask_for_proof


def _found(certificate_id: int, permission: Permission):
    return certificate_in(certificate_id, current_user.reach(permission)) or abort(404)


@bp.get("/awards/certificates/<id:certificate_id>")
@needs(Permission.PAPER_MAKE)
def certificate(certificate_id):
    return _show(_found(certificate_id, Permission.PAPER_MAKE))


def _show(row, again: ReasonForm | None = None, ended: ReasonForm | None = None, status: int = 200):
    symbol = json.loads(row.sheet)["decision_symbol"]
    return page(
        "papers/certificate.html",
        row=row,
        code=shown(row.code),
        decision=number_words(row.decision_no, symbol) if row.decision_no is not None else "",
        copies=files_of(row.round_id, row.id),
        again=(again or ReasonForm(formdata=None)).apart("again"),
        ended=(ended or ReasonForm(formdata=None)).apart("ended"),
        may_revoke=current_user.may(Permission.CERTIFICATE_REVOKE, row.ward_id),
        status=status,
    )


@bp.post("/awards/certificates/<id:certificate_id>/reprint")
@needs(Permission.PAPER_MAKE)
def print_again(certificate_id):
    row, form, address = _found(certificate_id, Permission.PAPER_MAKE), ReasonForm(), site_address()
    if not form.validate():
        return _show(row, again=form, status=422)
    try:
        reprint(row, form.reason.data, current_user.id, lambda mark: copy_pdf(row, address, mark))
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(row, again=form, status=409)
    return done(_("Printed again, and marked as a copy."), url_for("papers.certificate", certificate_id=row.id))


@bp.post("/awards/certificates/<id:certificate_id>/revocation")
@needs(Permission.CERTIFICATE_REVOKE)
def end(certificate_id):
    row, form = _found(certificate_id, Permission.CERTIFICATE_REVOKE), ReasonForm()
    if not form.validate():
        return _show(row, ended=form, status=422)
    asked = ask_for_proof(_("revoke the certificate of %(name)s", name=row.name))
    if asked:
        return asked
    try:
        revoke(row, form.reason.data, current_user.id)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(row, ended=form, status=409)
    return done(_("The certificate is revoked."), url_for("papers.certificate", certificate_id=row.id))
