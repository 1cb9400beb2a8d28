"""Pages about people: signing in, one's own account, the ward's people."""

from flask import Blueprint

bp = Blueprint("people", __name__)

from . import account, again, door, invitations, people, person, skills, slips
