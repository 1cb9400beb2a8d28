"""The hash chain: how an entry is written as text, hashed, and checked."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

GENESIS = "0" * 64


def plain(value) -> str:
    """Canonical JSON: sorted keys, no blanks, days and instants as ISO text."""

    return _canonical(value)


def _moment(thing) -> str:
    if isinstance(thing, (date, datetime)):
        return thing.isoformat()
    raise TypeError(f"{type(thing).__name__} has no place in the trail")


_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_moment).encode


def link(prev_hash: str, *fields) -> str:
    """The hash of an entry: SHA-256 over the hash before it and its own fields, in a fixed order."""
    return sha256(plain([prev_hash, *fields]))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


FIELDS = (
    "chain",
    "seq",
    "ward_id",
    "at",
    "by",
    "action",
    "subject",
    "subject_id",
    "before",
    "after",
    "reason",
)


def entry_of(event, at: datetime) -> dict:
    """A new entry without its place in the chain: its columns, and what stands before and after its number in the
    text that is hashed, so that whoever knows the entry before can tell the hash."""
    row = {
        "chain": event.ward_id or 0,
        "ward_id": event.ward_id,
        "at": at,
        "by": event.by,
        "action": event.action,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "before": plain(event.before),
        "after": plain(event.after),
        "reason": event.reason,
    }
    values = _hashed(row.get)
    place = FIELDS.index("seq")
    row["before_seq"] = f'",{plain(values[:place])[1:-1]},'
    row["after_seq"] = f",{plain(values[place + 1 :])[1:]}"
    return row


def chained(rows: Iterable[dict], heads: dict[int, tuple[int, str]]) -> list[dict]:
    """The rows of ``entry_of`` with their places: each follows the one before it in its chain, the first of a chain
    its head (number, hash), or nothing where it has none."""
    ends, found = dict(heads), []
    for row in rows:
        seq, prev = ends.get(row["chain"], (0, GENESIS))
        row = {**row, "seq": seq + 1, "prev_hash": prev}
        row["hash"] = sha256(f'["{prev}{row.pop("before_seq")}{seq + 1}{row.pop("after_seq")}')
        ends[row["chain"]] = row["seq"], row["hash"]
        found.append(row)
    return found


def _hashed(value) -> list:
    """The fields that go into the hash, the instant as text."""
    return [value(name).isoformat() if name == "at" else value(name) for name in FIELDS]


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold."""

    chain: int
    seq: int
    why: str


def first_break(chain: int, entries: Iterable, head: tuple[int, str] | None) -> Break | None:
    """Walk the entries of one chain in order; ``head`` is (seq, hash) as kept apart from them."""
    seq, prev = 0, GENESIS
    for entry in entries:
        if entry.seq != seq + 1:
            return Break(chain, seq + 1, "missing")
        if entry.prev_hash != prev:
            return Break(chain, entry.seq, "not linked to the entry before")
        if entry.hash != link(prev, *_hashed(entry.__getattribute__)):
            return Break(chain, entry.seq, "changed")
        seq, prev = entry.seq, entry.hash
    if head is None and seq:
        return Break(chain, seq, "head missing")
    if head is not None and head != (seq, prev):
        return Break(chain, seq + 1, "cut off at the end")
    return None


class KeptError(ValueError):
    """A kept print of heads that can't be read: says which line."""


@dataclass(frozen=True)
class Kept:
    """The head of a chain as it stood once: its last entry ``seq`` and that entry's hash. ``name`` is for readers."""

    chain: int
    seq: int
    hash: str
    name: str

    def line(self) -> str:
        return f"{self.chain} {self.seq} {self.hash} {self.name}"


_KEPT = re.compile(r"(\d{1,9}) (\d{1,18}) ([0-9a-f]{64}) (\S.*)")


def read_heads(text: str) -> list[Kept]:
    """What ``Kept.line`` wrote, a chain a line; empty lines are passed over. Raises KeptError."""
    kept = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = _KEPT.fullmatch(line.strip())
        if found:
            kept.append(Kept(int(found[1]), int(found[2]), found[3], found[4]))
        elif line.strip():
            raise KeptError(f"line {number} is not the head of a chain")
    if not kept:
        raise KeptError("there is no head of a chain in it")
    return kept


def rewritten(kept: Kept, now: str | None, last: int) -> str | None:
    """Why a chain does not go on from where it was kept, or None: ``now`` is the hash of that entry today (None: it
    is gone), ``last`` the number of the last entry today."""
    if last < kept.seq:
        return f"cut off: {kept.seq} entries were kept, {last} are there"
    if now is None:
        return f"entry {kept.seq} is missing"
    if now != kept.hash:
        return f"rewritten: entry {kept.seq} is not the one that was kept"
    return None
