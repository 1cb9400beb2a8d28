"""The first page of each role, and whether the site is well."""

import logging

from flask import Blueprint
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.campaigns.here import find_here
from app.contributions.queries import harvest_of, waiting_in_all
from app.core.clock import now, today
from app.core.db import db
from app.core.policy import Permission, public, signed_in
from app.core.web import page
from app.home import queries

bp = Blueprint("home", __name__)
log = logging.getLogger("gocua")


@bp.get("/")
@signed_in
def start():
    """Today: what this visitor has to do, told by what the roles allow in the ward at hand."""
    place = find_here()
    if place is None:
        return page("home/no_campaign.html")

    def may(permission):
        return current_user.may(permission, place.ward_id)

    shown = {"today": today(), "now": now()}
    if may(Permission.SHIFT_CLAIM) or may(Permission.SHIFT_PLAN):
        shown["duty"] = queries.duty_of(place.campaign_id, current_user.id, now())
    if may(Permission.LOG_APPROVE) or may(Permission.AWARD_CHOOSE):
        shown["waiting"], shown["oldest"] = waiting_in_all(place.campaign_id, current_user.id)
    elif may(Permission.LOG_WRITE):
        shown["work"] = queries.work_of(place.campaign_id, current_user.id)
    if may(Permission.LOG_READ):
        shown["harvest"] = harvest_of(place.campaign_id)
    if may(Permission.AWARD_CHOOSE):
        shown["round"] = queries.round_of(place.campaign_id)
    return page("home/today.html", claims=may(Permission.SHIFT_CLAIM), plans=may(Permission.SHIFT_PLAN), **shown)


@bp.get("/healthz")
@public
def healthz():
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz():
    """The database answers and has a schema."""
    try:
        found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        db.session.rollback()
        log.warning("not ready: %s", type(error).__name__)
        return {"status": "database not ready"}, 503
    return {"status": "ok", "schema": found}
