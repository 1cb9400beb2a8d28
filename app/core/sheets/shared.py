"""What the sheets of an .xlsx share: its strings and the formats of its cells."""

from dataclasses import dataclass, field
from xml.parsers import expat

from app.core.sheets.package import parse_xml
from app.core.sheets.struck import Pieces


@dataclass(frozen=True)
class Shared:
    """What the sheets of a book share: the lengths of its strings, which of them are crossed out, and the formats of
    cells that are."""

    lengths: list[int] = field(default_factory=list)
    crossed: set[int] = field(default_factory=set)
    formats: frozenset[str] = frozenset()


def shared_strings(data: bytes, budget) -> tuple[list[int], set[int]]:
    """The number of characters of each shared string, and the places of those that are crossed out piece by piece."""
    lengths, crossed, pieces = [], set(), Pieces()
    parser = expat.ParserCreate("UTF-8")

    def start(name, attributes):
        nonlocal pieces
        budget.take_element()
        if name == "si":
            lengths.append(0)
            pieces = Pieces()
        elif name == "r":
            pieces.begin()
        elif name == "strike":
            pieces.cross(attributes)
        elif name == "t":
            parser.CharacterDataHandler = count

    def end(name):
        if name == "t":
            parser.CharacterDataHandler = None
        elif name == "si" and pieces.all_crossed:
            crossed.add(len(lengths) - 1)

    def count(text):
        lengths[-1] += len(text)
        pieces.add(text)

    if data:
        parse_xml(data, start, end, parser)
    return lengths, crossed
