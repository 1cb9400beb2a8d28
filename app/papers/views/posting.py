"""The notice of a posted list."""

from flask import abort, request

from app.core.policy import Permission, needs
from app.core.web import full_url_for
from app.papers.layout.filling import paper_docx
from app.papers.layout.papers import POSTED, paper_pdf
from app.papers.queries.posting import notice_of
from app.papers.views import bp
from app.papers.views.shared import round_here, send

SIGNERS = ("leader", "secretary")


@bp.get("/awards/posting/notice.<kind>")
@needs(Permission.PAPER_MAKE)
def posting_notice(kind):
    """``?signer=secretary``: signed by the secretary of the council, else by its chair."""
    place, head = round_here()
    signer = request.args.get("signer", SIGNERS[0])
    if kind not in ("pdf", "docx") or signer not in SIGNERS:
        abort(404)
    values = notice_of(head, signer, full_url_for("posting.posted", slug=place.campaign.slug)) or abort(404)
    data = paper_pdf(POSTED.key, values) if kind == "pdf" else paper_docx(POSTED.key, values)
    return send(data, f"{POSTED.file}-{place.campaign.slug}.{kind}")
