"""Pages of a ward's first hour: wards, a campaign opened on screen, a copy of an earlier one."""

from flask import Blueprint

bp = Blueprint("opening", __name__)

from . import copy, new, wards
