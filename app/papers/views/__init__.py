"""Pages of the papers."""

from flask import Blueprint, request

from app.papers.layout.checking import MAX_TEMPLATE

bp = Blueprint("papers", __name__)

# What the form itself adds to the file.
AROUND = 16 * 1024


@bp.url_value_preprocessor
def take_files(endpoint, values):
    """Only here may a request be as large as a template; said before the form's token is looked for in it."""
    if endpoint == "papers.bring_template":
        request.max_content_length = MAX_TEMPLATE + AROUND


from app.papers.views import added, amendments, certificates, check, papers, posting, register, templates, texts
