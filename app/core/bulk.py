"""Many rows in one statement: they travel as one JSON text, which the database itself takes apart.

SQLAlchemy's own way binds every value of every row by its type and sends a thousand rows a statement; for a list of
10,000 people that takes several times as long as the database needs to write them.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from sqlalchemy import String, Table, bindparam, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import literal_column

from .db import db

_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_rows(table: Table, rows: Sequence[Mapping], returning: Sequence[str] = (), unless: Sequence[str] = ()):
    """Insert ``rows``, all with the keys of the first, in their order. Answers with the columns ``returning`` of what
    was written, in no order; [] where nothing is asked for. Rows that are there already by the columns ``unless`` are
    passed over. Constraints and triggers say of each row what they say of a single one."""
    if not rows:
        return []
    connection, names = db.session.connection(), tuple(rows[0])
    statement = _statement(table, names, tuple(returning), tuple(unless), connection.dialect.name)
    found = connection.execute(statement, {"rows": _text(table, names, rows, connection.dialect)})
    return found.all() if returning else []


@cache
def _statement(table: Table, names: tuple, returning: tuple, unless: tuple, dialect: str):
    sent = bindparam("rows", type_=String)
    if dialect == "sqlite":
        row = func.json_each(sent).table_valued("value").c.value
        values = [func.json_extract(row, literal_column(f"'$[{n}]'")) for n in range(len(names))]
    else:
        row = func.jsonb_array_elements(cast(sent, postgresql.JSONB)).table_valued("value").c.value
        values = [cast(row.op("->>")(literal_column(str(n))), table.c[name].type) for n, name in enumerate(names)]
    # Without a WHERE, SQLite would take the ON of a conflict for that of a join.
    chosen = select(*values).where(literal_column("1") == literal_column("1"))
    statement = _INSERT[dialect](table).from_select(names, chosen)
    if unless:
        statement = statement.on_conflict_do_nothing(index_elements=unless)
    return statement.returning(*(table.c[name] for name in returning)) if returning else statement


def _text(table: Table, names: tuple, rows: Sequence[Mapping], dialect: Dialect) -> str:
    columns = [_bound([row[name] for row in rows], table.c[name].type, dialect) for name in names]
    return json.dumps(list(zip(*columns, strict=True)), ensure_ascii=False, separators=(",", ":"), default=_moment)


def _bound(values: list, kind, dialect: Dialect) -> list:
    """The values as the driver would get them; each kind of day and instant once."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    known = {value: process(value) for value in set(values)}
    return [known[value] for value in values]


def _moment(value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a column")
