"""Sub-quotas of the scheme in the award round: a warning, or a limit that keeps the list from being locked."""

import pytest

from app.awards.actions import NotYet, choose_all_above, lock_list, open_round
from app.awards.models import Round
from app.awards.rules import AwardAnswer
from app.core.db import db
from tests.ranking.makers import adopt, campaign_of, some_logs

QUOTAS = {"individuals": 3, "collectives": 1}


def opened(app, cast, binding: bool, percent: int = 30, places: int = 0):
    """All three above the line are chosen, one of them a leader (Minh), and one community team."""
    units = [{"begins": "Tổ chuyển đổi số", "most": places}]
    with app.app_context():
        adopt(cast, shares={"binding": binding, "leaders_percent": percent, "units": units})
        some_logs(cast)
        open_round(campaign_of(cast), None, QUOTAS, by=cast.son.id)
        for board in QUOTAS:
            choose_all_above(cast.campaign.id, board, by=cast.son.id)
        db.session.remove()


def test_a_binding_share_keeps_the_list_open(app, as_, cast):
    opened(app, cast, binding=True)
    with app.app_context():
        with pytest.raises(NotYet) as refused:
            lock_list(cast.campaign.id, cast.son.id)
        assert refused.value.obstacles == [
            (AwardAnswer.LEADERS, {"begins": "", "count": 1, "most": 0}),
            (AwardAnswer.UNITS, {"begins": "Tổ chuyển đổi số", "count": 1, "most": 0}),
        ]
        db.session.remove()
    answer = as_(cast.son).post("/awards/lock")
    assert answer.status_code == 409 and "1 người phụ trách" in answer.text and "Tổ chuyển đổi số" in answer.text


def test_a_share_that_does_not_bind_is_a_warning(app, as_, cast):
    opened(app, cast, binding=False)
    client = as_(cast.son)
    assert "1 người phụ trách" in client.get("/awards").text
    assert client.post("/awards/lock").status_code == 303
    with app.app_context():
        assert db.session.query(Round).one().locked_at is not None


def test_a_list_within_its_shares_is_locked_without_a_word(app, as_, cast):
    opened(app, cast, binding=True, percent=34, places=1)
    client = as_(cast.son)
    assert "người phụ trách" not in client.get("/awards").text.split("<main")[1]
    assert client.post("/awards/lock").status_code == 303
