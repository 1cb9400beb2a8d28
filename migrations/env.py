"""Runs migrations with the site's own engine and models."""

from alembic import context
from flask import current_app

import app.audit.models
import app.awards.models
import app.campaigns.models
import app.contributions.models
import app.council.models
import app.exchange.models
import app.messages.models
import app.names.models
import app.papers.models
import app.people.models
import app.places.models
import app.ranking.models
import app.shifts.models
import app.signups.models  # the metadata must know all tables
from app.core.db import Instant, use_wal

target = current_app.extensions["migrate"].db


def _render(kind, thing, autogen_context):
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def _same_type(context_, inspected_column, metadata_column, inspected_type, metadata_type):
    return False if isinstance(metadata_type, Instant) else None


def _ours(name, kind, parent_names):
    """The queue of the worker makes its tables by itself, where PostgreSQL keeps it."""
    return not (kind == "table" and name.startswith("huey_"))


with target.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=target.metadata,
        render_as_batch=True,
        render_item=_render,
        compare_type=_same_type,
        include_name=_ours,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()

# Here and not at the start of the site: two workers switching at once would lock each other out.
use_wal(target.engine)
