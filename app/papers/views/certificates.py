"""One certificate: what stands on it, its copies, its end."""

import json

from flask import abort, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.awards.rules import COLLECTIVE
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.web import done, page, site_address
from app.core.words import say
from app.decisions.rules import DecisionAnswer
from app.papers.actions.issue import reprint, revoke
from app.papers.actions.replacing import replace_certificate
from app.papers.forms import ReasonForm
from app.papers.models import MERIT
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


def _outdated(row) -> bool:
    """Whether it bears another name, or another unit, than it would if it were issued now."""
    return row.name_now != row.name or (row.subject != COLLECTIVE and row.unit_now != row.unit)


def _show(row, again=None, ended=None, replacing=None, status: int = 200):
    """The forms are those (ReasonForm) that came back with errors."""
    symbol = json.loads(row.sheet)["decision_symbol"]
    return page(
        "papers/certificate.html",
        row=row,
        code=shown(row.code),
        decision=number_words(row.decision_no, symbol) if row.decision_no is not None else "",
        copies=files_of(row.round_id, row.id),
        again=(again or ReasonForm(formdata=None)).apart("again"),
        ended=(ended or ReasonForm(formdata=None)).apart("ended"),
        outdated=row.newer_id is None and row.revoked_at is None and _outdated(row),
        replacing=(replacing or ReasonForm(formdata=None)).apart("replacing"),
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
        reprint(row, form.reason.data, current_user.id, lambda mark: copy_pdf(row, row.locked_at, address, mark))
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(row, again=form, status=409)
    return done(_("Printed again, and marked as a copy."), url_for("papers.certificate", certificate_id=row.id))


@bp.post("/awards/certificates/<id:certificate_id>/replacement")
@needs(Permission.PAPER_MAKE)
def replace(certificate_id):
    """The name was corrected: a new certificate, a new number, a new code; the old one says that it was replaced."""
    row, form, address = _found(certificate_id, Permission.PAPER_MAKE), ReasonForm(), site_address()
    if not form.validate():
        return _show(row, replacing=form, status=422)
    try:
        kept = replace_certificate(row, form.reason.data, current_user.id, lambda new: _draw(new, row, address))
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(row, replacing=form, status=409)
    return done(
        _("Replaced. Hand over the new one and take the old one back."),
        url_for("papers.certificate", certificate_id=kept.certificate_id),
    )


def _draw(new, old, address: str) -> bytes:
    return copy_pdf(new, old.locked_at, address)


@bp.post("/awards/certificates/<id:certificate_id>/revocation")
@needs(Permission.CERTIFICATE_REVOKE)
def end(certificate_id):
    row, form = _found(certificate_id, Permission.CERTIFICATE_REVOKE), ReasonForm()
    if not form.validate():
        return _show(row, ended=form, status=422)
    if row.kind == MERIT:
        form.reason.errors = [say(DecisionAnswer.NUMBERED)]
        return _show(row, ended=form, status=409)
    asked = ask_for_proof(_("revoke the certificate of %(name)s", name=row.name))
    if asked:
        return asked
    try:
        revoke(row, form.reason.data, current_user.id)
    except Refused as refused:
        form.reason.errors = [say(refused.reason, **refused.facts)]
        return _show(row, ended=form, status=409)
    return done(_("The certificate is revoked."), url_for("papers.certificate", certificate_id=row.id))
