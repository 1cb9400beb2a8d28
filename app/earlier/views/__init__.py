"""The page of awards of earlier years, and what other pages show of them."""

from flask import Blueprint

bp = Blueprint("earlier", __name__)

from . import added, office
