"""The first page of each role, and whether the site is well."""

import logging
import os
from datetime import timedelta
from functools import cache

from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.campaigns.here import Here, find_here
from app.config import ROOT
from app.contributions.queries import harvest_of
from app.core.clock import now, today
from app.core.db import db
from app.core.policy import Permission, public, signed_in
from app.core.web import page
from app.core.words import number, short_day
from app.home import queries
from app.messages.queries import worker_seen
from app.opening.queries import progress_of, waiting_and_progress
from app.opening.rules import steps_of
from app.signups.rules import asked_to_come
from app.signups.views.requests import seats_kept

bp = Blueprint("home", __name__)
log = logging.getLogger("gocua")
# What is done every minute has not been done for so long.
LATE = timedelta(minutes=3)


@bp.get("/")
@signed_in
def start():
    """Today: what this visitor has to do, told by what the roles allow in the ward at hand."""
    place = find_here()
    if place is None:
        return page("home/no_campaign.html")

    def may(permission):
        return current_user.may(permission, place.ward_id)

    shown, progress = {"today": today(), "now": now(), "asked_to_come": asked_to_come}, None
    if may(Permission.SHIFT_CLAIM) or may(Permission.SHIFT_PLAN):
        shown["duty"] = queries.duty_of(
            place.campaign_id, current_user.id, current_user.birth_year, now(), may(Permission.SHIFT_PLAN)
        )
        shown["requests"] = seats_kept(shown["duty"].offered)
    if may(Permission.LOG_APPROVE) or may(Permission.AWARD_CHOOSE):
        shown["waiting"], shown["oldest"], progress = waiting_and_progress(
            place.campaign_id, place.ward_id, current_user.id
        )
    elif may(Permission.CAMPAIGN_OPEN):
        progress = progress_of(place.campaign_id, place.ward_id)
    elif may(Permission.LOG_WRITE):
        shown["work"] = queries.work_of(place.campaign_id, current_user.id)
    if may(Permission.LOG_READ):
        shown["harvest"] = harvest_of(place.campaign_id)
        shown["helped"] = _helped(place, shown["harvest"])
    if may(Permission.AWARD_CHOOSE):
        shown["rounds"] = queries.rounds_of(place.ward_id)
    if progress is not None:
        over = place.closed or today() > place.ends_on + timedelta(days=place.grace_days)
        shown["progress"] = progress
        shown["steps"] = steps_of(progress, over) if may(Permission.CAMPAIGN_OPEN) else ()
    return page("home/today.html", claims=may(Permission.SHIFT_CLAIM), plans=may(Permission.SHIFT_PLAN), **shown)


def _helped(place: Here, harvest: list) -> list[tuple[str, int, str]]:
    """People helped on each day of the campaign up to today: (day, number, number as said), for the chart."""
    by_day = next((kind.by_day for kind in harvest if kind.code == "support_turn"), {})
    last = min(max(today(), place.starts_on), place.ends_on)
    days = (place.starts_on + timedelta(days=n) for n in range((last - place.starts_on).days + 1))
    return [(short_day(day), by_day.get(day, 0), number(by_day.get(day, 0))) for day in days] if by_day else []


@bp.get("/healthz")
@public
def healthz():
    """The process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz():
    """The database answers and is of this version, and the site's folder can be written to; whether the worker is at
    its work is told besides."""
    try:
        found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        db.session.rollback()
        log.warning("not ready: %s", type(error).__name__)
        return {"status": "database not ready"}, 503
    if found != newest_schema():
        return {"status": "database not migrated", "schema": found}, 503
    if not os.access(current_app.config["HOME"], os.W_OK | os.X_OK):
        log.warning("not ready: nothing can be written into GOCUA_HOME")
        return {"status": "folder not writable"}, 503
    seen = worker_seen()
    # Pages are served without a worker as well: whoever watches is told, and nothing is taken out of service for it.
    worker = "never seen" if seen is None else "late" if now() - seen > LATE else "ok"
    return {
        "status": "ok",
        "schema": found,
        "worker": worker,
        "worker_seen": seen and seen.isoformat(timespec="seconds"),
    }


@cache
def newest_schema() -> str:
    """The last of the migrations that came with this code."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()
