"""Pages of the ranking room."""

from flask import Blueprint

bp = Blueprint("ranking", __name__)

from app.ranking.views import consent, copies, counts, drafts, firm, freezing, holds, late, live, scheme
