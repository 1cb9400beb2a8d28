"""What a reader of cells answers beside a value: why a cell is refused, or what was mended in it."""

import datetime
import re
from dataclasses import dataclass, field

from app.core.reasons import Reason
from app.core.sheets import CellError
from app.core.text import holds_identity_number


class CellProblem(Exception):
    """A cell is refused: a member of Code or TextCode, and the facts of its sentence."""

    def __init__(self, code: Reason, **facts):
        super().__init__(code.name)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Mended:
    """A value that is not quite what stands in the cell, and the notice that says so."""

    value: object
    code: Reason
    facts: dict = field(default_factory=dict)


def shown(value, longest: int = 40) -> str:
    """A value as an error may repeat it: short, printable, and with long runs of digits hidden."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, CellError):
        value = value.text
    if isinstance(value, datetime.date):
        value = f"{value.day}/{value.month}/{value.year:04d}"
    text = str(value)[:200]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    if holds_identity_number(text):
        kept = [m.start() for m in re.finditer(r"\d", text)][2:-2]
        text = "".join("•" if i in kept else c for i, c in enumerate(text))
    return text if len(text) <= longest else text[: longest - 1] + "…"
