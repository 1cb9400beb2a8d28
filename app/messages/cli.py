"""Commands: what the worker does, also by hand."""

import sys

import click
from flask.cli import with_appcontext

from app.messages.minute import tick as run_jobs


@click.command("tick")
@with_appcontext
def tick():
    """Do once what is done every minute (for cron where no worker runs); status 1 if something failed."""
    answers = run_jobs()
    for name, answer in answers.items():
        click.echo(f"{name}: {answer}")
    if "failed" in answers.values():
        sys.exit(1)


COMMANDS = (tick,)
