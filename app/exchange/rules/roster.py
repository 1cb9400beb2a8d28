"""Whom a roster brings into the ward: its rows matched with the people and teams that are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.core.policy import Role
from app.core.text import fold
from app.exchange.rules.cells import day_text
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import PeopleField
from app.exchange.rules.people import PersonRow
from app.exchange.rules.rows import row_order

MOST_NEW_TEAMS = 300


@dataclass(frozen=True, slots=True)
class Standing:
    """One role in one team, half-open: ``ends_on`` no longer counts."""

    role: str
    team_id: int | None
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


@dataclass(frozen=True, slots=True)
class Known:
    """An account. ``in_ward``: it holds or held a role here; ``modest``: it never held any but in teams here."""

    id: int
    name: str
    phone: str | None
    email: str | None
    gender: str | None
    birth_year: int | None
    closed: bool = False
    in_ward: bool = True
    modest: bool = True
    standings: tuple[Standing, ...] = ()


@dataclass(slots=True)
class Member:
    """One person of the list: ``row`` is the first that speaks of somebody new. ``fills`` were empty so far."""

    row: PersonRow | None
    known: Known | None = None
    fills: dict = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.known.name if self.known else self.row.name

    def detail(self, name: str):
        return self.fills.get(name) or (getattr(self.known, name) if self.known else None)


@dataclass(frozen=True, slots=True)
class Place:
    """A role to be given: ``team`` is the folded name."""

    member: Member
    role: Role
    team: str
    title: str
    starts_on: date
    ends_on: date | None


@dataclass
class RosterPlan:
    """What would be written. Nothing is where ``errors`` holds anything."""

    members: list[Member] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    new_teams: dict[str, str] = field(default_factory=dict)  # folded name -> name
    errors: list[RowError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def added(self) -> list[Member]:
        return [member for member in self.members if member.known is None]

    @property
    def filled(self) -> list[Member]:
        return [member for member in self.members if member.known and member.fills]


def same_name(one: str, other: str) -> bool:
    """The same but for case; a name typed without any marks fits the one with them."""
    if one.casefold() == other.casefold():
        return True
    return (one.isascii() or other.isascii()) and fold(one) == fold(other)


def plan_roster(
    parsed: Parsed,
    known: Iterable[Known],
    teams: Mapping[str, int],
    starts_on: date,
    ends_on: date,
    create_teams: bool,
) -> RosterPlan:
    """Match the rows of ``parsed``: by phone, else by e-mail. ``teams`` holds ids by folded name; the campaign's
    first and last day say from when a role counts and when it must."""
    plan = RosterPlan(errors=list(parsed.errors), notices=list(parsed.notices))
    book, given = _Book(parsed, plan, known), set()
    for row in parsed.rows:
        key = fold(row.team) or row.team
        if key not in teams:
            plan.new_teams.setdefault(key, row.team)
            if not create_teams:
                plan.errors.append(parsed.error(row.row_no, PeopleField.TEAM, Code.TEAM_UNKNOWN, value=row.team))
        member = book.find(row)
        if member is None:
            continue
        role = Role.TEAM_LEADER if row.role == "leader" else Role.VOLUNTEER
        place = _place(plan, member, row, role, teams.get(key), (starts_on, ends_on))
        if place and (id(member), role, key) not in given:
            given.add((id(member), role, key))
            plan.places.append(Place(member, role, key, row.position or "", *place))
    if len(plan.new_teams) > MOST_NEW_TEAMS:
        first = parsed.rows[0].row_no
        plan.errors = [parsed.error(first, PeopleField.TEAM, Code.TEAMS_TOO_MANY, limit=MOST_NEW_TEAMS)]
    plan.errors.sort(key=lambda error: row_order(error.row_no))
    return plan


class _Book:
    """People by phone and by e-mail: those known before, and those met on the way."""

    def __init__(self, parsed: Parsed, plan: RosterPlan, known: Iterable[Known]):
        self.parsed, self.plan = parsed, plan
        self.by: dict[tuple, Member] = {}
        self.listed: set[int] = set()
        for account in known:
            member = Member(None, account)
            self.by |= {(name, getattr(account, name)): member for name in ("phone", "email")}

    def find(self, row: PersonRow) -> Member | None:
        """Whom a row speaks of; None (and an error) where its contact is somebody else's."""
        member, other = (self.by.get((name, getattr(row, name) or "")) for name in ("phone", "email"))
        email = row.email
        if member is None and other and (not row.phone or same_name(other.name, row.name)):
            member = other
        elif other and other is not member:
            # Families and offices share addresses; who has a phone number is known by that.
            email = None
            self._tell(NoticeCode.EMAIL_TAKEN, row, row.name)
        if member and not same_name(member.name, row.name):
            return self._refuse(row, member)
        member = member or Member(row)
        self._list(member, row)
        self._fill(member, row, email)
        for contact in (("phone", row.phone), ("email", email)):
            if contact[1]:
                self.by.setdefault(contact, member)
        return member

    def _refuse(self, row: PersonRow, member: Member) -> None:
        what = PeopleField.PHONE if row.phone else PeopleField.EMAIL
        if member.known and not member.known.in_ward:
            error = self.parsed.error(row.row_no, what, Code.OTHER_NAME_HIDDEN)
        else:
            error = self.parsed.error(row.row_no, what, Code.OTHER_NAME, other_name=member.name)
        self.plan.errors.append(error)

    def _list(self, member: Member, row: PersonRow) -> None:
        if id(member) in self.listed:
            return
        self.listed.add(id(member))
        self.plan.members.append(member)
        if member.known and member.known.closed and member.known.in_ward:
            self._tell(NoticeCode.ACCOUNT_CLOSED, row, member.name)

    def _fill(self, member: Member, row: PersonRow, email: str | None) -> None:
        """Empty details are filled in, for accounts with power or of other wards never; nothing is overwritten."""
        new = {"gender": row.gender, "birth_year": row.birth_year, "phone": row.phone, "email": email}
        for name, value in new.items():
            had = member.detail(name)
            if value and not had and (member.known is None or (member.known.in_ward and member.known.modest)):
                member.fills[name] = value
            elif value and had and value != had and name in ("phone", "email"):
                self._tell(NoticeCode.PHONE_LEFT if name == "phone" else NoticeCode.EMAIL_LEFT, row, member.name)

    def _tell(self, code: NoticeCode, row: PersonRow, name: str) -> None:
        self.plan.notices.append(Notice(code, {"row": row.row_no, "name": name}))


def _place(plan, member, row, role, team_id, days) -> tuple[date, date | None] | None:
    """From when to when a role must be given for it to count on the campaign's last day; None where it does."""
    starts_on, ends_on = days
    enough = {Role.TEAM_LEADER, role}
    standings = member.known.standings if member.known and team_id is not None else ()
    mine = [one for one in standings if one.team_id == team_id and one.role in enough]
    if any(one.on(ends_on) for one in mine):
        return None
    left = max((one.ends_on for one in mine if one.ends_on is not None and one.ends_on <= ends_on), default=None)
    later = min((one.starts_on for one in mine if one.starts_on > ends_on), default=None)
    if left is not None:
        facts = {"row": row.row_no, "name": member.name, "day": day_text(left)}
        plan.notices.append(Notice(NoticeCode.BACK_AGAIN, facts))
    return max(starts_on, left or starts_on), later
