"""Which records a journal brings: its rows matched with people, teams, points and slots of the ward."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.contributions.rules import APPROVED, RETURNED, SENT, DecideAnswer, NewLog
from app.core.text import fold
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import LogField
from app.exchange.rules.logs import LogRow
from app.exchange.rules.roster import Standing, same_name

PAPER = "paper:"
ALIVE = (SENT, RETURNED, APPROVED)
_SLOT_WORDS = ("ca ", "buoi ")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who holds or held a role in the ward, with the places in its teams."""

    id: int
    name: str
    phone: str | None
    standings: tuple[Standing, ...] = ()

    def teams(self, day: date | None = None) -> list[int]:
        """The teams on a day, or ever."""
        standings = (one for one in self.standings if day is None or one.on(day))
        return list(dict.fromkeys(one.team_id for one in standings if one.team_id is not None))


@dataclass(frozen=True, slots=True)
class Stored:
    """A record that the campaign has: ``counts`` by the id of the kind, for those from paper only."""

    ref: str
    user_id: int | None
    team_id: int | None
    day: date
    slot: str
    state: str
    minutes: int = 0
    groups: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """What the rows are matched with. ``teams`` and ``points`` hold ids by folded name, ``slots`` (id, name)."""

    campaign_id: int
    ward_id: int
    people: Iterable[Person]
    teams: Mapping[str, int]
    points: Mapping[str, int]
    slots: Mapping[str, tuple[int, str]]
    kinds: Mapping[str, int]
    stored: Iterable[Stored]


