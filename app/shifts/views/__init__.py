"""Pages of planning. The board and the page of a shift belong to the room of seats above."""

from flask import Blueprint

bp = Blueprint("shifts", __name__)

from . import exceptions, plan, templates
