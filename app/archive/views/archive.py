"""The archive of a round: to take away, and to seal."""

import hashlib
from contextlib import contextmanager
from tempfile import TemporaryFile

from flask import abort, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.archive.actions import seal
from app.archive.making import make_archive
from app.archive.queries.seals import seals_of
from app.archive.views import bp
from app.campaigns.here import here_for
from app.core.policy import Permission, needs
from app.core.web import done, page
from app.papers.queries.heads import head_of
from app.papers.views.shared import TYPES


def _round_here():
    place = here_for(Permission.ARCHIVE_MAKE)
    return place, head_of(place.campaign_id) or abort(404)


@bp.get("/awards/archive")
@needs(Permission.ARCHIVE_MAKE)
def archive():
    place = here_for(Permission.ARCHIVE_MAKE)
    head = head_of(place.campaign_id)
    return page("archive/archive.html", head=head, seals=seals_of(head.id) if head else [])


@contextmanager
def _made(head):
    """The archive in a file that goes with its last reader: it never is in memory as a whole."""
    file = TemporaryFile()  # noqa: SIM115 (it outlives this: the answer reads it)
    try:
        make_archive(head.campaign_id, file)
        file.seek(0)
        yield file
    except BaseException:
        file.close()
        raise


@bp.get("/awards/archive.zip")
@needs(Permission.ARCHIVE_MAKE)
def archive_file():
    place, head = _round_here()
    with _made(head) as file:
        answer = send_file(
            file, mimetype=TYPES["zip"], as_attachment=True, download_name=f"luu-tru-{place.campaign.slug}.zip"
        )
    answer.call_on_close(file.close)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/awards/archive")
@needs(Permission.ARCHIVE_MAKE)
def seal_archive():
    _place, head = _round_here()
    with _made(head) as file:
        sha256, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
        file.close()
    seal(head, sha256, size, current_user.id)
    return done(_("The archive is sealed: its checksum is in the trail."), url_for("archive.archive"))
