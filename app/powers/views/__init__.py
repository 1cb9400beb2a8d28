"""Pages about roles that decide: asking for one, agreeing, confirming a password that was set with a slip."""

from flask import Blueprint

bp = Blueprint("powers", __name__)

from . import added, asking, waiting
