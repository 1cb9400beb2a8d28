"""The paper of a further decision, as PDF and as a Word file."""

from app.papers.layout.filling import fill
from app.papers.layout.papers import drawn
from app.papers.layout.word import template_of
from app.papers.wording import wording

KEY = "amendment"
FILES = {
    "correction": "quyet-dinh-dinh-chinh",
    "replacement": "quyet-dinh-thay-the",
    "cancellation": "quyet-dinh-huy-bo",
}


def amendment_pdf(fields: dict, at) -> bytes:
    """``at``: the moment that the file names."""
    return drawn(wording(KEY), "Quyết định", fields, at)


def amendment_docx(fields: dict) -> bytes:
    return fill(template_of(KEY), fields)
