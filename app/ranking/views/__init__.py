"""Pages of the ranking room."""

from flask import Blueprint

bp = Blueprint("ranking", __name__)

from app.ranking.views import copies, drafts, firm, holds, live, scheme
