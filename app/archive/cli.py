"""`flask archive`: the archive of a campaign's award round, as a file."""

import hashlib
import os
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from app.archive.comparing import faults_in_ward
from app.archive.making import make_archive
from app.campaigns.queries import campaign_by_slug
from app.core.db import db
from app.core.isolated import Isolated
from app.core.reasons import Refused
from app.places.models import Ward


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


@click.command("verify-records")
@click.argument("slug", required=False)
@with_appcontext
def verify_records(slug):
    """Compare everything that counts in a ward with the trail: records, decisions, schemes, rankings, rounds. Names
    each row that differs and ends with status 1; without a campaign, all wards."""
    if slug:
        campaign = campaign_by_slug(slug) or _fail(f"no campaign has the slug {slug}")
        wards = [campaign.ward_id]
    else:
        wards = db.session.scalars(select(Ward.id).order_by(Ward.id)).all()
    failed = False
    for ward in wards:
        for fault in faults_in_ward(ward):
            failed = True
            click.echo(f"ward {ward}: {fault}")
    if failed:
        sys.exit(1)
    click.echo("everything is as the trail tells it")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fail(message: str):
    click.echo(message, err=True)
    sys.exit(1)


COMMANDS = (archive_command, verify_records)
