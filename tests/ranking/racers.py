"""Processes that freeze the same ranking. Each builds a site of its own and meets the others at a barrier."""

import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, text

from app.contributions.actions import decide
from app.contributions.models import APPROVED
from app.core import clock
from app.core.db import action, db, write_tx
from app.core.reasons import Refused
from app.messages.minute import tick
from app.ranking.actions import freeze, publish_once
from app.ranking.actions.publish import let_count
from app.ranking.models import Freeze, Ranking
from app.ranking.queries import newest_scheme
from app.ranking.rules import checksum
from app.ranking.rules.freezing import MOMENT
from tests.conftest import site
from tests.ranking.makers import campaign_of


def run(start, answers, task, url, home, at, *args):
    """One process: at the barrier before its turn; ``answers`` gets what it came to."""
    app = site(url, Path(home))
    with app.app_context(), clock.at(datetime.fromisoformat(at)):
        db.session.execute(text("SELECT 1"))
        db.session.commit()
        answers.put(task(start, *args))
        db.session.remove()


def freezing(start, campaign_id):
    start.wait(30)
    copy = freeze(campaign_id)
    return "none" if copy is None else copy.id


def working(start):
    """The job of every minute, as a worker runs it."""
    start.wait(30)
    return tick("ranking.freeze_due")["ranking.freeze_due"]


def deciding(start, cast, reason):
    """Another copy with a reason."""
    start.wait(30)
    try:
        return publish_once(campaign_of(cast), cast.son.id, reason=reason)[0].id
    except Refused as refused:
        return refused.reason.name


def approving_slowly(start, cast, at, log_id):
    """A second before the moment somebody approves what was sent long ago, and the disk takes its time."""

    @action
    def slowly():
        decide(log_id, APPROVED, "", cast.hoa.id)
        start.wait(30)
        time.sleep(0.5)  # the other process is freezing by now
        return log_id

    with clock.at(datetime.fromisoformat(at)):
        return slowly()


def unguarded(start, cast, moment, text_of_copy):
    """The control: looks first and writes then; lock and index are gone."""
    campaign = campaign_of(cast)
    there = db.session.scalar(select(Freeze.id).where(Freeze.campaign_id == campaign.id))
    scheme = newest_scheme(campaign.id)
    db.session.commit()
    start.wait(30)
    if there:
        return "none"
    with write_tx():
        copy = Ranking(
            ward_id=campaign.ward_id,
            campaign_id=campaign.id,
            scheme_id=scheme.id,
            scheme_version=scheme.version,
            document=text_of_copy,
            checksum=checksum(text_of_copy),
            published_at=clock.now(),
        )
        db.session.add(copy)
        db.session.flush()
        let_count(campaign, copy, MOMENT, datetime.fromisoformat(moment), None)
        return copy.id
