"""A link leads to its thing, whichever campaign another tab has chosen meanwhile."""

from datetime import date

import pytest
from sqlalchemy import insert

from app.campaigns.models import Campaign
from app.contributions.models import Log
from app.core import clock
from app.core.db import action, db
from tests.cast import STARTS
from tests.ranking.makers import adopt


@action
def another_campaign(cast) -> int:
    added = {
        "ward_id": cast.cua_nam.id,
        "slug": "cua-nam-2027",
        "name": "Chiến dịch sau",
        "starts_on": date(2027, 7, 1),
        "ends_on": date(2027, 8, 1),
        "quota_collectives": 1,
        "quota_individuals": 1,
        "created_at": clock.now(),
    }
    return db.session.scalar(insert(Campaign).values(added).returning(Campaign.id))


@action
def _draft(cast) -> int:
    log = Log(
        ward_id=cast.cua_nam.id,
        campaign_id=cast.campaign.id,
        user_id=cast.lan.id,
        filed_by=cast.lan.id,
        client_ref="draft-of-lan",
        day=STARTS,
        minutes=30,
        created_at=clock.now(),
    )
    db.session.add(log)
    db.session.flush()
    return log.id


@pytest.fixture
def later(app, cast):
    """Another campaign of the ward, which the visitors of these tests have chosen."""
    with app.app_context():
        return another_campaign(cast)


def follows(client, url) -> str:
    """The page behind a link that leads to itself once, in the thing's own campaign."""
    answer = client.get(url)
    assert (answer.status_code, answer.location) == (303, url)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.text


def test_a_day_of_the_board_is_looked_up_in_the_campaign_that_has_it(as_, cast, later):
    lan = as_(cast.lan, later)
    assert lan.get(f"/shifts?day={STARTS}").status_code == 303
    assert lan.get(f"/shifts?day={STARTS}").status_code == 200
    assert lan.get("/shifts?day=2027-07-02").status_code == 303, "and back, by the link of the other tab"
    assert lan.get("/shifts?day=2031-01-01").status_code == 404
    # Who names a campaign means it.
    foreign = lan.get(f"/shifts?day={STARTS}&campaign=cua-nam-2027")
    assert foreign.status_code == 404 and "<main" in foreign.text, "a page like all others, with the way back"


def test_a_record_and_a_version_of_the_scheme_show_themselves(app, as_, cast, later):
    with app.app_context():
        log_id = _draft(cast)
        scheme_id = adopt(cast).id
    follows(as_(cast.lan, later), f"/logs/{log_id}/edit")
    follows(as_(cast.lan, later), f"/ranking/scheme/{scheme_id}")


def test_nothing_outside_of_the_reach_is_led_to(as_, cast, later):
    lan = as_(cast.lan, later)
    assert lan.get("/ranking/scheme/999999").status_code == 404
    stranger = as_(cast.dung, cast.other_campaign.id)
    assert stranger.get("/shifts?day=2027-07-02").status_code == 404
