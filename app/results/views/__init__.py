"""Pages of the result and the ceremony."""

from flask import Blueprint

bp = Blueprint("results", __name__)

from app.results.views import added, ceremony, manage, public, stage
