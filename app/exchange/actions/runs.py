"""The way of an upload: kept, matched, then applied once or dropped."""

import json
from datetime import timedelta

from sqlalchemy import update

from app.campaigns.models import Campaign
from app.core.again import asked_again
from app.core.clock import now
from app.core.db import action, db, lock
from app.core.reasons import Refused
from app.exchange.models import APPLIED, DROPPED, PREVIEWED, ImportRun
from app.exchange.rules import Choice, Parsed

from .campaign import load_campaign
from .logs import import_logs
from .people import import_people
from .refusal import ImportAnswer

LIFE = timedelta(days=1)


@action
def start_run(
    target: str, file_name: str, stored_name: str, by: int, ward_id: int | None, campaign_id: int | None
) -> ImportRun:
    """Note an upload; those that nobody applied within a day are dropped, as their files are."""
    moment = now()
    db.session.execute(
        update(ImportRun)
        .where(ImportRun.state == PREVIEWED, ImportRun.started_at < moment - LIFE)
        .values(state=DROPPED, ended_at=moment)
        .execution_options(synchronize_session=False)
    )
    run = ImportRun(
        ward_id=ward_id,
        campaign_id=campaign_id,
        target=target,
        file_name=file_name,
        stored_name=stored_name,
        started_by=by,
        started_at=moment,
    )
    db.session.add(run)
    db.session.flush()
    return run


def _open(run: ImportRun) -> ImportRun:
    """The run, locked, while it may still be applied or dropped."""
    lock(run)
    if run.state != PREVIEWED:
        raise Refused(ImportAnswer.APPLIED if run.state == APPLIED else ImportAnswer.DROPPED)
    return run


@action
def choose_layout(run: ImportRun, choice: Choice) -> None:
    """Remember a person's own match of sheet and columns."""
    _open(run).layout = json.dumps(choice.to_json())


@action
def drop_run(run: ImportRun) -> None:
    """Put an upload aside."""
    _close(_open(run), DROPPED)


def _close(run: ImportRun, state: str, counts: dict | None = None) -> None:
    run.state, run.ended_at, run.result = state, now(), json.dumps(counts or {})


def _applying(run: ImportRun, layout: str) -> None:
    """The rows were read before the lock was taken, by this layout."""
    if _open(run).layout != layout:
        raise Refused(ImportAnswer.CHANGED)


@asked_again
@action
def apply_people(run: ImportRun, campaign: Campaign, parsed: Parsed, layout: str, by: int, create_teams: bool):
    """``import_people``, once for this upload."""
    _applying(run, layout)
    result = import_people(campaign, parsed, by, create_teams)
    _close(run, APPLIED, result.counts)
    return result


@asked_again
@action
def apply_logs(run: ImportRun, campaign: Campaign, parsed: Parsed, layout: str, by: int):
    """``import_logs``, once for this upload."""
    _applying(run, layout)
    result = import_logs(campaign, parsed, by)
    _close(run, APPLIED, result.counts)
    return result


@asked_again
@action
def apply_campaign(run: ImportRun, document: dict, by: int) -> Campaign:
    """``load_campaign``, once for this upload."""
    _open(run)
    campaign = load_campaign(document, by, run=run)
    if run.state == PREVIEWED:
        run.ward_id, run.campaign_id = campaign.ward_id, campaign.id
        _close(run, APPLIED, {"added": 0})
    return campaign
