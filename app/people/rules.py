"""Rules about people: passwords, roles, invitations. Plain values in, reasons out."""

from datetime import datetime, timedelta

from app.core.policy import MAY_GRANT, MAY_INVITE, ROLES_OF_POWER, Held, Permission, Role, reach
from app.core.reasons import Reason
from app.core.text import N_, fold
from app.people.common import is_common

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
INVITATION_LIFE = timedelta(hours=72)
# A volunteer's phone stays signed in for a month of use; whoever decides, for half a day.
IDLE_VOLUNTEER, IDLE_STAFF = timedelta(days=30), timedelta(hours=12)


class PasswordAnswer(Reason):
    YES = N_("This password will do.")
    TOO_SHORT = N_("Use at least 8 characters; three or four words are easy to remember.")
    TOO_LONG = N_("Use at most 128 characters.")
    TOO_COMMON = N_("Too many people use this password. Choose another one.")
    LIKE_LOGIN = N_("The password must not be your phone number, e-mail address or name.")


def may_use_password(password: str, own_words: tuple[str, ...]) -> PasswordAnswer:
    """Length and what is guessed first only, no rules of composition (NIST SP 800-63B, OWASP ASVS 6.2)."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordAnswer.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordAnswer.TOO_LONG
    if is_common(password):
        return PasswordAnswer.TOO_COMMON
    folded = fold(password).replace(" ", "")
    if any(word and folded == fold(word).replace(" ", "") for word in own_words):
        return PasswordAnswer.LIKE_LOGIN
    return PasswordAnswer.YES


class InviteAnswer(Reason):
    YES = N_("A link can be issued.")
    DISABLED = N_("This account is closed. Open it again first.")
    NO_ROLE = N_("This person has no role at the moment.")
    TOO_HIGH = N_("Only an administrator can do this for somebody with this role.")
    OTHER_WARD = N_("This person also works elsewhere; an administrator of the site must do this.")
    NO_LOGIN = N_("This person has neither a phone number nor an e-mail address to sign in with. Add one first.")


def may_manage(own: tuple[Held, ...], person: tuple[Held, ...]) -> InviteAnswer:
    """Whether the holder of ``own`` may correct, close or open an account: every role that its person holds
    (``person``: now or from a later day on) must lie within the holder's power."""
    power = reach(own, Permission.PERSON_INVITE)
    if not power:
        return InviteAnswer.TOO_HIGH
    for held in person:
        if not power.everywhere and held.ward_id not in power.wards:
            return InviteAnswer.OTHER_WARD
        may = {role for mine in own if mine.ward_id in (None, held.ward_id) for role in MAY_INVITE.get(mine.role, ())}
        if held.role not in may:
            return InviteAnswer.TOO_HIGH
    return InviteAnswer.YES


def may_invite(issuer: tuple[Held, ...], person: tuple[Held, ...], disabled: bool, has_login: bool) -> InviteAnswer:
    """Whoever holds the link can set the password, so the issuer must cover all that the person may do."""
    if disabled:
        return InviteAnswer.DISABLED
    if not has_login:
        return InviteAnswer.NO_LOGIN
    if not person:
        return InviteAnswer.NO_ROLE
    return may_manage(issuer, person)


def roles_to_give(own: tuple[Held, ...], ward_id: int) -> tuple[Role, ...]:
    """The roles that the holder of ``own`` may give and end in this ward, in the order of the enum."""
    may = {role for mine in own if mine.ward_id in (None, ward_id) for role in MAY_GRANT.get(mine.role, ())}
    return tuple(role for role in Role if role in may)


def roles_alone(own: tuple[Held, ...], ward_id: int) -> tuple[Role, ...]:
    """Those of them that take no second person."""
    return tuple(role for role in roles_to_give(own, ward_id) if role not in ROLES_OF_POWER)


def roles_to_ask(own: tuple[Held, ...], ward_id: int) -> tuple[Role, ...]:
    """Those of them that somebody else has to agree to."""
    return tuple(role for role in roles_to_give(own, ward_id) if role in ROLES_OF_POWER)


def may_grant(own: tuple[Held, ...], role: Role, ward_id: int | None) -> bool:
    """Whether a role may be given or ended in this ward (None: in all of them)."""
    if ward_id is None:
        return any(mine.role is Role.ADMINISTRATOR and mine.ward_id is None for mine in own)
    return role in roles_to_give(own, ward_id)


# Whose password, set with a slip, lets nobody decide at once, and of whose slips the others are told.
WATCHED = ROLES_OF_POWER | {Role.ADMINISTRATOR}


def is_watched(held: tuple[Held, ...]) -> bool:
    return any(one.role in WATCHED for one in held)


