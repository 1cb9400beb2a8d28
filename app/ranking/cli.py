"""`flask rank`: the ranking for scripts, eyes and Excel; `flask recompute`: a published one ranked again."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.campaigns.models import Campaign
from app.campaigns.queries import campaign_by_slug
from app.core.clock import now
from app.core.db import db
from app.places.models import Ward
from app.ranking.models import Ranking, SchemeVersion
from app.ranking.queries import Live, live_ranking
from app.ranking.rules import again, checksum, line, two_places
from app.ranking.sheets import live_book
from app.ranking.words import why_no_place


@click.command("rank")
@click.argument("slug")
@click.option("--format", "shape", type=click.Choice(["json", "table", "xlsx"]), default="table", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@with_appcontext
def rank_command(slug, shape, output):
    """Print the ranking of a campaign as it stands now."""
    campaign = campaign_by_slug(slug) or _fail(f"no campaign has the slug {slug}")
    live = live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
    if live is None:
        _fail(f"{slug} has no scheme of points yet")
    if shape == "xlsx":
        ward = db.session.get(Ward, campaign.ward_id)
        _put(output, live_book(live, (campaign.name, ward.name), now()).getvalue())
        return
    text = as_json(live, campaign) if shape == "json" else as_table(live, campaign)
    if output is None:
        click.echo(text)
    else:
        _write(output, f"{text}\n".encode())


def _fail(message: str):
    click.echo(message, err=True)
    sys.exit(1)


def _put(output: Path | None, content: bytes) -> None:
    """A workbook to the file or, for a script that takes it from there, to standard output."""
    if output is not None:
        _write(output, content)
    elif sys.stdout.isatty():
        _fail("--format xlsx needs --output FILE, or a standard output that is no terminal")
    else:
        sys.stdout.buffer.write(content)


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        _fail(f"{output}: {error.strerror}")


def as_json(live: Live, campaign: Campaign) -> str:
    """Both boards with points as decimal strings; `tied_at_line` names the equals that the quota cuts through."""
    boards = live.outcome
    quota = {"collectives": campaign.quota_collectives, "individuals": campaign.quota_individuals}
    tied = {board: line(getattr(boards, board), places).tied for board, places in quota.items()}
    content = {
        "campaign": campaign.slug,
        "scheme_version": live.inputs.scheme.version,
        "individuals": [_individual(one) for one in boards.individuals],
        "collectives": [_collective(one) for one in boards.collectives],
        "quota": quota,
        "tied_at_line": {
            "collectives": [one.squad.name for one in tied["collectives"]],
            "individuals": [one.person.name for one in tied["individuals"]],
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _individual(one) -> dict:
    return {
        "rank": one.rank,
        "name": one.person.name,
        "phone": one.person.phone,
        "team": one.person.team,
        "points": two_places(one.points),
        "vulnerable_turns": one.vulnerable_turns,
        "active_days": one.active_days,
        "eligible": one.eligible,
        "reason": one.reason,
    }


def _collective(one) -> dict:
    return {
        "rank": one.rank,
        "name": one.squad.name,
        "score": two_places(one.score),
        "total": two_places(one.total),
        "per_head": two_places(one.per_head),
        "members": one.members,
        "vulnerable_turns": one.vulnerable_turns,
        "eligible": one.eligible,
        "reason": one.reason,
    }


def as_table(live: Live, campaign: Campaign) -> str:
    """Both boards as plain aligned text."""
    scheme, boards = live.inputs.scheme, live.outcome
    people = [(_("Rank"), _("Name"), _("Team"), _("Points"), _("Active days"), _("Without a place because"))]
    for one in boards.individuals:
        why = why_no_place(one.reason, one.active_days, scheme, True) if one.reason else ""
        people.append(
            (str(one.rank or "-"), one.person.name, one.person.team, _vi(one.points), str(one.active_days), why)
        )
    teams = [(_("Rank"), _("Team"), _("Score"), _("Total points"), _("Members"), _("Without a place because"))]
    for one in boards.collectives:
        why = why_no_place(one.reason, one.members, scheme, True) if one.reason else ""
        teams.append((str(one.rank or "-"), one.squad.name, _vi(one.score), _vi(one.total), str(one.members), why))
    return "\n".join(
        [
            f"{campaign.name} ({campaign.slug})",
            "",
            _("Individuals"),
            *_aligned(people, right={0, 3, 4}),
            "",
            _("Collectives"),
            *_aligned(teams, right={0, 2, 3, 4}),
        ]
    )


def _vi(value) -> str:
    return two_places(value).replace(".", ",")


def _aligned(rows: list[tuple], right: set[int]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


@click.command("recompute")
@click.argument("ranking", type=int)
@with_appcontext
def recompute_command(ranking):
    """Rank a published ranking again, from what it counted and the scheme as stored; exit 0 where every byte is the
    same."""
    copy = db.session.get(Ranking, ranking) or _fail(f"no ranking has the number {ranking}")
    scheme = db.session.get(SchemeVersion, copy.scheme_id)
    try:
        found = checksum(again(copy.document, json.loads(scheme.document)))
    except (ValueError, KeyError, TypeError) as error:
        _fail(f"ranking {ranking}: its text cannot be read: {error}")
    if not found == checksum(copy.document) == copy.checksum:
        _fail(f"ranking {ranking}: DIFFERS. Published {copy.checksum}, recomputed {found}")
    click.echo(f"ranking {ranking}: the same to the byte, SHA-256 {found}")


COMMANDS = (rank_command, recompute_command)
