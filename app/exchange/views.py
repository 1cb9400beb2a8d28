"""Pages of the exchange room."""

from flask import Blueprint

bp = Blueprint("exchange", __name__)
