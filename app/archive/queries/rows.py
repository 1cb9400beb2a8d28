"""Rows of the round as plain values, by the names of their columns."""

from sqlalchemy import select

from app.core.db import db

# The ward is said once, and what makes a mark on a page count is no part of what happened.
_LEFT_OUT = {"ward_id", "version"}


def rows_of(model, *where, order=None, without: frozenset[str] = frozenset()) -> list[dict]:
    """All columns of these rows but the ward's, by the first key column or in the order given."""
    table = model.__table__
    columns = [column for column in table.columns if column.name not in _LEFT_OUT | without]
    by = order if order is not None else next(iter(table.primary_key.columns))
    return [row._asdict() for row in db.session.execute(select(*columns).where(*where).order_by(by))]


def names_of_rows(*tables: list[dict]) -> set[int]:
    """The ids of whoever acted in these rows."""
    return {
        value
        for rows in tables
        for row in rows
        for name, value in row.items()
        # `vote_by` of the council is a word.
        if type(value) is int and (name == "by" or name.endswith("_by"))
    }
