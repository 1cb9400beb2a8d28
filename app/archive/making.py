"""One .zip of a round, whatever state it is in: what is not there yet is not in it, and the README says what is."""

from typing import BinaryIO

from app.archive.pack import Pack
from app.archive.parts.appeals import put_appeals
from app.archive.parts.papers import put_papers
from app.archive.parts.ranking import put_ranking
from app.archive.parts.register import put_register
from app.archive.parts.round import put_round
from app.archive.parts.trail import put_trail
from app.archive.rules import INSIDE


def make_archive(head, target: BinaryIO) -> None:
    """Write the archive of a round (a row of ``head_of``). The same state gives the same bytes."""
    pack = Pack(target)
    for path in sorted(INSIDE.iterdir()):
        if path.is_file():
            pack.data(path.name, path.read_bytes())
    for put in (put_ranking, put_round, put_appeals, put_papers, put_register, put_trail):
        put(pack, head)
    pack.close()
