"""`flask archive`: the archive of a campaign's award round, as a file."""

import hashlib
import os
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.archive.making import make_archive
from app.campaigns.queries import campaign_by_slug
from app.core.isolated import Isolated
from app.core.reasons import Refused


@click.command("archive")
@click.argument("slug")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Write to this file.")
@with_appcontext
def archive_command(slug, output):
    """Write the archive of a campaign's award round and print its SHA-256; see docs/archive.md."""
    campaign = campaign_by_slug(slug) or _fail(f"no campaign has the slug {slug}")
    half = output.with_name(f"{output.name}.part")
    try:
        with half.open("wb") as file:
            make_archive(campaign.id, file)
        os.replace(half, output)
    except Refused:
        half.unlink(missing_ok=True)
        _fail(f"{slug} has no award round")
    except Isolated:
        half.unlink(missing_ok=True)
        raise
    except OSError as error:
        half.unlink(missing_ok=True)
        _fail(f"{output}: {error.strerror}")
    click.echo(f"{_sha256(output)}  {output.name}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fail(message: str):
    click.echo(message, err=True)
    sys.exit(1)


COMMANDS = (archive_command,)
