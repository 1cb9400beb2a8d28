"""What happens to people. No names, phones or passwords here: entries of the trail are never erased."""

from dataclasses import dataclass

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    action = "person.added"


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    action = "person.changed"


@dataclass(frozen=True, kw_only=True)
class PersonDisabled(Event):
    action = "person.disabled"


@dataclass(frozen=True, kw_only=True)
class PersonEnabled(Event):
    action = "person.enabled"


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    action = "grant.given"


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    action = "grant.ended"


@dataclass(frozen=True, kw_only=True)
class SkillAdded(Event):
    action = "skill.added"


@dataclass(frozen=True, kw_only=True)
class SkillRenamed(Event):
    action = "skill.renamed"


@dataclass(frozen=True, kw_only=True)
class SkillGiven(Event):
    action = "skill.given"


@dataclass(frozen=True, kw_only=True)
class SkillTaken(Event):
    action = "skill.taken"


@dataclass(frozen=True, kw_only=True)
class Invited(Event):
    action = "invitation.issued"


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    action = "person.password_set"


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    action = "session.started"


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    action = "session.ended"


@dataclass(frozen=True, kw_only=True)
class SessionProved(Event):
    """Somebody who is signed in told the password again."""

    action = "session.proved"


@dataclass(frozen=True, kw_only=True)
class SignInRefused(Event):
    action = "session.refused"


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    action = "consent.changed"
