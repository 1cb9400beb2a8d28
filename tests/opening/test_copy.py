"""Last year's campaign copied with new days."""

import json
import re
from datetime import date, time

import pytest

from app.campaigns.actions import change_duty_rules, change_kind
from app.campaigns.models import Campaign, CampaignPoint, Kind, Slot
from app.core.db import action, db
from app.ranking.actions import adopt_scheme
from app.ranking.models import SchemeVersion
from app.seeds.files import scheme_document
from app.shifts.actions import add_exception, add_template, start_templates
from app.shifts.models import PlanException, Shift, ShiftTemplate, TemplatePoint
from app.shifts.rules import Closed, Pattern, Spot

DATA = {"name": "Đợt hai", "starts_on": "2026-07-30", "key": "k"}
HERE = "/opening/copy/cua-nam-2025"


@pytest.fixture
def furnished(app, cast):
    """Cửa Nam's campaign with a scheme, templates (one on some days only), a closed day, a kind no longer counted."""

    @action
    def make():
        campaign = db.session.get(Campaign, cast.campaign.id)
        scheme = scheme_document("cua-nam-2025")
        codes = {kind.code for kind in db.session.query(Kind).filter_by(campaign_id=campaign.id)}
        points = {code: each for code, each in scheme["points_per_unit"].items() if code in codes}
        adopt_scheme(campaign, {**scheme, "points_per_unit": points}, None)
        start_templates(campaign.id, None)
        spot = (Spot(cast.point2.id, name=cast.point2.name),)
        own = {"points": spot, "starts": time(6), "ends": time(7), "min_heads": 1, "max_heads": 3}
        own["weekdays"] = frozenset({6})
        add_template(
            campaign.id, Pattern(name="Chợ phiên", first=date(2025, 8, 3), last=date(2025, 8, 17), **own), None
        )
        add_template(campaign.id, Pattern(name="Tuần cuối", first=date(2025, 9, 7), last=None, **own), None)
        add_exception(campaign.id, Closed(date(2025, 9, 2), date(2025, 9, 2)), "Quốc khánh", None)
        kind = db.session.query(Kind).filter_by(campaign_id=campaign.id, code="training_session").one()
        change_kind(campaign, kind, by=None, retired=True)
        change_duty_rules(campaign, by=None, min_age=18, rest_minutes=480)

    with app.app_context():
        make()
        db.session.remove()


def _all(app, model, **where):
    with app.app_context():
        rows = db.session.query(model).filter_by(**where).order_by(*model.__table__.primary_key).all()
        db.session.expunge_all()
        db.session.remove()
    return rows


def test_it_is_shown_before_it_is_done(app, as_, cast, furnished):
    client = as_(cast.hoa)
    page = client.get(HERE).text
    assert "Để trống: 45 ngày" in page and "Không sao chép" not in page
    shown = client.get(HERE, query_string=DATA).text
    for word in (
        "Đợt hai, 30/7/2026 – 12/9/2026",
        "Điểm lưu động số 1, Điểm lưu động số 2",
        "Sáng 08:00–\u206011:30",
        "5 mẫu ca",
    ):
        assert word in shown, word
    for word in (
        "trong đó 2 mẫu có ngày riêng",
        "1 ngoại lệ",
        "Lớp, buổi tập huấn",
        "Người và tổ không cần sao chép",
    ):
        assert word in shown, word
    assert len(_all(app, Campaign)) == 2, "nothing is written yet"


