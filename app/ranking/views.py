"""Pages of the ranking room."""

from flask import Blueprint

bp = Blueprint("ranking", __name__)
