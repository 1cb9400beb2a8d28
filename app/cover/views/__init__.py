"""Pages about cover: where people are missing, who can help out, and answering when asked."""

from flask import Blueprint

bp = Blueprint("cover", __name__)

from . import asked, board, helpers
