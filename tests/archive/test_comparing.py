"""What is changed in the database behind the site's back is found, and the row is named."""

import random

import pytest
from sqlalchemy import Boolean, Date, Integer, func, select, text
from sqlalchemy.exc import IntegrityError

from app.archive.comparing import faults_in_ward
from app.core.db import Instant, db
from tests.archive.conftest import all_the_way
from tests.cast import MORNING, STARTS

# Tables of a finished round, and columns that say nothing of what counts.
TABLES = (
    *("logs", "log_items", "decisions", "schemes", "rankings", "standings", "rounds", "nominations", "choices"),
    *("award_decisions", "award_lines", "certificates", "kept_files", "paper_details", "announcements", "ceremonies"),
    "frozen_decisions",
)
ELSEWHERE = {"ward_id", "campaign_id", "round_id", "changed_by", "changed_at"}
# What the writer said in words, when it came in and where it was done: nothing of it is counted.
OF_LOGS = {"id", "user_id", "team_id", "day", "minutes", "elderly", "disabled", "poor_household", "state"}
# A scheme may be told with an earlier day than its entry (the demo does).
OF_SCHEMES = {"version", "document", "made_by"}
OF_DECISIONS = {"log_id", "verdict", "by", "reason"}
# Less than all: some changes are refused by the constraints that are left.
EDITS = 90


@pytest.fixture
def finished(room, cast, monkeypatch):
    all_the_way(cast, monkeypatch)
    unguard()


def unguard():
    """As somebody may who owns the database."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SET session_replication_role = replica"))
        return
    names = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    for name in names:
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text("PRAGMA ignore_check_constraints = ON"))
    db.session.execute(text("PRAGMA defer_foreign_keys = ON"))


def columns_of(table):
    for column in table.columns:
        kept = {"logs": OF_LOGS, "decisions": OF_DECISIONS, "schemes": OF_SCHEMES}.get(table.name)
        if column.name not in ELSEWHERE and (kept is None or column.name in kept) and not column.primary_key:
            yield column


def other(column, value, dice):
    """Another value of the same kind."""
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, (Date, Instant)):
        value = value or (STARTS if isinstance(column.type, Date) else MORNING)
        return value.replace(day=value.day % 27 + 1)
    if isinstance(column.type, Integer):
        return (value or 0) + dice.randint(1, 9)
    if value in ("{}", "[]"):
        return '{"x": 1}'
    if value and value[0] in "[{":
        at = dice.choice([n for n, letter in enumerate(value) if letter.isalnum()])
        return value[:at] + ("7" if value[at] != "7" else "8") + value[at + 1 :]
    return f"{value or ''}x"


def edits(dice):
    """(table, key, column, value): a change to each column of each table, in a row drawn by lot."""
    for name in TABLES:
        table = db.metadata.tables[name]
        rows = db.session.execute(select(table)).mappings().all()
        for column in columns_of(table) if rows else ():
            row = dice.choice(rows)
            if column.name in ("state", "verdict"):
                value = "rejected" if row[column.name] != "rejected" else "approved"
            else:
                value = other(column, row[column.name], dice)
            yield table, {key.name: row[key.name] for key in table.primary_key}, column, value


def test_the_whole_way_fits(finished, cast):
    assert faults_in_ward(cast.cua_nam.id) == []


def test_an_edit_of_any_column_is_found(finished, cast):
    done, missed = 0, []
    for table, key, column, value in list(edits(random.Random(11))):
        where = [table.c[name] == one for name, one in key.items()]
        nested = db.session.begin_nested()
        try:
            db.session.execute(table.update().where(*where).values({column.name: value}))
        except IntegrityError:  # unique indexes hold without triggers too
            nested.rollback()
            continue
        db.session.expire_all()
        if not faults_in_ward(cast.cua_nam.id):
            missed.append(f"{table.name}.{column.name}")
        nested.rollback()
        done += 1
    assert missed == []
    assert done >= EDITS


@pytest.mark.parametrize("table", ["decisions", "log_items", "standings", "choices", "award_lines", "certificates"])
def test_a_row_that_is_gone_is_found(finished, cast, table):
    rows = db.metadata.tables[table]
    key = next(iter(rows.primary_key.columns))
    db.session.execute(rows.delete().where(key == select(func.max(key)).scalar_subquery()))
    found = [str(one) for one in faults_in_ward(cast.cua_nam.id)]
    assert found, table
