"""Kinds of columns that more than one room has."""

import re

from sqlalchemy import String, literal_column

_PLAIN = re.compile(r"[a-z_]{1,30}")


class Word(String):
    """One of a few words of the code's own ("seated", "open"): what it is compared with stands in the statement.

    A partial index serves a statement only where the database can see its condition there. For a bound value SQLite
    has to look into it, and prepares the statement anew at each call: many times dearer than running it.
    """

    class comparator_factory(String.Comparator):
        def operate(self, op, *others, **more):
            return super().operate(op, *map(_in_the_text, others), **more)


def _in_the_text(other):
    if isinstance(other, (list, tuple, set, frozenset)):
        return [_in_the_text(one) for one in sorted(other)]
    if isinstance(other, str) and _PLAIN.fullmatch(other):
        return literal_column(f"'{other}'", String())
    return other
