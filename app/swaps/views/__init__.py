"""Doors to handing over and exchanging seats."""

from flask import Blueprint

bp = Blueprint("swaps", __name__)

from . import answer, offer, requests, staff
