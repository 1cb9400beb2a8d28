"""Pages of the decision."""

from flask import Blueprint

bp = Blueprint("decisions", __name__)

from app.decisions.views import decision, pieces, revocation
