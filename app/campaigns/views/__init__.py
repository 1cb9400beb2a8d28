"""Pages about campaigns: which ones there are, what each is, and how it is changed."""

from flask import Blueprint

bp = Blueprint("campaigns", __name__)

from . import duties, edit, kinds, points, show, slots
