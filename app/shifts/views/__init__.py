"""Pages of planning. The board and the page of a shift belong to the room of seats above."""

from flask import Blueprint

bp = Blueprint("shifts", __name__)

from . import plan  # noqa: E402, F401 (the views hang themselves on the blueprint)
