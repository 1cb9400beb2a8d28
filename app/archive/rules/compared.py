"""Where the ledger and the parts of rounds no longer say what the trail says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# What the trail says a record holds, and the verdicts that are rows of their own.
CONTENT = ("user", "team", "day", "minutes", "groups", "counts")
VERDICTS = ("approved", "returned", "rejected", "reversed")
SHORT = 8


@dataclass(frozen=True)
class Fault:
    """A row that does not say what the trail says; ``row`` None: the table as a whole, or a row that is gone."""

    table: str
    row: int | None
    why: str

    def __str__(self):
        return f"{self.table}{'' if self.row is None else f' {self.row}'}: {self.why}"


@dataclass
class Record:
    """A record of the ledger: as the trail tells it, or as it is stored."""

    state: str = ""
    content: dict = field(default_factory=dict)
    decisions: list[tuple] = field(default_factory=list)


def told(entries: Iterable) -> dict[int, Record]:
    """Number -> the record as the entries about records (in their order) leave it. Entries have action, subject_id,
    by, reason and ``after`` (read from JSON)."""
    found: dict[int, Record] = {}
    for entry in entries:
        verb = entry.action.removeprefix("log.")
        if verb == "thrown_away":
            found.pop(entry.subject_id, None)
            continue
        record = found.setdefault(entry.subject_id, Record())
        if verb in ("drafted", "changed", "sent"):
            record.content = {name: entry.after.get(name) for name in CONTENT}
            record.state = {"drafted": "draft", "sent": "sent"}.get(verb, record.state)
        else:
            record.state = entry.after["state"]
        if verb in VERDICTS:
            record.decisions.append((verb, entry.by, entry.reason))
    return found


def faults_of_records(noted: Mapping[int, Record], stored: Mapping[int, Record]) -> list[Fault]:
    """Every record that is stored otherwise than the trail tells, that it does not know, or that is gone."""
    faults = []
    for number in sorted(set(noted) | set(stored)):
        old, new = noted.get(number), stored.get(number)
        if old is None:
            faults.append(Fault("logs", number, "the trail knows no such record"))
        elif new is None:
            faults.append(Fault("logs", number, "gone, though the trail knows it"))
        else:
            faults += _differences(number, old, new)
    return faults


def _differences(number: int, old: Record, new: Record) -> list[Fault]:
    faults = []
    for name in CONTENT:
        if old.content.get(name) != new.content.get(name):
            was, now = old.content.get(name), new.content.get(name)
            faults.append(Fault("logs", number, f"{name} was {was}, and is {now}"))
    if old.state != new.state:
        faults.append(Fault("logs", number, f"state was {old.state}, and is {new.state}"))
    if old.decisions != new.decisions:
        faults.append(Fault("decisions", None, f"those on record {number} are not those of the trail"))
    return faults


def faults_of_part(noted: Mapping, now: Mapping, tables: Mapping[str, list[dict]]) -> list[Fault]:
    """A part of a round against its last binding (both as ``binding_of`` makes them); ``tables`` are its rows now."""
    if noted["checksum"] == now["checksum"]:
        return []
    faults, was, sums = [], dict(noted["sums"]), dict(now["sums"])
    for table in sorted(set(was) | set(sums)):
        old, new = _cut(was.get(table, "")), _cut(sums.get(table, ""))
        if len(old) != len(new):
            faults.append(Fault(table, None, f"{len(old)} rows were bound, {len(new)} are there"))
        elif old != new:
            faults += [
                Fault(table, _number(row), "changed since the trail bound it")
                for row, a, b in zip(tables[table], old, new, strict=True)
                if a != b
            ]
    return faults or [Fault(noted["part"], None, "changed since the trail bound it")]


def _cut(sums: str) -> list[str]:
    return [sums[at : at + SHORT] for at in range(0, len(sums), SHORT)]


def _number(row: Mapping) -> int | None:
    """The row's own number, or that of the row that it hangs on."""
    return next((row[name] for name in ("id", *row) if type(row.get(name)) is int), None)
