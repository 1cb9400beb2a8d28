"""What the database itself refuses: triggers said once, written for SQLite and PostgreSQL. Used by migrations.

A condition speaks of OLD and NEW in SQL that both understand; ``{differs}`` becomes the null-safe "is not".
A refusal reaches Python as an IntegrityError on both.
"""


def _dialect(op) -> str:
    return op.get_bind().dialect.name


def _sql(text: str, dialect: str) -> str:
    return text.replace("{differs}", "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM")


def refuse(
    op,
    name: str,
    table: str,
    when: str,
    condition: str,
    message: str,
    first: str = "",
    state: str = "23514",
    only: str = "TRUE",
) -> None:
    """Refuse an INSERT, UPDATE, DELETE (``when``, for instance "UPDATE OF state") where ``condition`` holds.

    ``first`` is a PL/pgSQL statement run before the condition, for a lock that SQLite does not need.
    ``state`` is the SQLSTATE there: with "40001" the verb is tried again (``core.db.action``).
    ``only`` holds of the rows that are looked at; it asks no table, so that PostgreSQL need not call a function for
    every other row.
    """
    dialect = _dialect(op)
    condition, only = _sql(condition, dialect), _sql(only, dialect)
    if dialect == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN ({only}) AND ({condition}) "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
        return
    back = "OLD" if when.startswith("DELETE") else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {first} "
        f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = '{state}'; END IF; RETURN {back}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW WHEN ({only}) EXECUTE FUNCTION {name}()")


def follow(op, name: str, table: str, when: str, condition: str, statement: str) -> None:
    """After an INSERT, UPDATE or DELETE where ``condition`` holds, run ``statement``."""
    dialect = _dialect(op)
    condition, statement = _sql(condition, dialect), _sql(statement, dialect)
    if dialect == "sqlite":
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON {table} WHEN {condition} BEGIN {statement}; END")
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN {statement}; END IF; RETURN NULL; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def append_only(op, table: str) -> None:
    """Rows of this table are added and never changed or taken away."""
    for verb in ("UPDATE", "DELETE"):
        refuse(op, f"{table}_no_{verb.lower()}", table, verb, "TRUE", f"rows of {table} are only ever added")
    if _dialect(op) != "sqlite":
        op.execute(
            f"CREATE FUNCTION {table}_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION 'rows of {table} are only ever added' USING ERRCODE = '23514'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_no_truncate()"
        )


def drop(op, table: str, *names: str) -> None:
    """Take triggers away again, before their table goes."""
    for name in names:
        if _dialect(op) == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")


def drop_append_only(op, table: str) -> None:
    verbs = ("update", "delete") if _dialect(op) == "sqlite" else ("update", "delete", "truncate")
    drop(op, table, *(f"{table}_no_{verb}" for verb in verbs))
