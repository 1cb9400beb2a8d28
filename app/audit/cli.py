"""`flask verify-chain`: checks the trail, prints its heads to be kept elsewhere, and compares with kept ones."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from .queries import broken_links, hashes_at, heads
from .rules import GENESIS, Kept, KeptError, read_heads, rewritten


@click.command("verify-chain")
@click.option("--heads", "print_heads", is_flag=True, help="Print the head of every chain, to be kept elsewhere.")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with a file that --heads printed: names every chain that was rewritten or cut off since.",
)
@with_appcontext
def verify_chain(print_heads, against):
    """Check the audit trail; names the first broken link of each chain and ends with status 1."""
    kept = _read(against) if against else []
    count, breaks = broken_links()
    for one in breaks:
        click.echo(f"chain {one.chain}: entry {one.seq}: {one.why}")
    faults = _compare(kept)
    for fault in faults:
        click.echo(fault)
    if breaks or faults:
        sys.exit(1)
    if print_heads:
        for head in heads():
            click.echo(head.line())
        return
    click.echo(f"{count} entries, every link holds")
    if against:
        click.echo(f"{len(kept)} chains go on from where {against.name} kept them")


def _read(file: Path) -> list[Kept]:
    try:
        return read_heads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, KeptError) as error:
        click.echo(f"{file}: {error.strerror if isinstance(error, OSError) else error}", err=True)
        sys.exit(1)


def _compare(kept: list[Kept]) -> list[str]:
    found = hashes_at([(one.chain, one.seq) for one in kept if one.seq])
    ends = {head.chain: head.seq for head in heads()}
    faults = []
    for one in kept:
        now = found.get((one.chain, one.seq)) if one.seq else GENESIS
        why = rewritten(one, now, ends.get(one.chain, 0))
        if why:
            faults.append(f"chain {one.chain} ({one.name}): {why}")
    return faults


COMMANDS = (verify_chain,)
