"""The duty rules of a campaign, and which of its points are lines."""

import json

import pytest

from app.audit.models import Entry
from app.campaigns import actions
from app.campaigns.models import Campaign, CampaignPoint
from app.campaigns.rules import DUTY_FIELDS, DUTY_RANGES
from app.core.db import db
from app.core.reasons import Refused
from app.places.models import Point
from tests.conftest import on_sqlite

ROOT = "/campaigns/cua-nam-2025"
DUTIES = {
    "rest_minutes": "10:30",
    "evening_from": "20h",
    "day_minutes": "12",
    "week_minutes": "",
    "min_age": "18",
    "opens_days": "7",
    "leave_minutes": "2h",
    "offer_minutes": "60",
    "offer_least_minutes": "5",
    "naming_minutes": "24",
    "check_in_before_minutes": "30",
    "late_after_minutes": "15",
    "check_out_after_minutes": "60",
}


def _campaign(app, cast):
    with app.app_context():
        campaign = db.session.get(Campaign, cast.campaign.id)
        found = {field: getattr(campaign, field) for field in DUTY_FIELDS}
        db.session.remove()
    return found


def _told(app, action):
    with app.app_context():
        rows = [
            (json.loads(row.before), json.loads(row.after))
            for row in db.session.query(Entry).filter_by(action=action)
        ]
        db.session.remove()
    return rows


def test_the_rules_are_set_and_the_trail_says_what_stood_before(as_, app, cast, count_sql):
    an = as_(cast.an)
    assert 'value="10"' in an.get(f"{ROOT}/duties").text
    with count_sql() as s:
        answer = an.post(f"{ROOT}/duties", data=DUTIES)
    assert (answer.status_code, answer.location) == (303, f"{ROOT}/duties")
    assert len(s) <= 7
    found = _campaign(app, cast)
    assert (found["rest_minutes"], found["week_minutes"], found["leave_minutes"]) == (630, None, 120)
    assert an.post(f"{ROOT}/duties", data=DUTIES).status_code == 303
    (told,) = _told(app, "campaign.changed")
    assert told[0] | {"rest_minutes": 600, "week_minutes": 2880, "min_age": 16, "opens_days": None} == told[0]
    assert told[1] | {"rest_minutes": 630, "week_minutes": None, "min_age": 18, "opens_days": 7} == told[1]
    assert "evening_from" not in told[0], "only what differs"


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: str(most // 60 + 1)} for name, (_least, most) in DUTY_RANGES.items() if name.startswith("rest")),
        {"rest_minutes": ""},
        {"rest_minutes": "x"},
        {"rest_minutes": "10:75"},
        {"rest_minutes": "9" * 30},
        {"rest_minutes": "-1"},
        {"evening_from": "25:00"},
        {"evening_from": ""},
        {"day_minutes": "0:29"},
        {"day_minutes": "25"},
        {"week_minutes": "169"},
        {"min_age": "0"},
        {"min_age": "100"},
        {"opens_days": "367"},
        {"leave_minutes": "337"},
        {"offer_minutes": "0"},
        {"offer_minutes": "10081"},
        {"offer_minutes": "4"},
        {"offer_least_minutes": "61"},
        {"naming_minutes": "337"},
        {"check_in_before_minutes": "241"},
        {"late_after_minutes": ""},
        {"check_out_after_minutes": "721"},
    ],
)
@on_sqlite
def test_rules_out_of_range(as_, app, cast, wrong):
    before = _campaign(app, cast)
    answer = as_(cast.an).post(f"{ROOT}/duties", data=DUTIES | wrong)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert _campaign(app, cast) == before


def test_who_may_set_them(as_, cast, anonymous):
    for client, status in ((as_(cast.lan), 403), (as_(cast.son), 403), (anonymous, 303)):
        assert client.get(f"{ROOT}/duties").status_code == status
        assert client.post(f"{ROOT}/duties", data=DUTIES).status_code == status
    assert as_(cast.hoa).get(f"{ROOT}/duties").status_code == 200
    for person in (cast.an, cast.hoa):
        assert as_(person).get("/campaigns/kien-hung-2025/duties").status_code == 404


def test_the_ends_of_each_range_are_those_of_the_database(room, cast):
    campaign = db.session.get(Campaign, cast.campaign.id)
    for at in (0, 1):
        actions.change_duty_rules(campaign, by=None, **{name: ends[at] for name, ends in DUTY_RANGES.items()})
    actions.close_campaign(campaign, by=None)
    with pytest.raises(Refused):
        actions.change_duty_rules(campaign, by=None, min_age=20)


def test_a_point_is_a_place_or_a_line(as_, app, cast, count_sql):
    an, url = as_(cast.an), f"{ROOT}/points"
    with count_sql() as s:
        assert an.post(url, data={"name": "Đường dây nóng", "kind": "line", "least": "2"}).status_code == 303
    assert len(s) <= 7
    with app.app_context():
        point = db.session.query(Point.id).filter_by(name="Đường dây nóng", kind="line").scalar()
        db.session.remove()

    def least():
        with app.app_context():
            found = db.session.query(CampaignPoint.least).filter_by(point_id=point).scalar()
            db.session.remove()
        return found

    assert least() == 2
    data = {"name": "Đường dây nóng", "kind": "line", "least": "3"}
    with count_sql() as s:
        assert an.post(f"{url}/{point}", data=data).status_code == 303
    assert len(s) <= 7
    assert least() == 3
    assert _told(app, "campaign.line_changed") == [({"point": point, "least": 2}, {"point": point, "least": 3})]
    for wrong in ({"kind": "x"}, {"least": "0"}, {"least": "51"}, {"least": "x"}):
        assert an.post(f"{url}/{point}", data=data | wrong).status_code == 422
    assert an.post(f"{url}/{point}", data=data | {"kind": "place"}).status_code == 303
    assert least() is None
    assert _told(app, "point.changed")[-1][1]["kind"] == "place"
