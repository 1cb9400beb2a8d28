"""What the processes of a race do."""

from pathlib import Path

from app.core.clock import at
from app.core.db import db
from app.core.reasons import Refused
from app.decisions.actions import decide
from tests.cast import MORNING
from tests.conftest import site


def deciding(start, answers, url: str, home: str, campaigns: list[int], by: int) -> None:
    """Decide on each round at the same moment as the other leader."""
    app, told = site(url, Path(home)), []
    with app.app_context(), at(MORNING):
        for campaign_id in campaigns:
            start.wait(60)
            try:
                decide(campaign_id, {}, by)
                told.append("decided")
            except Refused as refused:
                told.append(refused.reason.name)
            db.session.remove()
    answers.put(told)
