"""Finding whom and what the rows of a journal mean, among the ward's people, teams, points and slots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.text import fold
from app.exchange.rules.codes import Code, Parsed, RowError
from app.exchange.rules.fields import LogField
from app.exchange.rules.logs import LogRow
from app.exchange.rules.roster import Standing, same_name

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


class Matcher:
    """Rows to ids; what can't be found goes to ``errors``."""

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
                return None
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
