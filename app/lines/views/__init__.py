"""Pages of the lines."""

from flask import Blueprint

bp = Blueprint("lines", __name__)

from app.lines.views import lines, notes
