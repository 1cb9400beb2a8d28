"""Pages of the archive."""

from flask import Blueprint

bp = Blueprint("archive", __name__)

from app.archive.views import added, archive
