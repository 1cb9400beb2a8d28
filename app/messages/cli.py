"""Commands: what the worker does, also by hand."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from app.messages.minute import tick as run_jobs
from app.messages.worker import work


@click.command("tick")
@with_appcontext
def tick():
    """Do once what is done every minute (for cron where no worker runs); status 1 if something failed."""
    answers = run_jobs()
    for name, answer in answers.items():
        click.echo(f"{name}: {answer}")
    if "failed" in answers.values():
        sys.exit(1)


@click.command("worker")
@click.option("--beside", type=int, help="End when this process, which started the worker, is gone.")
@with_appcontext
def worker(beside):
    """Send letters and do what is done every minute, until SIGTERM."""
    work(current_app._get_current_object(), beside)


COMMANDS = (tick, worker)
