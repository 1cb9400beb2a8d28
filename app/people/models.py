"""People, the roles they hold, and how they prove who they are."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.columns import Word
from app.core.db import Instant, db
from app.core.policy import Role

ROLES = ", ".join(f"'{role.value}'" for role in Role)


class User(db.Model):
    """A person who helps or decides; never a citizen who is helped."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    search_key: Mapped[str]
    phone: Mapped[str | None] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    gender: Mapped[str | None]
    birth_year: Mapped[int | None]
    password_hash: Mapped[str | None]
    # Whether the password was set with a slip, which whoever made it could have used, and was not changed since.
    password_by_slip: Mapped[bool] = mapped_column(server_default=false())
    language: Mapped[str] = mapped_column(default="vi")
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("gender IN ('male', 'female')", name="gender"),
        CheckConstraint("birth_year BETWEEN 1900 AND 2100", name="birth_year"),
        CheckConstraint("language IN ('vi', 'en')", name="language"),
    )


class Grant(db.Model):
    """A role in a ward or in a team, from a day to a day: half-open, ``ends_on`` no longer counts.

    The grants of volunteers and leaders in a team are that team's roster.
    """

    __tablename__ = "grants"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(Word)
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("wards.id"))
    team_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    granted_at: Mapped[datetime] = mapped_column(Instant)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    def counts_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)

    def ends_after(self, day: date) -> bool:
        """Whether it counts on that day or from a later one on."""
        return self.ends_on is None or (self.ends_on > day and self.ends_on > self.starts_on)

    __table_args__ = (
        ForeignKeyConstraint(["ward_id", "team_id"], ["teams.ward_id", "teams.id"]),
        CheckConstraint(f"role IN ({ROLES})", name="role"),
        CheckConstraint("ward_id IS NOT NULL OR role = 'administrator'", name="ward"),
        CheckConstraint("team_id IS NULL OR role IN ('volunteer', 'team_leader')", name="team"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="days"),
        Index("ix_grants_user_id_ward_id", "user_id", "ward_id"),
        Index("ix_grants_ward_id_team_id", "ward_id", "team_id"),
        Index(
            "uq_grants_in_team",
            "user_id",
            "role",
            "team_id",
            unique=True,
            sqlite_where=text("team_id IS NOT NULL AND ends_on IS NULL"),
            postgresql_where=text("team_id IS NOT NULL AND ends_on IS NULL"),
        ),
        Index(
            "uq_grants_in_ward",
            "user_id",
            "role",
            "ward_id",
            unique=True,
            sqlite_where=text("team_id IS NULL AND ends_on IS NULL"),
            postgresql_where=text("team_id IS NULL AND ends_on IS NULL"),
        ),
    )


class Skill(db.Model):
    """What a shift may ask for: sign language, iPhone settings, a driving licence."""

    __tablename__ = "skills"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    name: Mapped[str]
    search_key: Mapped[str]

    __table_args__ = (UniqueConstraint("ward_id", "id"), UniqueConstraint("ward_id", "search_key"))


class UserSkill(db.Model):
    """Somebody of the ward has this skill."""

    __tablename__ = "user_skills"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int]

    __table_args__ = (ForeignKeyConstraint(["ward_id", "skill_id"], ["skills.ward_id", "skills.id"]),)


class SignIn(db.Model):
    """One signed-in browser. The cookie holds the token, this row its hash: ending the row ends the session."""

    __tablename__ = "sign_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str] = mapped_column(default="")
    # From which part of the network, as a hash, where the password was told (``places.py``); else "".
    place: Mapped[str] = mapped_column(default="", server_default="")
    started_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    # When the password was last told again within this session, for what wants that (rules.PROOF_LIFE).
    proved_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Invitation(db.Model):
    """A link with which a person sets the first (or a new) password: one use, 72 hours, only its hash kept."""

    __tablename__ = "invitations"
    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("wards.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    # By triggers, whatever path it came: "login" (phone or e-mail changed), "closed" (the account); else "".
    withdrawn_why: Mapped[str] = mapped_column(server_default="")


class Throttle(db.Model):
    """How many failed tries one key (an account, an address) had in one window; shared by all processes."""

    __tablename__ = "throttles"
    key: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[datetime] = mapped_column(Instant)
    tries: Mapped[int]


class Consent(db.Model):
    """What a person agreed to, when, and to which text; withdrawn by a second time, never erased."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    purpose: Mapped[str]
    text_version: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        CheckConstraint("purpose IN ('board_name')", name="purpose"),
        Index(
            "uq_consents_now",
            "user_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )
