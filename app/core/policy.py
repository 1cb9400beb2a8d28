"""Who may do what: roles, permissions and the one matrix that joins them.

A view declares its permission as data (``@needs(Permission.LOG_APPROVE)``, ``@signed_in`` or ``@public``); the same
permission scopes the query, so that what lies outside of a person's reach is a 404.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from sqlalchemy import or_, true

from .text import N_


class Role(StrEnum):
    # Python's own hash of an enum is a function in Python, and roles and permissions are looked up all day long.
    __hash__ = str.__hash__

    VOLUNTEER = "volunteer"
    TEAM_LEADER = "team_leader"
    SECRETARY = "secretary"
    COUNCIL_MEMBER = "council_member"
    WARD_LEADER = "ward_leader"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.VOLUNTEER: N_("Volunteer"),
    Role.TEAM_LEADER: N_("Team leader"),
    Role.SECRETARY: N_("Youth Union secretary"),
    Role.COUNCIL_MEMBER: N_("Council member"),
    Role.WARD_LEADER: N_("Ward leader"),
    Role.CLERK: N_("Clerk"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Permission(StrEnum):
    __hash__ = str.__hash__

    CAMPAIGN_READ = "campaign:read"
    CAMPAIGN_OPEN = "campaign:open"
    CAMPAIGN_EDIT = "campaign:edit"
    WARD_ADD = "ward:add"
    SHIFT_READ = "shift:read"
    SHIFT_CLAIM = "shift:claim"
    SHIFT_NAMES = "shift:names"
    SHIFT_ASK = "shift:ask"
    SHIFT_PLAN = "shift:plan"
    SHIFT_CLAIM_TEAM = "shift:claim_team"
    ATTENDANCE_TAKE = "attendance:take"
    ATTENDANCE_CORRECT = "attendance:correct"
    LOG_WRITE = "log:write"
    LOG_WRITE_TEAM = "log:write_team"
    LOG_READ = "log:read"
    LOG_APPROVE = "log:approve"
    LOG_IMPORT = "log:import"
    RANKING_READ = "ranking:read"
    RANKING_NAMES = "ranking:names"
    RANKING_PUBLISH = "ranking:publish"
    RANKING_FREEZE = "ranking:freeze"
    SCHEME_EDIT = "scheme:edit"
    SCHEME_CONSENT = "scheme:consent"
    HOLD_PLACE = "hold:place"
    NOMINATION_PROPOSE = "nomination:propose"
    ACHIEVEMENT_WRITE = "achievement:write"
    AWARD_READ = "award:read"
    AWARD_OPEN = "award:open"
    AWARD_CHOOSE = "award:choose"
    COUNCIL_READ = "council:read"
    COUNCIL_CALL = "council:call"
    COUNCIL_VOTE = "council:vote"
    DECISION_MAKE = "decision:make"
    PAPER_MAKE = "paper:make"
    CERTIFICATE_REVOKE = "certificate:revoke"
    RESULT_ANNOUNCE = "result:announce"
    ARCHIVE_MAKE = "archive:make"
    NAME_CORRECT = "name:correct"
    PERSON_READ = "person:read"
    PERSON_INVITE = "person:invite"
    PERSON_GRANT = "person:grant"
    PERSON_IMPORT = "person:import"
    ROLE_CONSENT = "role:consent"
    AUDIT_READ = "audit:read"


# Who chooses, votes and decides. These roles take two people: one who asks, and one who has such a role and agrees.
ROLES_OF_POWER = frozenset({Role.SECRETARY, Role.COUNCIL_MEMBER, Role.WARD_LEADER, Role.CLERK})

# What changes who is commended, or what a paper says of it: nobody does it on the strength of a password that was set
# with a slip until a day has passed or somebody else confirmed it (``app/powers``). Pages stay open, forms don't.
DECIDING = frozenset(
    {
        Permission.LOG_APPROVE,
        Permission.RANKING_PUBLISH,
        Permission.RANKING_FREEZE,
        Permission.SCHEME_EDIT,
        Permission.SCHEME_CONSENT,
        Permission.HOLD_PLACE,
        # Its only forms open a round and set its places.
        Permission.AWARD_READ,
        Permission.AWARD_OPEN,
        Permission.AWARD_CHOOSE,
        Permission.COUNCIL_CALL,
        Permission.COUNCIL_VOTE,
        Permission.DECISION_MAKE,
        Permission.PAPER_MAKE,
        Permission.CERTIFICATE_REVOKE,
        Permission.RESULT_ANNOUNCE,
        Permission.NAME_CORRECT,
        Permission.ROLE_CONSENT,
    }
)

# A grant bound to a team reaches only that team for these; for all others it reaches the ward.
TEAM_BOUND = frozenset(
    {
        Permission.ATTENDANCE_CORRECT,
        Permission.LOG_WRITE_TEAM,
        Permission.SHIFT_ASK,
        Permission.SHIFT_CLAIM_TEAM,
        Permission.NOMINATION_PROPOSE,
    }
)

_VOLUNTEER = {
    Permission.CAMPAIGN_READ,
    Permission.SHIFT_READ,
    Permission.SHIFT_CLAIM,
    Permission.LOG_WRITE,
    Permission.RANKING_READ,
}
_STAFF = {
    Permission.CAMPAIGN_READ,
    Permission.SHIFT_READ,
    Permission.SHIFT_NAMES,
    Permission.LOG_READ,
    Permission.RANKING_READ,
    Permission.RANKING_NAMES,
    Permission.AWARD_READ,
}

# To belong to a session is the personal rule of those who may vote.
_COUNCIL = {Permission.COUNCIL_READ, Permission.COUNCIL_VOTE, Permission.ROLE_CONSENT}

MATRIX: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: frozenset(_VOLUNTEER),
    Role.TEAM_LEADER: frozenset(
        _VOLUNTEER
        | {
            Permission.ATTENDANCE_TAKE,
            Permission.ATTENDANCE_CORRECT,
            Permission.LOG_WRITE_TEAM,
            Permission.SHIFT_NAMES,
            Permission.SHIFT_ASK,
            Permission.SHIFT_CLAIM_TEAM,
            Permission.NOMINATION_PROPOSE,
        }
    ),
    Role.SECRETARY: frozenset(
        _STAFF
        | _COUNCIL
        | {
            # A secretary alone has a ward running: opens its campaign and mends it. What a kind is worth once people
            # work by it is set by an administrator (SCHEME_EDIT), not by whoever approves the records.
            Permission.CAMPAIGN_OPEN,
            Permission.CAMPAIGN_EDIT,
            Permission.SHIFT_ASK,
            Permission.SHIFT_PLAN,
            Permission.SHIFT_CLAIM_TEAM,
            Permission.ATTENDANCE_TAKE,
            Permission.ATTENDANCE_CORRECT,
            Permission.LOG_APPROVE,
            Permission.LOG_IMPORT,
            Permission.RANKING_PUBLISH,
            Permission.RANKING_FREEZE,
            Permission.HOLD_PLACE,
            Permission.NOMINATION_PROPOSE,
            Permission.ACHIEVEMENT_WRITE,
            Permission.NAME_CORRECT,
            Permission.PERSON_READ,
            Permission.PERSON_INVITE,
            Permission.PERSON_GRANT,
            Permission.PERSON_IMPORT,
            Permission.AUDIT_READ,
        }
    ),
    Role.COUNCIL_MEMBER: frozenset(_STAFF | _COUNCIL),
    Role.WARD_LEADER: frozenset(
        _STAFF
        | _COUNCIL
        | {
            Permission.RANKING_PUBLISH,
            Permission.RANKING_FREEZE,
            Permission.SCHEME_CONSENT,
            Permission.HOLD_PLACE,
            Permission.AWARD_OPEN,
            Permission.AWARD_CHOOSE,
            Permission.COUNCIL_CALL,
            Permission.DECISION_MAKE,
            Permission.NOMINATION_PROPOSE,
            Permission.ACHIEVEMENT_WRITE,
            Permission.PAPER_MAKE,
            Permission.CERTIFICATE_REVOKE,
            Permission.RESULT_ANNOUNCE,
            Permission.ARCHIVE_MAKE,
            Permission.NAME_CORRECT,
            Permission.PERSON_READ,
            Permission.AUDIT_READ,
        }
    ),
    Role.CLERK: frozenset(
        _STAFF
        | _COUNCIL
        | {
            Permission.COUNCIL_CALL,
            Permission.ACHIEVEMENT_WRITE,
            Permission.PAPER_MAKE,
            Permission.RESULT_ANNOUNCE,
            Permission.ARCHIVE_MAKE,
            Permission.NAME_CORRECT,
            Permission.PERSON_READ,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.CAMPAIGN_READ,
            Permission.CAMPAIGN_OPEN,
            Permission.CAMPAIGN_EDIT,
            # Where it is held for the whole site: a ward is outside of every ward.
            Permission.WARD_ADD,
            Permission.SHIFT_READ,
            Permission.SHIFT_NAMES,
            Permission.SHIFT_ASK,
            Permission.SHIFT_PLAN,
            Permission.SHIFT_CLAIM_TEAM,
            Permission.ATTENDANCE_TAKE,
            Permission.ATTENDANCE_CORRECT,
            Permission.LOG_READ,
            Permission.LOG_IMPORT,
            Permission.RANKING_READ,
            Permission.RANKING_NAMES,
            Permission.SCHEME_EDIT,
            Permission.AWARD_READ,
            Permission.AWARD_OPEN,
            Permission.COUNCIL_READ,
            Permission.ARCHIVE_MAKE,
            Permission.NAME_CORRECT,
            Permission.PERSON_READ,
            Permission.PERSON_INVITE,
            Permission.PERSON_GRANT,
            Permission.PERSON_IMPORT,
            # They see what waits; they agree where nobody of the ward is left who could (``powers/rules.py``).
            Permission.ROLE_CONSENT,
            Permission.AUDIT_READ,
        }
    ),
}

# Whose account a holder of PERSON_INVITE may touch (issue a sign-in link, correct the data, close it): never that
# of somebody with more power.
MAY_INVITE: dict[Role, frozenset[Role]] = {
    Role.SECRETARY: frozenset({Role.VOLUNTEER, Role.TEAM_LEADER}),
    Role.ADMINISTRATOR: frozenset(Role),
}

# Which roles a holder of PERSON_GRANT may give and end, in the wards where they hold their own. Roles of power they
# may end, and ask for.
MAY_GRANT: dict[Role, frozenset[Role]] = {
    Role.SECRETARY: frozenset({Role.VOLUNTEER, Role.TEAM_LEADER}),
    Role.ADMINISTRATOR: frozenset(Role),
}


class Held(NamedTuple):
    """A role that somebody holds now. No ward: in all of them (administrators of the site)."""

    role: Role
    ward_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """How far one permission goes for one person."""

    everywhere: bool = False
    wards: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()

    def __bool__(self):
        return self.everywhere or bool(self.wards) or bool(self.teams)

    def covers(self, ward_id: int, team_id: int | None = None) -> bool:
        return self.everywhere or ward_id in self.wards or (team_id is not None and team_id in self.teams)

    def where(self, ward_column, team_column=None):
        """The condition that keeps a query inside this reach."""
        if self.everywhere:
            return true()
        # One ward is the rule, and the plain comparison is the cheaper one.
        inside = ward_column == next(iter(self.wards)) if len(self.wards) == 1 else ward_column.in_(self.wards)
        if team_column is None or not self.teams:
            return inside
        return or_(inside, team_column.in_(self.teams))


@cache
def reach(held: tuple[Held, ...], permission: Permission) -> Reach:
    """Where the holder of these roles may use this permission."""
    wards, teams, everywhere = set(), set(), False
    for one in held:
        if permission not in MATRIX[one.role]:
            continue
        if one.ward_id is None:
            everywhere = True
        elif one.team_id is not None and permission in TEAM_BOUND:
            teams.add(one.team_id)
        else:
            wards.add(one.ward_id)
    return Reach(everywhere, frozenset(wards), frozenset(teams))


def needs(permission: Permission):
    """Above a view: only for people who hold this permission somewhere."""

    def mark(view):
        view.access = permission
        return view

    return mark


def signed_in(view):
    """Above a view: for everybody who is signed in."""
    view.access = "signed_in"
    return view


def public(view):
    """Above a view: open to all."""
    view.access = "public"
    return view
