"""A word to the worker, from below it."""

from flask import current_app


def send_soon() -> None:
    """Tell the worker that letters wait. If nobody hears it, they leave with the next minute."""
    current_app.extensions["queue"].letters()


def do_soon(job: str) -> None:
    """Ask the worker for one of the jobs of every minute now. If nobody hears it, its minute comes."""
    current_app.extensions["queue"].do(job)