@dataclass
class JournalPlan:
    """What would be written: ``new[i]`` comes from ``rows[i]``. Nothing is where ``errors`` holds anything."""

    new: list[NewLog] = field(default_factory=list)
    rows: list[LogRow] = field(default_factory=list)
    known: int = 0
    errors: list[RowError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def plan_journal(parsed: Parsed, ground: Ground, today: date, approver_id: int | None = None) -> JournalPlan:
    """Match the rows of ``parsed``. Each record is named by whose it is, its day, slot and point, so that the same
    row finds itself again; where ``approver_id`` vouches for the paper, none of the rows may be their own."""
    plan = JournalPlan(errors=list(parsed.errors), notices=list(parsed.notices))
    matcher = _Matcher(parsed, ground, plan.errors)
    groups: dict[str, list[tuple[LogRow, dict]]] = defaultdict(list)
    for row in parsed.rows:
        found = matcher.match(row)
        if found:
            groups[_key(found)].append((row, found))
    _compare(plan, parsed, ground, groups)
    if approver_id is not None:
        _own(plan, parsed, matcher.by_id.get(approver_id), approver_id, today)
    _online(plan, ground)
    plan.errors.sort(key=lambda error: error.row_no)
    return plan


class _Matcher:
    def __init__(self, parsed: Parsed, ground: Ground, errors: list[RowError]):
        self.parsed, self.ground, self.errors = parsed, ground, errors
        self.by_id = {person.id: person for person in ground.people}
        self.by_phone = {person.phone: person for person in self.by_id.values() if person.phone}
        self.by_name = defaultdict(list)
        for person in self.by_id.values():
            self.by_name[fold(person.name)].append(person)

    def match(self, row: LogRow) -> dict | None:
        """Ids in place of names; None (and errors) where one can't be found."""
        before = len(self.errors)
        team_id = self._team(row)
        person = self._person(row, team_id) if row.name or row.phone else None
        if person:
            team_id = self._team_of(row, person, team_id)
        slot_id, slot = self._slot(row)
        point_id = self._point(row)
        if len(self.errors) > before:
            return None
        return {
            "user_id": person.id if person else None,
            "team_id": team_id,
            "day": row.day,
            "slot_id": slot_id,
            "slot": slot,
            "point_id": point_id,
            "minutes": row.minutes,
            "groups": row.groups,
            "counts": {self.ground.kinds[code]: n for code, n in row.counts.items()},
        }

    def _fail(self, row: LogRow, what: LogField, code: Code, **facts) -> None:
        self.errors.append(self.parsed.error(row.row_no, what, code, **facts))

    def _team(self, row: LogRow) -> int | None:
        if not row.team:
            return None
        team_id = self.ground.teams.get(fold(row.team))
        if team_id is None:
            self._fail(row, LogField.TEAM, Code.LOG_TEAM_UNKNOWN, value=row.team)
        return team_id

    def _person(self, row: LogRow, team_id: int | None) -> Person | None:
        if row.phone:
            person = self.by_phone.get(row.phone)
            if person is None:
                self._fail(row, LogField.PHONE, Code.WHO_UNKNOWN)
            elif row.name and not same_name(person.name, row.name):
                self._fail(row, LogField.NAME, Code.OTHER_NAME, other_name=person.name)
            return person
        named = [person for person in self.by_name[fold(row.name)] if same_name(person.name, row.name)]
        if team_id is not None and len(named) > 1:
            named = [person for person in named if team_id in person.teams()]
        if len(named) != 1:
            self._fail(row, LogField.NAME, Code.WHO_UNCLEAR if named else Code.WHO_UNKNOWN)
            return None
        return named[0]

    def _team_of(self, row: LogRow, person: Person, team_id: int | None) -> int | None:
        """The team in which it was earned: the one that the row names, else the person's only one."""
        if row.team:
            if team_id is not None and team_id not in person.teams():
                self._fail(row, LogField.TEAM, Code.TEAM_FOREIGN, name=person.name)
            return team_id
        teams = person.teams(row.day) or person.teams()
        if len(teams) > 1:
            self._fail(row, LogField.TEAM, Code.TEAM_UNCLEAR, name=person.name)
        return teams[0] if teams else None

    def _slot(self, row: LogRow) -> tuple[int, str]:
        """(0, "") where the row names none; "Ca sáng" and "Sáng (8h-11h30)" are "Sáng"."""
        if not row.slot:
            return 0, ""
        text = fold(row.slot)
        for word in ("", *_SLOT_WORDS):
            bare = text.removeprefix(word)
            for key, slot in self.ground.slots.items():
                if f"{bare} ".startswith(f"{key} "):
                    return slot
        known = ", ".join(name for _, name in self.ground.slots.values())
        self._fail(row, LogField.SLOT, Code.SLOT_UNKNOWN, value=row.slot, known=known)
        return 0, ""

    def _point(self, row: LogRow) -> int | None:
        point_id = self.ground.points.get(fold(row.point)) if row.point else None
        if row.point and point_id is None:
            self._fail(row, LogField.POINT, Code.POINT_UNKNOWN, value=row.point)
        return point_id


def _key(found: dict) -> str:
    """Names a record by ids, which stay when a slot or a point is renamed."""
    whose = f"u{found['user_id']}" if found["user_id"] is not None else f"t{found['team_id']}"
    return f"{PAPER}{whose}:{found['day']}:{found['slot_id']}:{found['point_id'] or 0}:"


def _figures(minutes, groups, counts) -> tuple:
    return (
        minutes,
        tuple(sorted((name, n) for name, n in groups.items() if n)),
        tuple(sorted((kind, n) for kind, n in counts.items() if n)),
    )


def _compare(plan: JournalPlan, parsed: Parsed, ground: Ground, groups: dict) -> None:
    """Rows under one key find the stored ones with their figures; what is left over is new, unless a stored record
    that counts is left over as well: then somebody has changed a figure here or there."""
    stored = defaultdict(list)
    for one in ground.stored:
        if one.ref.startswith(PAPER):
            stored[one.ref[: one.ref.rindex(":") + 1]].append(one)
    waiting = 0
    for key, rows in groups.items():
        there, fresh = list(stored[key]), []
        number = len(there)
        for row, found in rows:
            figures = _figures(row.minutes, row.groups, found["counts"])
            same = next((one for one in there if _figures(one.minutes, one.groups, one.counts) == figures), None)
            if same:
                there.remove(same)
                plan.known += 1
                waiting += same.state == SENT
                continue
            plan.new.append(_new_log(ground, row, found, f"{key}{number}"))
            plan.rows.append(row)
            fresh.append(row)
            number += 1
        if any(one.state in ALIVE for one in there):
            plan.errors += [parsed.error(row.row_no, LogField.MINUTES, Code.LOG_DIFFERS) for row in fresh]
    if waiting:
        plan.notices.append(Notice(NoticeCode.LOGS_WAITING, {"count": waiting}))


def _new_log(ground: Ground, row: LogRow, found: dict, ref: str) -> NewLog:
    values = {name: value for name, value in found.items() if name != "slot_id"}
    return NewLog(
        campaign_id=ground.campaign_id, ward_id=ground.ward_id, client_ref=ref, note=row.note or "", **values
    )


def _own(plan: JournalPlan, parsed: Parsed, approver: Person | None, approver_id: int, today: date) -> None:
    for row, log in zip(plan.rows, plan.new, strict=True):
        if log.user_id == approver_id:
            plan.errors.append(parsed.error(row.row_no, LogField.NAME, DecideAnswer.OWN))
        elif log.user_id is None and approver and log.team_id in {*approver.teams(log.day), *approver.teams(today)}:
            plan.errors.append(parsed.error(row.row_no, LogField.TEAM, DecideAnswer.OWN_TEAM))


def _online(plan: JournalPlan, ground: Ground) -> None:
    """A record typed from paper and sent on the site by the person as well would count twice."""
    sent = {
        (one.user_id, one.day, one.slot)
        for one in ground.stored
        if one.user_id is not None and one.state in ALIVE and not one.ref.startswith(PAPER)
    }
    for row, log in zip(plan.rows, plan.new, strict=True):
        if (log.user_id, log.day, log.slot) in sent:
            facts = {"row": row.row_no, "name": row.name or row.phone}
            plan.notices.append(Notice(NoticeCode.LOG_ONLINE_TOO, facts))
