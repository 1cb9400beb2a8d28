"""Doors to the seats of teams."""

from flask import Blueprint

bp = Blueprint("claims", __name__)

from . import claim, name, overview
