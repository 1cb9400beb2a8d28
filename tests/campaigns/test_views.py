"""The pages of campaigns: for whom, wrong entries, without scripts."""

import pytest

from app.campaigns.queries import kinds_of, slots_of
from tests.conftest import on_sqlite

ROOT = "/campaigns/cua-nam-2025"
EDITING = [f"{ROOT}/edit", f"{ROOT}/points", f"{ROOT}/slots", f"{ROOT}/kinds"]
CAMPAIGN = {
    "name": "Chiến dịch",
    "motto": "",
    "starts_on": "2025-07-31",
    "ends_on": "13/9/2025",
    "grace_days": "7",
    "shift_min": "1",
    "shift_max": "5",
    "shift_leads": "1",
    "quota_collectives": "27",
    "quota_individuals": "12",
}


@pytest.mark.parametrize("url", ["/campaigns", ROOT, *EDITING])
def test_pages_of_an_administrator(as_, cast, count_sql, url):
    an = as_(cast.an)
    with count_sql() as s:
        answer = an.get(url)
    assert answer.status_code == 200
    assert len(s) <= 5


def test_everybody_of_the_ward_sees_what_the_campaign_is_and_nobody_else(as_, cast):
    assert as_(cast.lan).get(ROOT).status_code == 200
    assert as_(cast.dung).get(ROOT).status_code == 404
    assert "cua-nam" not in as_(cast.dung).get("/campaigns").text


@pytest.mark.parametrize("url", EDITING)
def test_only_editors_of_the_ward_may_change_it(as_, cast, anonymous, url):
    assert as_(cast.lan).get(url).status_code == 403
    for person in (cast.minh, cast.son, cast.mai, cast.tu):
        assert as_(person).post(url, data={}).status_code == 403
    assert as_(cast.hoa).get(url).status_code == 200, "who opens a campaign mends it"
    assert as_(cast.phuc).post(url, data={}).status_code == 404
    assert as_(cast.an).get(url.replace("cua-nam", "kien-hung")).status_code == 404
    assert anonymous.get(url).status_code == 303


def test_choosing_a_campaign(as_, cast):
    lan, quan = as_(cast.lan), as_(cast.quan)
    answer = quan.post(f"/campaigns/{cast.other_campaign.id}/choose")
    assert (answer.status_code, answer.location) == (303, "/")
    assert cast.kien_hung.name in quan.get("/campaigns").text
    assert lan.post(f"/campaigns/{cast.other_campaign.id}/choose").status_code == 404
    assert lan.post(f"/campaigns/{2**70}/choose").status_code == 404


def test_changing_days_and_quotas(as_, cast):
    an = as_(cast.an)
    assert an.post(f"{ROOT}/edit", data=CAMPAIGN).status_code == 303
    assert "Chiến dịch" in an.get(ROOT).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 100_000},
        {"name": "a\0b"},
        {"name": "gọi 0951000000 nhé"},
        {"ends_on": "2025-07-30"},
        {"ends_on": "9999-12-31"},
        {"ends_on": "0001-01-01"},
        {"ends_on": "2099-01-01"},
        {"ends_on": "x"},
        {"shift_max": "0"},
        {"shift_min": "-1"},
        {"shift_leads": "9" * 40},
        {"shift_min": "50"},
        {"quota_individuals": "1e9"},
    ],
)
@on_sqlite
def test_wrong_entries_are_shown_beside_their_field(as_, cast, wrong):
    answer = as_(cast.an).post(f"{ROOT}/edit", data=CAMPAIGN | wrong)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text


def test_closing_and_opening_again(as_, cast):
    an = as_(cast.an)
    assert an.post(f"{ROOT}/close").status_code == 303
    assert an.post(f"{ROOT}/close").status_code == 409
    assert an.post(f"{ROOT}/edit", data=CAMPAIGN).status_code == 422
    assert an.get(f"{ROOT}/edit").status_code == 200
    assert an.post(f"{ROOT}/reopen").status_code == 303


def test_points_on_screen(as_, cast):
    an, one, url = as_(cast.an), cast.point1.id, f"{ROOT}/points"
    assert an.post(url, data={"name": "Chợ Cửa Nam", "address": ""}).status_code == 303
    assert an.post(url, data={"name": "CHỢ CỬA NAM"}).status_code == 422
    assert an.post(url, data={"name": ""}).status_code == 422
    assert an.post(f"{url}/{one}", data={"name": "Điểm 1 mới", "address": "Số 1"}).status_code == 303
    assert an.post(f"{url}/{one}", data={"name": ""}).status_code == 422
    assert an.post(f"{url}/{one}", data={"name": "chợ cửa nam"}).status_code == 422
    assert an.post(f"{url}/{one}/move", data={"to": "down"}).status_code == 303
    assert an.post(f"{url}/{one}/out").status_code == 303
    assert an.post(f"{url}/{one}/out").status_code == 409
    assert an.post(f"{url}/{one}/use").status_code == 303
    for other in (cast.other_point.id, 2**31, 2**64):
        assert an.post(f"{url}/{other}/use").status_code == 404
    assert "Điểm 1 mới" in an.get(url).text


def test_slots_on_screen(as_, cast, app):
    an, url = as_(cast.an), f"{ROOT}/slots"
    assert an.post(url, data={"name": "Trưa", "starts": "11h30", "ends": "13:00"}).status_code == 303
    for wrong in ({"ends": "10:00"}, {"ends": "25:00"}, {"starts": "x"}, {"name": "TRƯA"}, {"ends": ""}):
        assert an.post(url, data={"name": "Khuya", "starts": "11:30", "ends": "13:00"} | wrong).status_code == 422

    with app.app_context():
        first = slots_of(cast.campaign.id)[0].id
    assert an.post(f"{url}/{first}", data={"name": "Sáng", "starts": "7:30", "ends": "11:30"}).status_code == 303
    assert an.post(f"{url}/{first}", data={"name": "Tối", "starts": "7:30", "ends": "11:30"}).status_code == 422
    assert an.post(f"{url}/{first}", data={"name": "Sáng", "starts": "9", "ends": "8"}).status_code == 422
    assert an.post(f"{url}/{first}/remove").status_code == 303
    assert an.post(f"{url}/{first}/remove").status_code == 404


def test_kinds_on_screen(as_, cast, app):
    an, url = as_(cast.an), f"{ROOT}/kinds"
    new = {"code": "qr", "vi": "Mã QR", "en": "QR codes", "unit": "mã", "logged_by": "both"}
    assert an.post(url, data=new).status_code == 303
    assert an.post(url, data=new).status_code == 422
    for wrong in ({"code": "Mã"}, {"vi": ""}, {"logged_by": "x"}, {"unit": "\0"}):
        assert an.post(url, data=new | {"code": "qr2"} | wrong).status_code == 422

    with app.app_context():
        kind = kinds_of(cast.campaign.id)[-1].id
        foreign = kinds_of(cast.other_campaign.id)[0].id
    assert an.post(f"{url}/{kind}", data=new | {"retired": "y"}).status_code == 303
    assert an.post(f"{url}/{kind}", data=new | {"vi": ""}).status_code == 422
    assert an.post(f"{url}/{foreign}", data=new).status_code == 404
