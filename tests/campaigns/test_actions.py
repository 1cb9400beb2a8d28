"""Opening a campaign, and changing its parts."""

import json
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select

from app.campaigns import actions
from app.campaigns.models import Campaign, CampaignPoint
from app.campaigns.queries import campaign_by_slug, kinds_of, points_in, slots_of
from app.campaigns.rules import read_document
from app.config import ROOT
from app.core.db import db
from app.core.reasons import Refused
from app.places.queries import points_of, teams_of


@pytest.fixture
def plan():
    return read_document(json.loads((ROOT / "app/seeds/data/cua-nam-2025.json").read_text("utf-8")))


@pytest.fixture
def campaign(room, cast):
    return db.session.get(Campaign, cast.campaign.id)


def _reason(verb, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        verb(*args, **kwargs)
    db.session.rollback()
    return refused.value.reason.name


def test_a_new_ward_opens_its_campaign_whole(room, plan):
    plan = replace(plan, slug="other-2025", ward="phường Khác")
    campaign = actions.open_campaign(plan, by=None)
    assert campaign_by_slug("other-2025").id == campaign.id
    points = points_in(campaign.id)
    assert [(point.name, point.kind) for point in points] == [
        *((name, "place") for name in plan.points),
        ("Tổ công nghệ và nghiệp vụ trực 24/7", "line"),
    ]
    needs = dict(db.session.execute(select(CampaignPoint.point_id, CampaignPoint.least)).all())
    assert [needs[point.id] for point in points] == [None] * 6 + [2]
    assert len(teams_of(campaign.ward_id)) == 28
    assert [slot.name for slot in slots_of(campaign.id)] == ["Sáng", "Chiều", "Tối"]
    assert len(kinds_of(campaign.id)) == len(plan.kinds)


def test_opening_takes_no_more_statements_for_many_teams_than_for_few(room, plan, count_sql):
    counts = []
    for slug, teams, points in (("few-1", plan.teams[:2], plan.points[:1]), ("many-1", plan.teams, plan.points)):
        with count_sql() as statements:
            actions.open_campaign(replace(plan, slug=slug, ward=slug, teams=teams, points=points), by=None)
        counts.append(len(statements))
    assert counts[0] == counts[1] < 30


def test_a_second_campaign_uses_the_ward_s_teams_and_points(room, plan, cast):
    before = {point.id for point in points_of(cast.cua_nam.id)}
    campaign = actions.open_campaign(replace(plan, slug="cua-nam-2026"), by=None)
    assert campaign.ward_id == cast.cua_nam.id
    assert before <= {point.id for point in points_in(campaign.id)}
    assert len(points_of(cast.cua_nam.id)) == 7
    assert len(teams_of(cast.cua_nam.id)) == 28


def test_the_same_slug_again_is_refused_and_nothing_is_written(room, plan, cast):
    assert _reason(actions.open_campaign, plan, by=None) == "SLUG_TAKEN"
    assert len(points_of(cast.cua_nam.id)) == 2


def test_days_and_quotas_change_and_wrong_ones_do_not(campaign):
    actions.change_campaign(campaign, by=None, quota_individuals=12, shift_max=6)
    assert (campaign.quota_individuals, campaign.shift_max) == (12, 6)
    assert _reason(actions.change_campaign, campaign, by=None, ends_on=campaign.starts_on.replace(year=2024)) == (
        "ENDS_FIRST"
    )
    assert _reason(actions.change_campaign, campaign, by=None, shift_min=9) == "SIZES"


def test_a_closed_campaign_refuses_every_change(campaign, cast):
    point = points_in(campaign.id)[0]
    slot, kind = slots_of(campaign.id)[0], kinds_of(campaign.id)[0]
    actions.close_campaign(campaign, by=None)
    for verb, *args in (
        (actions.change_campaign, campaign, None),
        (actions.add_point, campaign, "Điểm mới", "", None),
        (actions.change_point, campaign, point, "Điểm mới", "", None),
        (actions.take_point_out, campaign, point, None),
        (actions.move_point, campaign, point, False, None),
        (actions.add_slot, campaign, "Trưa", time(12), time(13), None),
        (actions.remove_slot, campaign, slot, None),
        (actions.change_kind, campaign, kind, None),
    ):
        assert _reason(verb, *args) == "CLOSED"
    actions.reopen_campaign(campaign, by=None)
    assert campaign.closed_at is None


def test_points_are_added_named_ordered_and_taken_out(campaign, cast):
    new = actions.add_point(campaign, "Nhà văn hóa", "Số 5", by=None)
    assert [p.name for p in points_in(campaign.id)][-1] == "Nhà văn hóa"
    assert _reason(actions.add_point, campaign, "NHÀ VĂN HÓA", "", by=None) == "ALREADY_IN"
    actions.move_point(campaign, new, True, by=None)
    assert [p.id for p in points_in(campaign.id)] == [cast.point1.id, new.id, cast.point2.id]
    actions.move_point(campaign, points_in(campaign.id)[0], True, by=None)
    assert _reason(actions.change_point, campaign, new, cast.point1.name, "", by=None) == "NAME_TAKEN"
    actions.change_point(campaign, new, "Nhà văn hóa số 2", "", by=None)
    actions.take_point_out(campaign, new, by=None)
    assert new.id not in {p.id for p in points_in(campaign.id)}
    assert _reason(actions.take_point_out, campaign, new, by=None) == "NOT_IN"
    assert _reason(actions.move_point, campaign, new, True, by=None) == "NOT_IN"


def test_slots(campaign):
    slot = actions.add_slot(campaign, "Trưa", time(12), time(13), by=None)
    assert _reason(actions.add_slot, campaign, "TRƯA", time(12), time(13), by=None) == "NAME_TAKEN"
    assert _reason(actions.change_slot, campaign, slot, "Trưa", time(13), time(13), by=None) == "SLOT_ENDS_FIRST"
    actions.change_slot(campaign, slot, "Trưa", time(11, 30), time(13), by=None)
    for one in slots_of(campaign.id)[:3]:
        actions.remove_slot(campaign, one, by=None)
    assert _reason(actions.remove_slot, campaign, slots_of(campaign.id)[0], by=None) == "LAST_SLOT"


def test_kinds(campaign):
    kind = actions.add_kind(campaign, "qr", "Mã QR", "QR codes", "mã", "both", by=None)
    assert _reason(actions.add_kind, campaign, "qr", "x", "x", "x", "both", by=None) == "CODE_TAKEN"
    actions.change_kind(campaign, kind, by=None, retired=True)
    assert "qr" not in {one.code for one in kinds_of(campaign.id)}
    assert "qr" in {one.code for one in kinds_of(campaign.id, retired=True)}
