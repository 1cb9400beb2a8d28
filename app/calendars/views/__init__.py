"""Calendar addresses and the calendar itself; printed timetables."""

from flask import Blueprint

bp = Blueprint("calendars", __name__)

from . import address, feed, one, timetables
