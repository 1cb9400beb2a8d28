"""``flask demo``: a demo that is there and of today, and who can sign in to it."""

import os
import sys
from contextvars import Context
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext
from flask_migrate import upgrade
from gunicorn.app.wsgiapp import WSGIApplication

from app.config import DEMO_PASSWORD
from app.core.clock import today
from app.core.db import db
from app.core.policy import ROLE_NAMES, Role
from app.people.queries import demo_people
from app.seeds.demo import DAY_TODAY, anybody, build, built, day_today


def _set_aside() -> Path | None:
    """Keep a demo of another day beside the new one; its campaign's day 20 is not today."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    old = Path(url.database)
    db.session.remove()
    db.engine.dispose()
    kept = old.with_name(f"{old.stem}-until-{today().isoformat()}{old.suffix}")
    for end in ("-wal", "-shm"):
        old.with_name(old.name + end).unlink(missing_ok=True)
    os.replace(old, kept)
    return kept


@click.command("demo")
@click.option("--serve", is_flag=True, help="Then serve it, in this very process: it has loaded the site already.")
@with_appcontext
def demo(serve):
    """Fill the demo wards where they are missing, and tell who can sign in."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("the demo wants GOCUA_DEMO=1 and never runs with GOCUA_ENV=production")
    upgrade()
    if built() and day_today() != DAY_TODAY:
        kept = _set_aside()
        if kept is None:
            raise click.ClickException("this database holds the demo of another day; give an empty one")
        click.echo(f"The demo is made afresh for {today():%d/%m/%Y}; the old one is kept as {kept.name}.")
        upgrade()
    if not built():
        if anybody():
            raise click.ClickException("this database holds people of its own; the demo wants an empty one")
        click.echo("Filling four demo wards, some seconds ...")
        build()
    address = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    click.echo(f"\nGõ Cửa: {address}\nPassword of everybody here: {DEMO_PASSWORD}\n")
    for person in demo_people():
        role = gettext(ROLE_NAMES[Role(person.role)])
        click.echo(f"  {person.user.phone}  {person.user.name:24} {role}{', ' + person.ward if person.ward else ''}")
    click.echo("", nl=True)
    if serve:
        db.session.remove()
        db.engine.dispose()
        # Outside of the command's own app context, which every request would find itself in.
        Context().run(_serve)


def _serve() -> None:
    sys.argv[1:] = ["wsgi:app"]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


COMMANDS = (demo,)
