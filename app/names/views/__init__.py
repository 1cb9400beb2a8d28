"""Pages about names: what was corrected and why, what waits for a second person, correcting one."""

from flask import Blueprint

bp = Blueprint("names", __name__)

from . import added, names
