"""The database compared with the trail: everything that counts in a ward, row by row."""

import json
from collections.abc import Iterator
from types import SimpleNamespace

from sqlalchemy import select

from app.archive.binding import binding_of
from app.archive.events import RankingBound, RoundBound
from app.archive.parts.bound import PARTS
from app.archive.rules.bound import plain_value
from app.archive.rules.compared import VERDICTS, Fault, Record, faults_of_part, faults_of_records, told
from app.audit.models import Entry
from app.audit.queries import broken_links
from app.awards.models import Round
from app.contributions.models import Decision, Log, LogItem
from app.contributions.rules import GROUPS
from app.core.db import db
from app.ranking.events import SchemeAdopted
from app.ranking.models import Ranking, SchemeVersion
from app.ranking.queries import faults_in
from app.ranking.rules import again, checksum

SIZE = 1000


def faults_in_ward(ward_id: int) -> list[Fault]:
    """All that does not fit: links of the trail, records and decisions, schemes, rankings, rounds."""
    faults = [Fault("audit_entries", one.seq, one.why) for one in broken_links(ward_id)[1]]
    faults += faults_of_records(told(_entries(ward_id, Entry.subject == "log")), _records(ward_id))
    faults += _schemes(ward_id)
    for ranking in db.session.scalars(
        select(Ranking.id).where(Ranking.ward_id == ward_id).order_by(Ranking.id)
    ).all():
        faults += _ranking(ranking)
    for number in db.session.scalars(select(Round.id).where(Round.ward_id == ward_id).order_by(Round.id)).all():
        faults += _bound_parts(ward_id, RoundBound, number)
    return faults


def _entries(ward_id: int, *conditions) -> Iterator:
    """The ward's entries of this kind in their order, ``after`` read."""
    query = select(Entry.action, Entry.subject_id, Entry.by, Entry.at, Entry.reason, Entry.after)
    rows = db.session.execute(query.where(Entry.chain == ward_id, *conditions).order_by(Entry.seq))
    for row in rows.yield_per(SIZE):
        yield SimpleNamespace(**{**row._asdict(), "after": json.loads(row.after)})


def _records(ward_id: int) -> dict[int, Record]:
    """Number -> the record as it is stored."""
    found = {}
    columns = (Log.id, Log.user_id, Log.team_id, Log.day, Log.minutes, Log.state, *(getattr(Log, g) for g in GROUPS))
    for row in db.session.execute(select(*columns).where(Log.ward_id == ward_id)).yield_per(SIZE):
        groups = {name: getattr(row, name) for name in sorted(GROUPS) if getattr(row, name)}
        content = {"user": row.user_id, "team": row.team_id, "day": row.day.isoformat(), "minutes": row.minutes}
        found[row.id] = Record(row.state, {**content, "groups": groups, "counts": {}})
    items = select(LogItem.log_id, LogItem.kind_id, LogItem.quantity).where(LogItem.ward_id == ward_id)
    for log_id, kind_id, quantity in db.session.execute(items).yield_per(SIZE):
        record = found.setdefault(log_id, Record())
        record.content.setdefault("counts", {})[f"{kind_id}"] = quantity
    decisions = select(Decision.log_id, Decision.verdict, Decision.by, Decision.reason)
    decisions = decisions.where(Decision.ward_id == ward_id, Decision.verdict.in_(VERDICTS)).order_by(Decision.id)
    for log_id, *decision in db.session.execute(decisions).yield_per(SIZE):
        found.setdefault(log_id, Record()).decisions.append(tuple(decision))
    return found


def _schemes(ward_id: int) -> list[Fault]:
    adopted = _entries(ward_id, Entry.action == SchemeAdopted.action)
    noted = {entry.subject_id: (entry.after["scheme"], entry.by) for entry in adopted}
    query = select(SchemeVersion).where(SchemeVersion.ward_id == ward_id).execution_options(populate_existing=True)
    rows = db.session.scalars(query).all()
    stored = {row.id: (_adopted(row), row.made_by) for row in rows}
    return [
        Fault("schemes", number, "is not what the trail says was adopted")
        for number in sorted(set(noted) | set(stored))
        if noted.get(number) != stored.get(number)
    ]


def _adopted(row: SchemeVersion):
    """The document of a version; None where it is none, or that of another version."""
    try:
        document = json.loads(row.document)
    except ValueError:
        return None
    return document if document.get("version") == row.version else None


def _ranking(ranking_id: int) -> list[Fault]:
    """A published ranking: its text, checksum and rows against each other and the trail, and ranked again."""
    row = db.session.execute(
        select(Ranking.document, SchemeVersion.document.label("scheme"), Ranking.ward_id)
        .join(SchemeVersion, SchemeVersion.id == Ranking.scheme_id)
        .where(Ranking.id == ranking_id)
    ).one_or_none()
    if row is None:
        return [Fault("rankings", ranking_id, "its scheme is gone")]
    faults = [Fault("rankings", ranking_id, f"{one} does not fit") for one in faults_in(ranking_id)]
    try:
        same = checksum(again(row.document, json.loads(row.scheme))) == checksum(row.document)
    except (ValueError, KeyError, TypeError, ArithmeticError, AttributeError):
        same = False
    if not same:
        faults.append(Fault("rankings", ranking_id, "ranked again it differs"))
    return faults + _bound_parts(row.ward_id, RankingBound, ranking_id)


def _bound_parts(ward_id: int, kind, number: int) -> list[Fault]:
    """Every part of a ranking or a round that the trail bound, against its last binding."""
    found: dict[tuple, dict] = {}
    for entry in _entries(ward_id, Entry.action == kind.action, Entry.subject_id == number):
        found[entry.after["part"], entry.after.get("session")] = entry.after
    return [fault for (part, session), noted in found.items() for fault in _part(part, session or number, noted)]


def _part(part: str, about: int, noted: dict) -> list[Fault]:
    try:
        tables, now = plain_value(PARTS[part](about)), binding_of(part, about)
    except (LookupError, ValueError) as error:
        return [Fault(part, about, f"cannot be read any more ({error})")]
    return faults_of_part(noted, now, tables)
