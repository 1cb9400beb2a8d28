"""A campaign opened on screen."""

import json
import re

import pytest

from app.campaigns.models import Campaign, CampaignPoint, Kind, Slot
from app.core.db import db
from app.places.models import Point
from app.ranking.models import SchemeVersion
from app.shifts.models import ShiftTemplate
from tests.conftest import on_sqlite
from tests.opening.conftest import FORM


@pytest.fixture
def found(app):
    """``found()``: the campaigns of the form's name, with what belongs to each."""

    def look(name="60 ngày đêm"):
        with app.app_context():
            out = []
            for one in db.session.query(Campaign).filter_by(name=name).order_by(Campaign.id):
                points = (
                    db.session.query(Point.name, Point.address)
                    .join(CampaignPoint, CampaignPoint.point_id == Point.id)
                    .filter(CampaignPoint.campaign_id == one.id)
                    .order_by(CampaignPoint.position)
                )
                out.append(
                    {
                        "slug": one.slug,
                        "ward_id": one.ward_id,
                        "days": one.days,
                        "points": [tuple(row) for row in points],
                        "slots": [
                            (s.name, f"{s.starts:%H:%M}", f"{s.ends:%H:%M}")
                            for s in db.session.query(Slot).filter_by(campaign_id=one.id).order_by(Slot.position)
                        ],
                        "kinds": [
                            (k.code, k.vi, k.unit, k.logged_by)
                            for k in db.session.query(Kind).filter_by(campaign_id=one.id).order_by(Kind.position)
                        ],
                        "scheme": [
                            json.loads(s.document)
                            for s in db.session.query(SchemeVersion).filter_by(campaign_id=one.id)
                        ],
                        "templates": db.session.query(ShiftTemplate).filter_by(campaign_id=one.id).count(),
                    }
                )
            db.session.remove()
            return out

    return look


def test_a_secretary_opens_the_first_campaign_of_a_ward(as_, empty_ward, form, found):
    ward, secretary, _ = empty_ward
    client = as_(secretary)
    home = client.get("/").text
    assert 'href="/opening"' in home and "Tạo chiến dịch" in home
    page = client.get("/opening").text
    assert "phường Mới" in page and 'value="Sáng"' in page and 'value="08:00"' in page
    answer = client.post("/opening", data=form())
    assert (answer.status_code, answer.location) == (303, "/")
    (one,) = found()
    assert (one["slug"], one["ward_id"], one["days"]) == ("moi-2025", ward.id, 60)
    assert one["points"] == [("Nhà văn hóa số 1", "12 phố Huế"), ("Chợ Hôm", "")]
    assert one["slots"] == [("Sáng", "08:00", "11:30")]
    assert [code for code, *_ in one["kinds"]] == ["support_turn", "online_dossier"]
    assert one["scheme"][0]["points_per_unit"] == {"support_turn": "2", "online_dossier": "3"}
    assert one["templates"] == 1
    assert "60 ngày đêm" in client.get("/").text


def test_sent_twice_it_opens_one(as_, empty_ward, form, found):
    client = as_(empty_ward[1])
    first, second = client.post("/opening", data=form()), client.post("/opening", data=form(name="Tên khác"))
    assert (first.status_code, second.status_code, second.location) == (303, 303, "/campaigns/moi-2025")
    assert len(found()) == 1 and not found("Tên khác")
    assert "đã tạo 60 ngày đêm rồi" in client.get(second.location).text


def test_typed_again_after_a_lost_answer_it_is_not_opened_twice(as_, empty_ward, form, found):
    client = as_(empty_ward[1])
    client.post("/opening", data=form())
    again = client.post("/opening", data=form(key="another"))
    assert again.status_code == 422 and "cùng tên và cùng ngày đầu" in again.text
    assert client.post("/opening", data=form(key="another", starts_on="2025-09-02")).status_code == 303
    assert [one["slug"] for one in found()] == ["moi-2025", "moi-2025-2"]


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name": ""}, "name", "Hãy điền"),
        ({"name": "x" * 201}, "name", "200"),
        ({"name": "Gọi 0912345678"}, "name", "9 chữ số"),
        ({"starts_on": "31/2/2025"}, "starts_on", "ngày/tháng/năm"),
        ({"ends_on": "2025-08-01"}, "ends_on", "trước ngày"),
        ({"ends_on": "2027-08-01"}, "ends_on", "400"),
        ({"points-0-name": "", "points-0-address": "12 phố Huế"}, "points-0-name", "Hãy điền"),
        ({"points-0-name": "", "points-0-address": "", "points-1-name": ""}, "points-0-name", "ít nhất một điểm"),
        ({"points-1-name": "nhà văn hóa số 1"}, "points-1-name", "hai lần"),
        ({"slots-0-ends": "7:30"}, "slots-0-ends", "sau"),
        ({"slots-0-starts": "sáng"}, "slots-0-starts", "08:00"),
        ({"slots-0-name": "", "slots-0-starts": "", "slots-0-ends": ""}, "slots-0-name", "ít nhất một"),
        ({"kinds": []}, "kinds", "ít nhất một"),
        ({"own_kinds-0-name": "Hỗ trợ Zalo"}, "own_kinds-0-unit", "Hãy điền"),
        (
            {"own_kinds-0-name": "Zalo", "own_kinds-0-unit": "lượt", "own_kinds-0-points": "-1"},
            "own_kinds-0-points",
            "0,5",
        ),
        ({"shift_min": "5"}, "shift_max", "không"),
        ({"shift_max": "51"}, "shift_max", "50"),
        ({"scheme": "nowhere"}, "scheme", ""),
    ],
)
@on_sqlite
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    as_, empty_ward, form, found, changes, field, told
):
    answer = as_(empty_ward[1]).post("/opening", data=form(**changes))
    assert answer.status_code == 422, changes
    assert not found()
    error = re.search(rf'<p class="error" id="{field}-error[^"]*">([^<]*)<', answer.text)
    assert error and told in error[1], answer.text[:0]
    assert f'href="#{field}"' in answer.text, "named above the form, with a link to it"
    for name, value in {**FORM, **changes}.items():
        if name in ("kinds", "key", "scheme") or not value or len(value) > 200:
            continue
        assert f'value="{value}"' in answer.text or value in ("8:00", "11h30", "7:30"), (name, value)


