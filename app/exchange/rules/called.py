"""The teams that the rows of a file name: known, new, left out, or asked about."""

from collections import defaultdict
from dataclasses import dataclass

from app.core.text import fold
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed
from app.exchange.rules.fields import PeopleField
from app.exchange.rules.nearest import MOST_LOOKED_UP, Hit, How, Names, loose_key
from app.exchange.rules.questions import LEAVE, Answer, Asked, Option, Question
from app.exchange.rules.rows import note_row

NEW = "new"


@dataclass(frozen=True, slots=True)
class Meant:
    """A team that a row means: its id, or None and the key of a new one."""

    id: int | None
    name: str
    key: str = ""


class Unknown:
    """Names that nothing has, each with its rows: asked about by name where something is near."""

    def __init__(self, names: Names, kind: str, text: Asked, answers, may_be_new: bool):
        self.names, self.kind, self.text, self.answers, self.may_be_new = names, kind, text, answers, may_be_new
        self.typed: dict[str, str] = {}
        self.rows: dict[str, list[int]] = {}
        self.options: dict[str, tuple[Option, ...]] = {}  # empty where nothing is near
        self._keys: dict[str, str] = {}

    def add(self, typed: str, row_no: int) -> str:
        """The key under which the name is asked about."""
        key = self._keys.get(typed)
        if key is None:
            key = self._keys[typed] = loose_key(typed) or typed
            self.typed.setdefault(key, typed)
            if key not in self.options:
                self.options[key] = self._offered(typed)
        note_row(self.rows.setdefault(key, []), row_no)
        return key

    def _offered(self, typed: str) -> tuple[Option, ...]:
        near = self.names.near(typed) if len(self.options) < MOST_LOOKED_UP else []
        options = [Option(str(entry.id), Answer.NAMED, {"name": entry.name}) for entry in near]
        if options and self.may_be_new:
            options.append(Option(NEW, Answer.NEW_TEAM, {"name": typed}))
        return (*options, Option(LEAVE, Answer.LEAVE)) if options else ()

    def answer(self, key: str) -> str | None:
        """What was answered: an option's value, or None while that is open."""
        answer = self.answers.get(f"{self.kind}:{self.typed[key]}")
        return answer if any(option.value == answer for option in self.options[key]) else None

    @property
    def questions(self) -> list[Question]:
        return [
            Question(
                f"{self.kind}:{self.typed[key]}",
                self.text,
                {"value": self.typed[key]},
                options,
                tuple(self.rows[key]),
                (),
                self.answer(key),
            )
            for key, options in self.options.items()
            if options
        ]


class Readings:
    """Names that were read as others without being asked about, told once each."""

    def __init__(self, code: NoticeCode):
        self.code = code
        self.rows: dict[tuple[str, str], list[int]] = {}

    def add(self, typed: str, hit: Hit, row_no: int) -> None:
        if hit.how is not How.EXACT:
            note_row(self.rows.setdefault((typed, hit.entry.name), []), row_no)

    def notices(self) -> list[Notice]:
        return [
            Notice(self.code, {"value": typed, "name": name, "count": len(rows), "row": rows[0]})
            for (typed, name), rows in self.rows.items()
        ]


class Called:
    """The teams of a roster's rows."""

    def __init__(self, parsed: Parsed, names: Names, create: bool):
        self.parsed, self.names, self.create = parsed, names, create
        self.unknown = Unknown(names, "team", Asked.TEAM, parsed.answers, may_be_new=True)
        self.readings = Readings(NoticeCode.TEAM_READ)
        self.new: dict[str, str] = {}
        self._same: dict[str, str] = {}
        self._folded: dict[str, list[str]] = defaultdict(list)
        self.asked: dict[str, str] = {}
        self.errors: list = []
        self.left: list[int] = []

    def team(self, row) -> Meant | None:
        """None where the row is left out, or has to wait for an answer."""
        if hit := self.names.find(row.team):
            self.readings.add(row.team, hit, row.row_no)
            return Meant(hit.entry.id, hit.entry.name)
        key = self.unknown.add(row.team, row.row_no)
        if not self.unknown.options[key]:
            return self._new(row, key)
        answer = self.unknown.answer(key)
        if answer == NEW:
            self.asked[key] = self.unknown.typed[key]
            return self._new(row, key)
        if answer == LEAVE:
            self.left.append(row.row_no)
        if answer in (None, LEAVE):
            return None
        entry = self.names.by_id[int(answer)]
        return Meant(entry.id, entry.name)

    def _new(self, row, key: str) -> Meant:
        key = self._same_new(key)
        name = self.new.setdefault(key, self.unknown.typed[key])
        if not self.create and key not in self.asked:
            self.errors.append(self.parsed.error(row.row_no, PeopleField.TEAM, Code.TEAM_UNKNOWN, value=row.team))
        return Meant(None, name, key)

    def _same_new(self, key: str) -> str:
        """The key of a new team that differs only in that one of the two was typed without any marks."""
        if key in self.new or key in self._same:
            return self._same.get(key, key)
        typed, without = self.unknown.typed[key], fold(key)
        fits = [one for one in self._folded[without] if typed.isascii() or self.new[one].isascii()]
        if len(fits) != 1:
            self._folded[without].append(key)
            return key
        if not typed.isascii():
            self.new[fits[0]] = typed
        return self._same.setdefault(key, fits[0])

    def tell(self, plan) -> None:
        """Put what was found out on the way into the plan."""
        plan.new_teams, plan.asked_teams = self.new, self.asked
        plan.errors += self.errors
        plan.notices += self.readings.notices()
        plan.notices += [Notice(NoticeCode.ROWS_LEFT, {"row": row}) for row in self.left]
        plan.questions += self.unknown.questions
