"""Pages of the contributions room."""

from flask import Blueprint

bp = Blueprint("contributions", __name__)
