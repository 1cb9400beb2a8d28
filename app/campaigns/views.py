"""Pages of the campaigns room."""

from flask import Blueprint

bp = Blueprint("campaigns", __name__)
