"""The first page of each role, and whether the site is well."""

from flask import Blueprint
from sqlalchemy import text

from app.core.db import db
from app.core.policy import public, signed_in
from app.core.web import page

bp = Blueprint("home", __name__)


@bp.get("/")
@signed_in
def today():
    return page("home/today.html")


@bp.get("/healthz")
@public
def healthz():
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz():
    """The database answers and holds the schema that this code expects."""
    try:
        found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except Exception:
        db.session.rollback()
        return {"status": "database not ready"}, 503
    return {"status": "ok", "schema": found}
