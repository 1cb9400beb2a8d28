"""Whom a roster brings into the ward: its rows matched with the people and teams that are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from app.core.policy import Role
from app.core.text import same_name
from app.exchange.rules.called import Called
from app.exchange.rules.cells import day_text
from app.exchange.rules.codes import Code, Notice, NoticeCode, Parsed, RowError
from app.exchange.rules.fields import PeopleField
from app.exchange.rules.known import Known
from app.exchange.rules.namesakes import Namesakes
from app.exchange.rules.nearest import Names
from app.exchange.rules.people import PersonRow
from app.exchange.rules.questions import LEAVE, Question
from app.exchange.rules.rows import row_order

MOST_NEW_TEAMS = 300
SHOWN = 20  # rows that a preview may show


@dataclass(slots=True)
class Member:
    """One person of the list: ``row`` is the first that speaks of somebody new. ``fills`` were empty so far, but for
    a phone number that was replaced on purpose."""

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
    """A role to be given: ``team`` is an id, or the key of a new team."""

    member: Member
    role: Role
    team: int | str
    title: str
    starts_on: date
    ends_on: date | None


@dataclass
class RosterPlan:
    """What would be written. Nothing is where ``errors`` holds anything."""

    members: list[Member] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    new_teams: dict[str, str] = field(default_factory=dict)  # key -> name
    asked_teams: dict[str, str] = field(default_factory=dict)  # of these, those that somebody asked for by name
    questions: list[Question] = field(default_factory=list)
    shown: list[PersonRow] = field(default_factory=list)  # the rows as they would be written
    errors: list[RowError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def added(self) -> list[Member]:
        return [member for member in self.members if member.known is None]

    @property
    def filled(self) -> list[Member]:
        return [member for member in self.members if member.known and member.fills]

    @property
    def unasked_teams(self) -> dict[str, str]:
        """New teams that resemble none of the ward's, so that they are allowed all at once or not."""
        return {key: name for key, name in self.new_teams.items() if key not in self.asked_teams}


def plan_roster(
    parsed: Parsed,
    known: Iterable[Known],
    teams: Names,
    starts_on: date,
    ends_on: date,
    create_teams: bool,
) -> RosterPlan:
    """Match the rows of ``parsed``: people by phone, else by e-mail, else by what was answered; teams by their names.
    The campaign's first and last day say from when a role counts and when it must."""
    plan = RosterPlan(errors=list(parsed.errors), notices=list(parsed.notices), questions=list(parsed.questions))
    called = Called(parsed, teams, create_teams)
    book, given = _Book(parsed, plan, list(known)), set()
    for row in parsed.rows:
        team = called.team(row)
        if team is None:
            continue
        member = book.find(row, team.id)
        if member is None:
            continue
        if len(plan.shown) < SHOWN:
            plan.shown.append(replace(row, name=member.name, team=team.name))
        role = Role.TEAM_LEADER if row.role == "leader" else Role.VOLUNTEER
        place = _place(plan, member, row, role, team.id, (starts_on, ends_on))
        key = team.id if team.id is not None else team.key
        if place and (id(member), role, key) not in given:
            given.add((id(member), role, key))
            plan.places.append(Place(member, role, key, row.position or "", *place))
    called.tell(plan)
    plan.questions += book.namesakes.questions
    plan.notices += book.namesakes.notices
    if len(plan.new_teams) > MOST_NEW_TEAMS:
        first = parsed.rows[0].row_no
        plan.errors = [parsed.error(first, PeopleField.TEAM, Code.TEAMS_TOO_MANY, limit=MOST_NEW_TEAMS)]
    plan.errors.sort(key=lambda error: row_order(error.row_no))
    return plan


class _Book:
    """People by phone and by e-mail: those known before, and those met on the way."""

    def __init__(self, parsed: Parsed, plan: RosterPlan, known: list[Known]):
        self.parsed, self.plan = parsed, plan
        self.namesakes = Namesakes(parsed.answers, known)
        self.of_account: dict[int, Member] = {}
        self.by: dict[tuple, Member] = {}
        self.listed: set[int] = set()
        for account in known:
            member = self.of_account.setdefault(account.id, Member(None, account))
            self.by |= {(name, value): member for name in ("phone", "email") if (value := getattr(account, name))}

    def find(self, row: PersonRow, team_id: int | None) -> Member | None:
        """Whom a row speaks of; None where its contact is somebody else's (an error), where it was left out, and
        while it is asked who that is."""
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
        if member is None and row.phone:
            same = self.namesakes.of(row, team_id)
            if same == LEAVE:
                self._tell(NoticeCode.ROWS_LEFT, row, row.name)
            if isinstance(same, str):
                return None
            if same is not None:
                member = self._renumbered(row, same)
        member = member or Member(row)
        self._list(member, row)
        self._fill(member, row, email)
        for contact in (("phone", row.phone), ("email", email)):
            if contact[1]:
                self.by.setdefault(contact, member)
        return member

    def _renumbered(self, row: PersonRow, known: Known) -> Member:
        """The account with the phone number of the row, which takes the place of the one it had."""
        member = self.of_account[known.id]
        member.fills["phone"] = row.phone
        if known.phone:
            facts = {"row": row.row_no, "name": known.name, "phone": row.phone, "old": known.phone}
            self.plan.notices.append(Notice(NoticeCode.PHONE_CHANGED, facts))
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
