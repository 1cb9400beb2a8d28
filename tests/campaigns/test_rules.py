"""Reading a campaign's document: the four wards' files, and what is wrong with broken ones."""

import copy
import json
from datetime import date, time

import pytest

from app.campaigns.rules import (
    CampaignAnswer,
    DocumentError,
    LinePlan,
    may_change,
    may_close,
    may_reopen,
    read_document,
)
from app.campaigns.rules.answers import right_days, sizes_fit
from app.config import ROOT

FILES = sorted((ROOT / "app" / "seeds" / "data").glob("*.json"))
GOOD = json.loads(FILES[0].read_text("utf-8"))
DUTY = {"kind": "hotline", "name": "Trực", "coverage": "24/7", "min": 1}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_four_wards_files_are_read(file):
    data = json.loads(file.read_text("utf-8"))
    plan = read_document(data)
    assert plan.slug == data["slug"]
    assert len(plan.teams) == len(data["teams"])
    assert [kind.code for kind in plan.kinds] == [kind["code"] for kind in data["assumed"]["kinds"]]


def test_a_plan_holds_days_slots_sizes_and_quotas():
    plan = read_document(GOOD)
    assert (plan.starts_on, plan.ends_on) == (date(2025, 7, 31), date(2025, 9, 13))
    assert (plan.slots[0].name, plan.slots[0].starts, plan.slots[0].ends) == ("Sáng", time(8), time(11, 30))
    assert (plan.shift_min, plan.shift_max, plan.shift_leads) == (2, 4, 1)
    assert (plan.quota_collectives, plan.quota_individuals) == (27, 12)


def test_duties_of_every_hour_are_lines_those_of_a_weekday_are_not():
    said = {plan.slug: plan.lines for plan in (read_document(json.loads(file.read_text("utf-8"))) for file in FILES)}
    assert said == {
        "cua-nam-2025": (LinePlan("Tổ công nghệ và nghiệp vụ trực 24/7", 2),),
        "kien-hung-2025": (LinePlan("Tổ phản ứng nhanh công nghệ và nghiệp vụ", 2),),
        "ngoc-phung-2024": (),
        "vi-thang-2024": (LinePlan("Đường dây nóng 24/7", 1),),
    }
    assert read_document(_with(["assumed", "duties"], ...)).lines == ()


def _with(path, value):
    data = copy.deepcopy(GOOD)
    node, *rest = data, *path[:-1]
    for key in rest:
        node = node[key]
    if value is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "where", "reason"),
    [
        (["slug"], ..., "slug", "MISSING"),
        (["slug"], "Cửa Nam", "slug", "BAD_SLUG"),
        (["slug"], "a" * 61, "slug", "BAD_SLUG"),
        (["ward"], "phường", "ward", "NOT_OBJECT"),
        (["ward", "timezone"], "Europe/Berlin", "ward.timezone", "ZONE"),
        (["ward", "name"], "", "ward.name", "EMPTY"),
        (["ward", "name"], 7, "ward.name", "NOT_TEXT"),
        (["campaign", "name"], "x" * 100_000, "campaign.name", "BAD_TEXT"),
        (["campaign", "name"], "a\0b", "campaign.name", "BAD_TEXT"),
        (["campaign", "motto"], "gọi 0951000000", "campaign.motto", "NUMBERS"),
        (["campaign", "starts_on"], "31/7/2025", "campaign.starts_on", "NOT_DAY"),
        (["campaign", "starts_on"], "0001-01-01", "campaign.starts_on", "NOT_DAY"),
        (["campaign", "ends_on"], "2025-02-30", "campaign.ends_on", "NOT_DAY"),
        (["campaign", "ends_on"], "2025-07-30", "campaign.ends_on", "ENDS_FIRST"),
        (["campaign", "ends_on"], "2099-12-31", "campaign.ends_on", "TOO_LONG_CAMPAIGN"),
        (["teams"], {"a": 1}, "teams", "NOT_LIST"),
        (["teams"], ["Tổ 1", "tổ  1"], "teams[1]", "TWICE"),
        (["points"], ["x"] * 201, "points", "TOO_MANY"),
        (["award_round", "individuals"], -1, "award_round.individuals", "NOT_WHOLE"),
        (["award_round", "individuals"], True, "award_round.individuals", "NOT_WHOLE"),
        (["award_round", "collectives"], "27", "award_round.collectives", "NOT_WHOLE"),
        (["assumed", "duties"], [DUTY] * 13, "assumed.duties", "TOO_MANY"),
        (["assumed", "duties"], [DUTY | {"kind": "bakery"}], "assumed.duties[0].kind", "NOT_CHOICE"),
        (["assumed", "duties"], [DUTY | {"coverage": "8/5"}], "assumed.duties[0].coverage", "NOT_CHOICE"),
        (["assumed", "duties"], [DUTY | {"min": 0}], "assumed.duties[0].min", "NOT_WHOLE"),
        (["assumed", "duties"], [DUTY, DUTY | {"name": "TRỰC"}], "assumed.duties[1]", "TWICE"),
        (["assumed", "duties"], [DUTY | {"name": GOOD["points"][0]}], "assumed.duties[0]", "TWICE"),
        (["assumed", "slots"], [], "assumed.slots", "TOO_FEW"),
        (["assumed", "slots", 0, "start"], "8h", "assumed.slots[0].start", "NOT_TIME"),
        (["assumed", "slots", 0, "end"], "07:00", "assumed.slots[0].end", "ENDS_FIRST"),
        (["assumed", "slots", 1, "name"], "SÁNG", "assumed.slots[1]", "TWICE"),
        (["assumed", "shift_size", "max"], 1, "assumed.shift_size", "SIZES"),
        (["assumed", "shift_size", "max"], 10**30, "assumed.shift_size.max", "NOT_WHOLE"),
        (["assumed", "kinds", 0, "code"], "Mã", "assumed.kinds[0].code", "BAD_CODE"),
        (["assumed", "kinds", 1, "code"], "support_turn", "assumed.kinds[1]", "TWICE"),
        (["assumed", "kinds", 0, "logged_by"], "anybody", "assumed.kinds[0].logged_by", "NOT_CHOICE"),
    ],
)
def test_the_first_wrong_field_is_named(path, value, where, reason):
    with pytest.raises(DocumentError) as wrong:
        read_document(_with(path, value))
    assert (wrong.value.path, wrong.value.reason.name) == (where, reason)
    assert where in str(wrong.value)


@pytest.mark.parametrize("data", [None, [], "x", 7, {}])
def test_what_is_no_document_at_all(data):
    with pytest.raises(DocumentError):
        read_document(data)


def test_a_closed_campaign_is_only_opened_again():
    assert may_change(True) is CampaignAnswer.CLOSED
    assert may_close(True) is CampaignAnswer.ALREADY_CLOSED
    assert may_reopen(False) is CampaignAnswer.STILL_OPEN
    assert {may_change(False), may_close(False), may_reopen(True)} == {CampaignAnswer.YES}


def test_days_and_sizes():
    assert right_days(date(2025, 1, 2), date(2025, 1, 1)) is CampaignAnswer.ENDS_FIRST
    assert right_days(date(2025, 1, 1), date(2026, 12, 1)) is CampaignAnswer.TOO_LONG
    assert not any(sizes_fit(*sizes) for sizes in ((3, 2, 0), (0, 2, 3), (0, 0, 0)))
    assert sizes_fit(0, 1, 1)
