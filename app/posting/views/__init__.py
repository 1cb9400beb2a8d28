"""Pages of posting: for the ward's office, for whoever answers, and the posted list itself."""

from flask import Blueprint

bp = Blueprint("posting", __name__)

from . import added, objections, office, public
