"""Teams and points are told apart with their marks; former names lead to them; phone numbers are today's"""

import sqlalchemy as sa
from alembic import op

from app.core import guards
from app.core.text import identity_key, normalise_phone

revision = "20261130_58_identity"
down_revision = "20261130_53_opening"
branch_labels = None
depends_on = None

TABLES = {"teams": "team_id", "points": "point_id"}


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column("name_key", sa.String(), server_default="", nullable=False))
        _fill(table)
        op.create_index(f"uq_{table}_ward_id_name_key", table, ["ward_id", "name_key"], unique=True)
    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.CheckConstraint("(team_id IS NULL) <> (point_id IS NULL)", name=op.f("ck_former_names_one")),
        sa.ForeignKeyConstraint(
            ["ward_id", "team_id"], ["teams.ward_id", "teams.id"], name=op.f("fk_former_names_ward_id_team_id")
        ),
        sa.ForeignKeyConstraint(
            ["ward_id", "point_id"], ["points.ward_id", "points.id"], name=op.f("fk_former_names_ward_id_point_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
    )
    op.create_index("ix_former_names_ward_id", "former_names", ["ward_id"])
    for table, link in TABLES.items():
        guards.follow(
            op,
            f"{table}_former_name",
            table,
            "UPDATE OF name",
            "OLD.name_key <> NEW.name_key",
            f"INSERT INTO former_names (ward_id, {link}, name, name_key) "
            "VALUES (OLD.ward_id, OLD.id, OLD.name, OLD.name_key)",
        )
    guards.append_only(op, "former_names")
    _renumber()


def _fill(table: str) -> None:
    """Names of a ward that were two in their letters and are one by their key stay two rows."""
    bind, taken = op.get_bind(), set()
    rows = bind.execute(sa.text(f"SELECT id, ward_id, name FROM {table} ORDER BY id")).all()
    for number, ward_id, name in rows:
        key = identity_key(name)
        key = key if (ward_id, key) not in taken else f"{key} #{number}"
        taken.add((ward_id, key))
        bind.execute(sa.text(f"UPDATE {table} SET name_key = :key WHERE id = :id"), {"key": key, "id": number})


def _renumber() -> None:
    """Whoever signs in with the old number or today's is read as today's, so accounts carry that."""
    bind = op.get_bind()
    rows = bind.execute(sa.text("SELECT id, phone FROM users WHERE phone IS NOT NULL")).all()
    phones = {phone for _, phone in rows}
    for number, phone in rows:
        today = normalise_phone(phone)
        if today and today != phone and today not in phones:
            phones.add(today)
            bind.execute(sa.text("UPDATE users SET phone = :phone WHERE id = :id"), {"phone": today, "id": number})


def downgrade():
    guards.drop_append_only(op, "former_names")
    for table in TABLES:
        guards.drop(op, table, f"{table}_former_name")
    op.drop_table("former_names")
    for table in TABLES:
        op.drop_index(f"uq_{table}_ward_id_name_key", table)
        op.drop_column(table, "name_key")
