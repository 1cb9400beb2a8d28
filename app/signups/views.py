"""Pages of the signups room."""

from flask import Blueprint

bp = Blueprint("signups", __name__)
