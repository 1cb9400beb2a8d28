"""The register of a round: issue, print, and certificates of participation for everybody else."""

import hashlib

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.reasons import Refused
from app.core.text import N_
from app.core.web import done, page, site_address
from app.core.words import say
from app.papers import vault
from app.papers.actions.clerk import set_places
from app.papers.actions.issue import issue_certificates, keep_file
from app.papers.actions.participation import start_participation
from app.papers.forms import IssueForm, PlacesForm
from app.papers.layout.certificates import FULL, OVERLAY, TEST, check_address
from app.papers.models import MERIT, PARTICIPATION
from app.papers.printing import NAMES, merit_pdf, preview_pdf
from app.papers.queries.heads import head_of
from app.papers.queries.register import SIZE, certificates_of, file_in, files_of
from app.papers.queries.texts import own_texts, places_of
from app.papers.rules.answers import PaperAnswer
from app.papers.rules.codes import LENGTH
from app.papers.views import bp
from app.papers.views.shared import round_here, send

KINDS = {MERIT: N_("Certificates of merit"), PARTICIPATION: N_("Certificates of participation")}
FILES = {
    "full": N_("Certificates, whole sheets"),
    "overlay": N_("Certificates for the ward's own blanks"),
    "participation": N_("Certificates of participation"),
    "reprint": N_("Printed again"),
    "replacement": N_("Certificates in place of others"),
}


@bp.get("/awards/certificates")
@needs(Permission.PAPER_MAKE)
def register():
    return show(round_here()[1])


def show(head, issue: IssueForm | None = None, places: PlacesForm | None = None, status: int = 200):
    if head.locked_at is None:
        return page("papers/none.html", opened=True, status=status)
    kind, number = request.args.get("kind", MERIT), request.args.get("page", "1")
    if kind not in KINDS or not (number.isascii() and number.isdigit() and 0 < int(number[:6]) < 10_000):
        abort(404)
    rows = certificates_of(head.id, kind, int(number))
    where = places_of(head)
    return page(
        "papers/register.html",
        parts=("job",),
        head=head,
        kinds=KINDS,
        kind=kind,
        number=int(number),
        rows=rows[:SIZE],
        more=len(rows) > SIZE,
        files=(files := files_of(head.id)),
        printed={file.what for file in files},
        address=check_address(site_address(), "0" * LENGTH),
        said=FILES,
        issue=issue or IssueForm(formdata=None),
        places=(places or PlacesForm(formdata=None, obj=where)).apart("places"),
        moved=places is not None,
        status=status,
    )


@bp.get("/awards/certificates/preview-<mode>.pdf")
@needs(Permission.PAPER_MAKE)
def preview(mode):
    place, head = round_here()
    if mode not in (FULL, OVERLAY, TEST):
        abort(404)
    if head.locked_at is None:
        raise Refused(PaperAnswer.NOT_LOCKED)
    data = preview_pdf(head, mode)
    if data is None:
        raise Refused(PaperAnswer.NOBODY)
    return send(data, f"xem-truoc-{mode}-{place.campaign.slug}.pdf")


@bp.post("/awards/certificates/issue")
@needs(Permission.PAPER_MAKE)
def issue():
    place, form = here_for(Permission.PAPER_MAKE), IssueForm()
    if not form.validate():
        return show(head_of(place.campaign_id) or abort(404), form, status=422)
    try:
        head, count = issue_certificates(place.campaign_id, current_user.id, form.first_no.data)
    except Refused as refused:
        if refused.reason is not PaperAnswer.TAKEN:
            raise
        form.first_no.errors = [say(refused.reason, **refused.facts)]
        return show(head_of(place.campaign_id), form, status=409)
    _print(place, head, FULL)
    return done(
        _("%(n)s certificates are in the register and printed into a file.", n=count), url_for("papers.register")
    )


@bp.post("/awards/certificates/print-<mode>")
@needs(Permission.PAPER_MAKE)
def print_all(mode):
    place, head = round_here()
    if mode not in (FULL, OVERLAY):
        abort(404)
    if not head.issued:
        abort(409)
    kept = _print(place, head, mode, again=request.form.get("again") == "y")
    return done(_("The file is stored with its checksum."), url_for("papers.kept_file", file_id=kept.id))


def _print(place, head, mode: str, again: bool = False):
    """The file of all certificates; refused where one was kept that differs and nobody said ``again``."""
    data = merit_pdf(head, site_address(), mode)
    if data is None:
        raise Refused(PaperAnswer.NOBODY)
    kept = {file.sha256 for file in files_of(head.id) if file.what == mode}
    if kept and not again and hashlib.sha256(data).hexdigest() not in kept:
        raise Refused(PaperAnswer.PRINTED_ALREADY)
    return keep_file(head, mode, f"{NAMES[mode]}-{place.campaign.slug}.pdf", data, current_user.id)


@bp.post("/awards/certificates/places")
@needs(Permission.PAPER_MAKE)
def place_words():
    place, head = round_here()
    form = PlacesForm()
    if not form.validate():
        return show(head, places=form, status=422)
    set_places(place.campaign_id, form.places, current_user.id, own_texts(head))
    return done(_("Saved. Print the test sheet and hold it against a blank."), url_for("papers.register"))


@bp.post("/awards/certificates/participation")
@needs(Permission.PAPER_MAKE)
def participation():
    place = here_for(Permission.PAPER_MAKE)
    count = start_participation(place.campaign_id, site_address(), current_user.id)
    return done(_("%(n)s certificates are on their way.", n=count), url_for("papers.register", kind=PARTICIPATION))


@bp.get("/awards/files/<id:file_id>")
@needs(Permission.PAPER_MAKE)
def kept_file(file_id):
    """The very bytes that were issued."""
    found = file_in(file_id, current_user.reach(Permission.PAPER_MAKE)) or abort(404)
    data = vault.stored(found.sha256)
    if data is None:
        raise Refused(PaperAnswer.FILE_GONE)
    return send(data, found.name)
