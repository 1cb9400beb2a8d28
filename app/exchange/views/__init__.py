"""Pages of imports: send a file, look at what it would do, then all of it or nothing."""

from flask import Blueprint, current_app, request

bp = Blueprint("exchange", __name__)


@bp.url_value_preprocessor
def take_files(endpoint, values):
    """Only here may a request be as large as a file; said before the form's token is looked for in it."""
    if endpoint == "exchange.upload":
        request.max_content_length = current_app.config["MAX_UPLOAD_LENGTH"]


from . import runs, uploads
