"""Pages about campaigns: which ones there are, what each is, and how it is changed."""

from flask import Blueprint

bp = Blueprint("campaigns", __name__)

from . import edit, kinds, points, show, slots  # noqa: E402, F401 (the views hang themselves on the blueprint)