def test_more_rows_come_without_scripts_and_keep_what_was_typed(as_, empty_ward, form, found):
    client = as_(empty_ward[1])
    page = client.get("/opening").text
    assert page.count('name="points-') == 6 and 'name="more" value="points"' in page
    odd = form(name="", more="points", kinds=["vneid_level2"], **{"points-2-address": "ngõ 5"})
    answer = client.post("/opening", data=odd)
    assert answer.status_code == 200, "nothing is complained about yet"
    rows = set(re.findall(r'name="points-(\d+)-name"', answer.text))
    assert len(rows) == 3 + 5
    for kept in ('value="12 phố Huế"', 'value="ngõ 5"', 'value="Chợ Hôm"', 'value="2025-09-01"', 'value="a-key"'):
        assert kept in answer.text
    assert re.search(r'value="vneid_level2" checked', answer.text) and not re.search(
        r'value="support_turn" checked', answer.text
    )
    assert not found()
    last = max(map(int, rows))
    full = form(**{f"points-{last}-name": "Điểm thứ tám"})
    assert client.post("/opening", data=full).status_code == 303
    assert ("Điểm thứ tám", "") in found()[0]["points"]


def test_kinds_of_ones_own_and_the_other_schemes(as_, empty_ward, form, found):
    own = {
        "own_kinds-0-name": "Hỗ trợ Zalo",
        "own_kinds-0-unit": "lượt",
        "own_kinds-0-points": "1,5",
        "own_kinds-0-logged_by": "individual",
        "own_kinds-1-name": "24h",
        "own_kinds-1-unit": "giờ",
    }
    client = as_(empty_ward[1])
    for n, (scheme, points) in enumerate({"weighed": "1.5", "equal": "1", "hours": "0"}.items()):
        data = form(scheme=scheme, key=f"k{n}", starts_on=f"2025-09-0{n + 1}", **own)
        assert client.post("/opening", data=data).status_code == 303
        one = found()[n]
        assert one["kinds"][-2:] == [
            ("ho_tro_zalo", "Hỗ trợ Zalo", "lượt", "individual"),
            ("kind_24h", "24h", "giờ", "both"),
        ]
        assert one["scheme"][0]["points_per_unit"]["ho_tro_zalo"] == points


def test_only_who_may_and_only_in_their_ward(app, as_, cast, empty_ward, form, found):
    for person in (empty_ward[2], cast.lan, cast.minh, cast.son, cast.mai, cast.tu):
        assert as_(person).get("/opening").status_code == 403
        assert as_(person).post("/opening", data=form()).status_code == 403
    for person in (cast.hoa, cast.an):
        answer = as_(person).post("/opening", data=form())
        assert answer.status_code == 422, "another ward is no choice of theirs"
        assert "phường Mới" not in answer.text
    assert not found()
    assert as_(cast.quan).post("/opening", data=form()).status_code == 303
    assert len(found()) == 1


def test_a_key_of_another_ward_tells_nothing(as_, cast, empty_ward, form, found):
    as_(empty_ward[1]).post("/opening", data=form())
    answer = as_(cast.hoa).post("/opening", data=form(ward=cast.cua_nam.id))
    assert (answer.status_code, answer.location) == (303, "/")
    assert [one["ward_id"] for one in found()] == [empty_ward[0].id, cast.cua_nam.id]


def test_a_point_that_the_ward_has_is_taken_with_the_address_written_here(as_, cast, form, found):
    data = form(
        ward=cast.cua_nam.id,
        **{
            "points-0-name": "Điểm lưu động số 2",
            "points-0-address": "Chợ 19-12",
            "points-1-name": "Điểm lưu động số 1",
        },
    )
    assert as_(cast.hoa).post("/opening", data=data).status_code == 303
    assert found()[0]["points"] == [("Điểm lưu động số 2", "Chợ 19-12"), ("Điểm lưu động số 1", "Nhà văn hóa số 1")]


def test_too_many_rows_are_refused_not_dropped(as_, empty_ward, form, found):
    many = {f"points-{n}-name": f"Điểm {n}" for n in range(201)}
    answer = as_(empty_ward[1]).post("/opening", data=form(**many))
    assert answer.status_code == 422 and "Nhiều nhất được 200" in answer.text
    assert 'value="Điểm 200"' in answer.text
    slots = {
        f"slots-{n}-{f}": v for n in range(13) for f, v in (("name", f"Ca {n}"), ("starts", "8:00"), ("ends", "9:00"))
    }
    assert "Nhiều nhất được 12" in as_(empty_ward[1]).post("/opening", data=form(**slots)).text
    assert not found()
