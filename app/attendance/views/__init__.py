"""Pages of attendance: checking in, the screen with the code, who came."""

from flask import Blueprint

bp = Blueprint("attendance", __name__)

from . import check, day, mine, screens, sheet
