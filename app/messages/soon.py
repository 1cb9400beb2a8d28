"""A word to the worker, from below it."""

from flask import current_app


def send_soon() -> None:
    """Tell the worker that letters wait. If nobody hears it, they leave with the next minute."""
    current_app.extensions["queue"].letters()