def test_what_was_copied_is_as_it_was_but_for_its_days(app, as_, cast, furnished):
    answer = as_(cast.hoa).post(HERE, data=DATA)
    assert answer.status_code == 200 and "Sao chép từ" in answer.text and "Không sao chép" in answer.text
    (new,) = _all(app, Campaign, name="Đợt hai")
    (old,) = _all(app, Campaign, id=cast.campaign.id)
    assert (new.slug, new.starts_on, new.ends_on) == ("cua-nam-2026", date(2026, 7, 30), date(2026, 9, 12))
    same = ("motto", "grace_days", "shift_min", "shift_max", "shift_leads", "quota_collectives", "quota_individuals")
    for field in (*same, "min_age", "rest_minutes", "evening_from", "opens_days", "offer_minutes"):
        assert getattr(new, field) == getattr(old, field), field
    assert new.min_age == 18

    def points(campaign):
        rows = _all(app, CampaignPoint, campaign_id=campaign.id)
        return [(row.point_id, row.position, row.least) for row in rows]

    assert points(new) == points(old) != []
    slots = {slot.id: slot for slot in _all(app, Slot, campaign_id=new.id)}
    assert [(s.name, s.starts, s.ends) for s in slots.values()] == [
        (s.name, s.starts, s.ends) for s in _all(app, Slot, campaign_id=old.id)
    ]
    kinds = [kind.code for kind in _all(app, Kind, campaign_id=new.id)]
    assert kinds == [k.code for k in _all(app, Kind, campaign_id=old.id) if k.code != "training_session"]
    (scheme,) = _all(app, SchemeVersion, campaign_id=new.id)
    assert "training_session" not in json.loads(scheme.document)["points_per_unit"]
    assert json.loads(scheme.document)["points_per_unit"]["online_dossier"] == "3"
    templates = _all(app, ShiftTemplate, campaign_id=new.id)
    assert sorted(one.name for one in templates) == ["Chiều", "Chợ phiên", "Sáng", "Tuần cuối", "Tối"]
    assert all(one.slot_id in slots for one in templates if one.slot_id)
    dated = {one.name: (one.first_on, one.last_on, one.weekdays) for one in templates if one.first_on}
    assert dated == {
        "Chợ phiên": (date(2026, 8, 2), date(2026, 8, 16), 64),
        "Tuần cuối": (date(2026, 9, 6), None, 64),
    }
    placed = {one.id: {row.point_id for row in _all(app, TemplatePoint, template_id=one.id)} for one in templates}
    assert all(
        placed[one.id] == ({cast.point2.id} if one.first_on else {cast.point1.id, cast.point2.id})
        for one in templates
    )
    assert not _all(app, Shift, campaign_id=new.id) and not _all(app, PlanException, campaign_id=new.id)


def test_fewer_days_cut_or_leave_out_templates_and_say_so(app, as_, cast, furnished):
    shown = as_(cast.hoa).post(HERE, data={**DATA, "ends_on": "2026-08-05"}).text
    assert "1 mẫu được cắt" in shown and "Tuần cuối" in shown
    (new,) = _all(app, Campaign, name="Đợt hai")
    dated = [(one.first_on, one.last_on) for one in _all(app, ShiftTemplate, campaign_id=new.id) if one.first_on]
    assert dated == [(date(2026, 8, 2), date(2026, 8, 5))]


def test_sent_twice_it_is_copied_once(app, as_, cast, furnished):
    client = as_(cast.hoa)
    client.post(HERE, data=DATA)
    again = client.post(HERE, data=DATA)
    assert (again.status_code, again.location) == (303, "/campaigns/cua-nam-2026")
    other = client.post(HERE, data={**DATA, "key": "other"})
    assert other.status_code == 422 and "cùng tên và cùng ngày đầu" in other.text
    assert len(_all(app, Campaign, name="Đợt hai")) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"starts_on": ""}, "Hãy điền"), ({"name": ""}, "Hãy điền"), ({"ends_on": "2026-01-01"}, "trước ngày")],
)
def test_what_is_wrong_is_told_and_nothing_is_copied(app, as_, cast, furnished, changes, told):
    client = as_(cast.hoa)
    for answer in (client.get(HERE, query_string=DATA | changes), client.post(HERE, data=DATA | changes)):
        assert answer.status_code == 422 and told in re.sub(r"<[^>]+>", "", answer.text)
    assert len(_all(app, Campaign)) == 2


def test_only_in_ones_own_ward(as_, cast, furnished):
    for person in (cast.lan, cast.minh, cast.son, cast.mai, cast.tu):
        assert as_(person).get(HERE).status_code == 403
    assert as_(cast.phuc).get(HERE).status_code == 404
    assert as_(cast.phuc).post(HERE, data=DATA).status_code == 404
    for person in (cast.hoa, cast.an, cast.quan):
        assert as_(person).get(HERE).status_code == 200


def test_a_campaign_without_scheme_and_templates_is_copied_too(app, as_, cast):
    answer = as_(cast.hoa).post(HERE, data=DATA)
    assert answer.status_code == 200 and "chiến dịch đó chưa có" in answer.text
    (new,) = _all(app, Campaign, name="Đợt hai")
    assert not _all(app, SchemeVersion, campaign_id=new.id) and not _all(app, ShiftTemplate, campaign_id=new.id)
