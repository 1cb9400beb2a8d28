"""Pages of imports: send a file, look at what it would do, then all of it or nothing."""

from flask import Blueprint, request

from app.core.sheets.limits import MAX_FILE

bp = Blueprint("exchange", __name__)

# What the form itself adds to the file.
AROUND = 16 * 1024


@bp.url_value_preprocessor
def take_files(endpoint, values):
    """Only here may a request be as large as a file; said before the form's token is looked for in it."""
    if endpoint == "exchange.upload":
        request.max_content_length = MAX_FILE + AROUND


from . import format, runs, uploads
