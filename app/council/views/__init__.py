"""Doors of the council's room."""

from flask import Blueprint

bp = Blueprint("council", __name__)

from . import desk, minutes, pieces, procedure, rounds, session, wall
