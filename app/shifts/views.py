"""Pages of the shifts room."""

from flask import Blueprint

bp = Blueprint("shifts", __name__)
