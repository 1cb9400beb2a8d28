"""The trail takes many entries in one statement

On PostgreSQL a trigger for each row asked for the head and moved it on. Ten thousand entries of one verb left ten
thousand versions of the head row behind, and each entry walked all of those before it: minutes for one list.
Now one trigger looks at all entries of a statement together: each must follow the one before it, the first the
head, and the head moves on once. SQLite has no triggers for a statement and keeps no versions: rows go one by one.

On both, the head moves to nothing but an entry that is there with its hash.
"""

from alembic import op

from app.core import guards

revision = "20261130_86_trail"
down_revision = "20261130_85_two_people"
branch_labels = None
depends_on = None

FIRST = "0" * 64
FOLLOW = "an entry of the trail must follow the last one"

LOOK = f"""
CREATE FUNCTION audit_entries_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (
        SELECT 1 FROM (
            SELECT added.seq, added.prev_hash,
                COALESCE(lag(added.seq) OVER chained, head.seq, 0) AS last_seq,
                COALESCE(lag(added.hash) OVER chained, head.hash, '{FIRST}') AS last_hash
            FROM added LEFT JOIN audit_heads AS head ON head.chain = added.chain
            WINDOW chained AS (PARTITION BY added.chain ORDER BY added.seq)
        ) AS placed
        WHERE placed.seq <> placed.last_seq + 1 OR placed.prev_hash <> placed.last_hash
    ) THEN RAISE EXCEPTION '{FOLLOW}' USING ERRCODE = '23514'; END IF;
    INSERT INTO audit_heads (chain, seq, hash)
    SELECT DISTINCT ON (chain) chain, seq, hash FROM added ORDER BY chain, seq DESC
    ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
    RETURN NULL;
END $$
"""


def upgrade():
    # Over several entries at a time, and only to one that is there.
    _forward(
        "NEW.chain <> OLD.chain OR NEW.seq <= OLD.seq OR NOT EXISTS (SELECT 1 FROM audit_entries AS entry "
        "WHERE entry.chain = NEW.chain AND entry.seq = NEW.seq AND entry.hash = NEW.hash)"
    )
    if op.get_bind().dialect.name == "sqlite":
        return
    guards.drop(op, "audit_entries", "audit_entries_follow", "audit_entries_head")
    op.execute(LOOK)
    op.execute(
        "CREATE TRIGGER audit_entries_follow AFTER INSERT ON audit_entries REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_follow()"
    )


def _forward(unless: str) -> None:
    guards.drop(op, "audit_heads", "audit_heads_forward")
    message = "the head of the trail only moves forward"
    guards.refuse(op, "audit_heads_forward", "audit_heads", "UPDATE", unless, message)


def downgrade():
    _forward("NEW.chain <> OLD.chain OR NEW.seq <> OLD.seq + 1")
    if op.get_bind().dialect.name == "sqlite":
        return
    guards.drop(op, "audit_entries", "audit_entries_follow")
    guards.refuse(
        op,
        "audit_entries_follow",
        "audit_entries",
        "INSERT",
        "NEW.seq <> COALESCE((SELECT seq FROM audit_heads WHERE chain = NEW.chain), 0) + 1 OR NEW.prev_hash <> "
        f"COALESCE((SELECT hash FROM audit_heads WHERE chain = NEW.chain), '{FIRST}')",
        FOLLOW,
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
