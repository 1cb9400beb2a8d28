"""Finding whom and what the rows of a journal mean, among the ward's people, teams, points and slots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.text import fold, same_name
from app.exchange.rules.called import Readings, Unknown
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import LogField
from app.exchange.rules.known import Standing
from app.exchange.rules.logs import LogRow
from app.exchange.rules.nearest import Names
from app.exchange.rules.questions import LEAVE, Asked, Question
from app.exchange.rules.rows import note_row
from app.exchange.rules.slots import Slots

WAITS = "waits"


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
    """What the rows are matched with; ``kinds`` holds ids by code."""

    campaign_id: int
    ward_id: int
    people: Iterable[Person]
    teams: Names
    points: Names
    slots: Slots
    kinds: Mapping[str, int]
    stored: Iterable[Stored]


class Matcher:
    """Rows to ids; what can't be found goes to ``errors``, what may be meant to ``questions``."""

    def __init__(self, parsed: Parsed, ground: Ground, errors: list[RowError]):
        self.parsed, self.ground, self.errors = parsed, ground, errors
        self.by_id = {person.id: person for person in ground.people}
        self.by_phone = {person.phone: person for person in self.by_id.values() if person.phone}
        self.by_name = defaultdict(list)
        for person in self.by_id.values():
            self.by_name[fold(person.name)].append(person)
        self.unknown = {
            LogField.TEAM: Unknown(ground.teams, "team", Asked.TEAM, parsed.answers, may_be_new=False),
            LogField.POINT: Unknown(ground.points, "point", Asked.POINT, parsed.answers, may_be_new=False),
        }
        self.readings = {
            LogField.TEAM: Readings(NoticeCode.TEAM_READ),
            LogField.POINT: Readings(NoticeCode.POINT_READ),
        }
        self.left: list[int] = []

    @property
    def questions(self) -> list[Question]:
        return [question for unknown in self.unknown.values() for question in unknown.questions]

    @property
    def notices(self) -> list[Notice]:
        told = [notice for readings in self.readings.values() for notice in readings.notices()]
        return told + [Notice(NoticeCode.ROWS_LEFT, {"row": row}) for row in self.left]

    def shown(self, row: LogRow, found: dict) -> LogRow:
        """The row as it would be written."""
        person, team, point = (
            names.get(found[name])
            for names, name in (
                (self.by_id, "user_id"),
                (self.ground.teams.by_id, "team_id"),
                (self.ground.points.by_id, "point_id"),
            )
        )
        return replace(
            row,
            name=person.name if person else None,
            slot=found["slot"] or None,
            team=team.name if team else None,
            point=point.name if point else None,
        )

    def match(self, row: LogRow) -> dict | None:
        """Ids in place of names; None where one can't be found (an error), is asked about, or was left out."""
        before = len(self.errors)
        team_id, team_waits = self._named(row, row.team, LogField.TEAM)
        slot_id, slot = self._slot(row)
        point_id, point_waits = self._named(row, row.point, LogField.POINT)
        if LEAVE in (point_waits, team_waits):
            del self.errors[before:]
            note_row(self.left, row.row_no)
            return None
        person = None
        if (row.name or row.phone) and not team_waits:
            person = self._person(row, team_id)
        if person:
            team_id = self._team_of(row, person, team_id)
        if len(self.errors) > before or point_waits or team_waits:
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

    def _named(self, row: LogRow, typed: str | None, what: LogField) -> tuple[int | None, str | None]:
        """(the id of a team or a point, None) or (None, LEAVE or WAITS)."""
        if not typed:
            return None, None
        unknown = self.unknown[what]
        if hit := unknown.names.find(typed):
            self.readings[what].add(typed, hit, row.row_no)
            return hit.entry.id, None
        key = unknown.add(typed, row.row_no)
        if not unknown.options[key]:
            if what is LogField.TEAM:
                self._fail(row, what, Code.LOG_TEAM_UNKNOWN, value=typed)
            else:
                self._fail(row, what, Code.POINT_UNKNOWN, value=typed, known=_listed(unknown.names.entries))
            return None, None
        answer = unknown.answer(key)
        if answer in (None, LEAVE):
            return None, answer or WAITS
        return int(answer), None

    def _person(self, row: LogRow, team_id: int | None) -> Person | None:
        if row.phone:
            person = self.by_phone.get(row.phone)
            if person is None:
                self._unknown_phone(row)
            elif row.name and not same_name(person.name, row.name):
                self._fail(row, LogField.NAME, Code.OTHER_NAME, other_name=person.name)
                return None
            return person
        named = [person for person in self.by_name.get(fold(row.name), ()) if same_name(person.name, row.name)]
        if team_id is not None and len(named) > 1:
            named = [person for person in named if team_id in person.teams()]
        if len(named) != 1:
            self._fail(row, LogField.NAME, Code.WHO_UNCLEAR if named else Code.WHO_UNKNOWN)
            return None
        return named[0]

    def _unknown_phone(self, row: LogRow) -> None:
        named = [one for one in self.by_name.get(fold(row.name or ""), ()) if same_name(one.name, row.name)]
        if named:
            self._fail(row, LogField.PHONE, Code.WHO_OTHER_PHONE, other_name=named[0].name)
        else:
            self._fail(row, LogField.PHONE, Code.WHO_UNKNOWN)

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
        """(0, "") where the row names none."""
        if not row.slot:
            return 0, ""
        found = self.ground.slots.find(row.slot)
        if len(found) == 1:
            return found[0]
        if found:
            self._fail(row, LogField.SLOT, Code.SLOT_SEVERAL, value=row.slot)
        else:
            known = ", ".join(self.ground.slots.names)
            self._fail(row, LogField.SLOT, Code.SLOT_UNKNOWN, value=row.slot, known=known)
        return 0, ""


def _listed(entries, most: int = 8) -> str:
    names = [entry.name for entry in entries[:most]]
    return ", ".join(names) + (", …" if len(entries) > most else "")
