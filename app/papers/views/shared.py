"""What the pages of the papers have in common."""

from io import BytesIO

from flask import abort, send_file

from app.campaigns.here import Here, here_for
from app.core.policy import Permission
from app.papers.queries.heads import head_of

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def round_here() -> tuple[Here, object]:
    """Where the visitor stands, and the campaign's round; 404 where there is none."""
    place = here_for(Permission.PAPER_MAKE)
    return place, head_of(place.campaign_id) or abort(404)


def send(data: bytes | BytesIO, name: str):
    body = data if isinstance(data, BytesIO) else BytesIO(data)
    kind = TYPES[name.rpartition(".")[2]]
    answer = send_file(body, mimetype=kind, as_attachment=kind != TYPES["pdf"], download_name=name)
    # Names of people: in no cache between here and the reader.
    answer.headers["Cache-Control"] = "no-store"
    return answer
