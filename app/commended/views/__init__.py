"""Pages: what I am asked, and the answers for the ward's office."""

from flask import Blueprint

bp = Blueprint("commended", __name__)

from . import added, mine, office