def idle_limit(held: tuple[Held, ...]) -> timedelta:
    """How long a session may lie unused."""
    easy = {Role.VOLUNTEER, Role.TEAM_LEADER}
    return IDLE_VOLUNTEER if all(one.role in easy for one in held) else IDLE_STAFF


class SignInAnswer(Reason):
    WRONG = N_("This phone number or e-mail address and this password don't belong together.")
    NOT_YOURS = N_("This is not your password.")
    SLOW_DOWN = N_("Too many attempts. Wait %(minutes)s minutes, then try again.")


# So long after the password was told again whatever wants that is open.
PROOF_LIFE = timedelta(minutes=10)


def proof_counts(proved_at: datetime | None, moment: datetime) -> bool:
    return proved_at is not None and moment - proved_at < PROOF_LIFE


class WaitAnswer(Reason):
    YES = N_(
        "Your password was set with a sign-in slip not long ago, so nothing is decided with your account until "
        "%(moment)s. It goes sooner once somebody else who decides in your ward (leader, secretary, council, clerk), "
        "and who did not make the slip, confirms on your page that it was you. You can read everything meanwhile."
    )


class LinkAnswer(Reason):
    SPENT = N_("This slip has been used, has expired or was replaced. Ask your secretary for a new one.")
    NO_CODE = N_("A code has 12 letters and digits, such as C4F7-H29K-MX3P. Compare it with the slip.")
    WRONG = N_(
        "This code does not work. Compare it with the slip; if it is the same, it has been used, has "
        "expired or was replaced: ask your secretary for a new slip."
    )
    LOGIN_CHANGED = N_(
        "The phone number or e-mail address that this slip was made for has changed since, so it no longer works. "
        "Ask your secretary for a new slip."
    )
    CLOSED = N_("This account has been closed. Ask your secretary to open it again and to make a new slip.")
    SLOW_DOWN = N_("Too many wrong codes from here. Wait %(minutes)s minutes, then try again.")


MOST_SKILLS = 60


class SkillAnswer(Reason):
    NAME_TAKEN = N_("There is already a skill with this name.")
    MANY = N_("There are too many already.")


# What the database says (a trigger of ``users`` and one of ``teams``).
NAME_STANDS = "a name that stands in a ranking or on a list is corrected with a reason"


class GrantAnswer(Reason):
    ALREADY = N_("This person already has this role there.")
    LAST_ADMIN = N_("The site must keep at least one administrator.")
    UNKNOWN_TEAM = N_("Choose a team of this ward.")
    NEEDS_TEAM = N_("A team leader needs a team.")
    NO_TEAM = N_("This role belongs to the ward; leave the team empty.")
    NOT_YOURS = N_("You can't give or end this role.")
    OWN_ACCOUNT = N_("You can't close your own account.")
    NAME_STANDS = N_(
        "This name is in a published ranking or on the list of a round. Correct it with a reason: see below the name."
    )
    TAKES_TWO = N_("This role takes two people: ask for it, and somebody who decides in the ward agrees.")
    ONESELF = N_("Nobody gives such a role to themselves. Ask another administrator.")
    TAKEN_LOGIN = N_("Another account has this phone number or e-mail address.")


# Tries within one window, per key. Any five minutes touch two windows at most, so that an account sees no more than
# 20 guesses in them. Addresses of mobile carriers are shared by hundreds and need room; a right password gives its
# try back. "device": a browser that signed in to this account before, whose share strangers can't use up.
# "home", "place": who signed in from there lately has a share apart from strangers' at this account and this address,
# so that neither a script behind the same carrier nor guesses from elsewhere keep them out. A guesser gets no more
# for it: 4 + 6 tries at an account, 30 + 90 from an address.
# "calendar": wrong calendar addresses; a calendar service asks for many people, and long for what they have ended.
# "again": one's own password within a session.
# "slip": wrong codes of sign-in slips; a hall full of people types them behind one address.
# "objection": objections to a posted list by somebody who is not signed in.
# "code": digits for checking in, of one person; whoever reads them from a screen needs one try.
WINDOW = timedelta(minutes=5)
LIMITS = {
    "device": 8,
    "again": 8,
    "home": 4,
    "place": 30,
    "pair": 4,
    "address": 90,
    "account": 6,
    "calendar": 60,
    "slip": 60,
    "code": 6,
    "check": 30,
    "objection": 5,
}


def window_start(moment: datetime) -> datetime:
    """The start of the five-minute window that holds this moment."""
    seconds = int(moment.timestamp()) // int(WINDOW.total_seconds()) * int(WINDOW.total_seconds())
    return datetime.fromtimestamp(seconds, moment.tzinfo)


def minutes_left(moment: datetime) -> int:
    """Whole minutes until the next window, at least one."""
    return -(-int((window_start(moment) + WINDOW - moment).total_seconds()) // 60) or 1
