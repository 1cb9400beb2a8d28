"""Processes that import on their own: to be killed in the middle, or to race for the same list."""

from datetime import datetime
from pathlib import Path

from app.campaigns.models import Campaign
from app.core import clock
from app.core.clock import LOCAL
from app.core.db import db
from app.core.sheets import read_sheets
from app.exchange.actions import import_people
from app.exchange.queries import frame_of
from app.exchange.rules import PEOPLE, Choice, read_book
from tests.conftest import site

MORNING = datetime(2025, 8, 14, 9, 0, tzinfo=LOCAL)


def importing(start, answers, url, home, campaign_id, data):
    """Read the list, wait at the barrier, import it, and tell how many people were new."""
    app = site(url, Path(home))
    with app.app_context(), clock.at(MORNING):
        campaign = db.session.get(Campaign, campaign_id)
        parsed = read_book(read_sheets(data, "x"), PEOPLE, frame_of(campaign), Choice()).parsed
        db.session.commit()
        start.wait(60)
        answers.put(import_people(campaign, parsed, None).added)
        db.session.remove()


def loading(start, answers, url, home, files):
    """Load one campaign file after the other, each at a barrier, and tell how each command ended."""
    app, told = site(url, Path(home)), []
    for file in files:
        start.wait(60)
        with clock.at(MORNING):
            result = app.test_cli_runner().invoke(args=["load-campaign", file])
        told.append((result.exit_code, result.stdout.strip(), result.stderr.strip(), repr(result.exception)))
    answers.put(told)
