"""The trail"""

import sqlalchemy as sa
from alembic import op

from app.core import guards

revision = "20261122_03_audit"
down_revision = "20261122_02_people"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "audit_heads",
        sa.Column("chain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ward_id"], ["wards.id"], name=op.f("fk_audit_entries_ward_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_audit_entries_chain_seq")),
    )
    op.create_index("ix_audit_entries_subject", "audit_entries", ["subject", "subject_id"], unique=False)

    guards.append_only(op, "audit_entries")
    guards.refuse(
        op,
        "audit_entries_follow",
        "audit_entries",
        "INSERT",
        "NEW.seq <> COALESCE((SELECT seq FROM audit_heads WHERE chain = NEW.chain), 0) + 1 OR NEW.prev_hash <> "
        f"COALESCE((SELECT hash FROM audit_heads WHERE chain = NEW.chain), '{'0' * 64}')",
        "an entry of the trail must follow the last one",
    )
    guards.follow(
        op,
        "audit_entries_head",
        "audit_entries",
        "INSERT",
        "TRUE",
        "INSERT INTO audit_heads (chain, seq, hash) VALUES (NEW.chain, NEW.seq, NEW.hash) "
        "ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
    )
    guards.refuse(
        op,
        "audit_heads_forward",
        "audit_heads",
        "UPDATE",
        "NEW.chain <> OLD.chain OR NEW.seq <> OLD.seq + 1",
        "the head of the trail only moves forward",
    )
    guards.refuse(op, "audit_heads_stay", "audit_heads", "DELETE", "TRUE", "the head of the trail stays")
    # So that the very first two entries, sent at once, find a row to wait for.
    op.execute(f"INSERT INTO audit_heads (chain, seq, hash) VALUES (0, 0, '{'0' * 64}')")


def downgrade():
    guards.drop_append_only(op, "audit_entries")
    guards.drop(op, "audit_entries", "audit_entries_follow", "audit_entries_head")
    guards.drop(op, "audit_heads", "audit_heads_forward", "audit_heads_stay")
    op.drop_index("ix_audit_entries_subject", table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_table("audit_heads")
