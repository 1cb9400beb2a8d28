"""Pages of the lines."""

from flask import Blueprint

bp = Blueprint("lines", __name__)

from app.lines import models
