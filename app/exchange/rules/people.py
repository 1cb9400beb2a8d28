"""A roster sheet becomes a list of people in teams."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.sheets import Sheet
from app.core.text import fold, identity_key, same_name
from app.exchange.rules import cells
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed
from app.exchange.rules.fields import PeopleField
from app.exchange.rules.layout import Layout
from app.exchange.rules.line import Line, conclude, data_rows, prepare

_LEADER = re.compile(
    r"(?:to|doi|nhom) truong\b.*|truong (?:to|doi|nhom)\b.*|bi thu(?: chi doan\b.*)?|chi hoi truong\b.*|leader"
)


@dataclass(frozen=True)
class PersonRow:
    """`role` is "leader" or "member" of the team; `position` the title as the ward wrote it."""

    row_no: int
    name: str
    gender: str | None
    birth_year: int | None
    phone: str | None
    email: str | None
    team: str
    role: str
    position: str | None
    note: str | None


def role_of(position: str | None) -> str:
    """Heads of teams and secretaries of branches lead; deputies and members do not.

    A ward's own offices ("Bí thư Đoàn phường") give no role: those are granted by hand.
    """
    return "leader" if position and _LEADER.fullmatch(fold(position)) else "member"


def read_people(
    sheet: Sheet,
    layout: Layout,
    today: datetime.date,
    before: Sequence[PersonRow] = (),
    team_named: str | None = None,
) -> Parsed:
    """Parsed with PersonRow rows. Two rows for one person in two teams stay two rows.

    ``before`` were read from other sheets of the book; ``team_named`` is the team of all for whom nothing names one.
    """
    layout = layout.with_bands(sheet)
    parsed = prepare(layout, sheet)
    if parsed.errors:
        return parsed
    known = _Known(parsed, before)
    team = team_named
    for line, named in data_rows(sheet, layout, parsed):
        if named:
            team = _band_team(line, named)
        elif person := _person(line, team, today):
            known.add(person, layout)
    return conclude(parsed, layout, PeopleField.NAME)


def _band_team(line: Line, named: str) -> str | None:
    try:
        return cells.as_label(named)
    except cells.CellProblem as problem:
        line.fail(PeopleField.TEAM, problem.code, **problem.facts)
        return None


def _person(line: Line, team: str | None, today: datetime.date) -> PersonRow | None:
    before = len(line.errors)
    name = _name(line)
    gender, birth_year = _gender_and_year(line, today)
    phone = line.read(PeopleField.PHONE, cells.as_phone)
    email = line.read(PeopleField.EMAIL, cells.as_email)
    team = line.read(PeopleField.TEAM, cells.as_label, default=team)
    position = line.read(PeopleField.POSITION, cells.as_text, 100)
    note = line.read(PeopleField.NOTE, cells.as_text, 1000)
    if not phone and not email and not line.failed & {PeopleField.PHONE, PeopleField.EMAIL}:
        line.fail(PeopleField.PHONE, Code.CONTACT_MISSING)
    if not team and PeopleField.TEAM not in line.failed:
        line.fail(PeopleField.TEAM, Code.TEAM_MISSING)
    if len(line.errors) > before:
        return None
    return PersonRow(line.row_no, name, gender, birth_year, phone, email, team, role_of(position), position, note)


def _name(line: Line) -> str | None:
    family = line.read(PeopleField.FAMILY_NAME, cells.as_name)
    given = line.read(PeopleField.NAME, cells.as_name)
    if not given and PeopleField.NAME not in line.failed:
        line.fail(PeopleField.NAME, Code.NAME_MISSING)
    return " ".join(part for part in (family, given) if part)


def _gender_and_year(line: Line, today: datetime.date) -> tuple[str | None, int | None]:
    gender = line.read(PeopleField.GENDER, cells.as_gender)
    year = line.read(PeopleField.BIRTH_YEAR, cells.as_birth_year, today, line.since_1904)
    split = {
        "male": (PeopleField.BIRTH_YEAR_MALE, line.read(PeopleField.BIRTH_YEAR_MALE)),
        "female": (PeopleField.BIRTH_YEAR_FEMALE, line.read(PeopleField.BIRTH_YEAR_FEMALE)),
    }
    found = [(sex, what, value) for sex, (what, value) in split.items() if value is not None]
    if len(found) == 2:
        line.fail(PeopleField.BIRTH_YEAR_FEMALE, Code.GENDER_TWICE)
    elif found:
        [(sex, what, value)] = found
        gender = gender or sex
        if not cells.is_mark(value):
            year = line.read(what, cells.as_birth_year, today, line.since_1904)
    return gender, year


class _Known:
    """The people read so far, to find who stands there twice."""

    def __init__(self, parsed: Parsed, before: Sequence[PersonRow] = ()):
        self.parsed = parsed
        self.by_contact: dict[tuple, PersonRow] = {}
        self.places: dict[tuple, PersonRow] = {}
        self.by_name: dict[tuple, PersonRow] = {}
        for person in before:
            self.by_name.setdefault((identity_key(person.name), person.birth_year), person)
            for what, value in ((PeopleField.PHONE, person.phone), (PeopleField.EMAIL, person.email)):
                self.by_contact.setdefault((what, value), person)
            self.places.setdefault(self._place(person), person)

    @staticmethod
    def _place(person: PersonRow) -> tuple:
        return (person.phone or person.email, identity_key(person.name), identity_key(person.team))

    def add(self, person: PersonRow, layout: Layout) -> None:
        line = Line(person.row_no, (), layout, self.parsed)
        for what, value, code in (
            (PeopleField.PHONE, person.phone, Code.PHONE_TWICE),
            (PeopleField.EMAIL, person.email, Code.EMAIL_TWICE),
        ):
            other = self.by_contact.setdefault((what, value), person) if value else person
            if not same_name(other.name, person.name):
                line.fail(what, code, other_row=other.row_no, other_name=other.name)
        if line.failed:
            return
        other = self.places.setdefault(self._place(person), person)
        if other is person:
            self.parsed.rows.append(person)
            self._tell_namesake(person)
        else:
            facts = {"row": person.row_no, "name": person.name, "other_row": other.row_no}
            self.parsed.notices.append(Notice(NoticeCode.PERSON_TWICE, facts))

    def _tell_namesake(self, person: PersonRow) -> None:
        """One person under two phones would become two: somebody should look."""
        if person.birth_year is None or not person.phone:
            return
        other = self.by_name.setdefault((identity_key(person.name), person.birth_year), person)
        if other.phone and other.phone != person.phone:
            facts = {"row": person.row_no, "name": person.name, "other_row": other.row_no}
            self.parsed.notices.append(Notice(NoticeCode.NAMESAKE, facts))
