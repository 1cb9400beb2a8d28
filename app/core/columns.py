"""Kinds of columns that more than one room has."""

import re

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

_PLAIN = re.compile(r"[a-z_]{1,30}")


class Word(String):
    """One of a few words of the code's own ("seated", "open"): what it is compared with stands in the statement.

    A partial index serves a statement only where the database can see its condition there. For a bound value SQLite
    has to look into it, and prepares the statement anew at each call: many times dearer than running it.
    """

    class comparator_factory(String.Comparator):
        def operate(self, op, *others, **more):
            return super().operate(op, *map(_in_the_text, others), **more)


class Said(ColumnElement):
    """A plain word as a literal of the statement."""

    type = String()
    _traverse_internals = [("word", InternalTraversal.dp_string)]

    def __init__(self, word: str):
        if not _PLAIN.fullmatch(word):
            raise ValueError(f"no plain word: {word!r}")
        self.word = str(word)


@compiles(Said)
def _write(element, compiler, **kw):
    return f"'{element.word}'"


def _in_the_text(other):
    if isinstance(other, (list, tuple, set, frozenset)):
        return [_in_the_text(one) for one in sorted(other)]
    return Said(other) if isinstance(other, str) and _PLAIN.fullmatch(other) else other
