"""Pages of the awards room."""

from flask import Blueprint

bp = Blueprint("awards", __name__)

from app.awards.views import beside, book, candidates, named, proposals, resting, rounds
