"""Pages about shifts and seats: the board, one shift, one's own shifts."""

from flask import Blueprint

bp = Blueprint("signups", __name__)

from . import board, leave, mine, open, requests, shift, staff
