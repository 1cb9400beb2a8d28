"""Campaign files in the browser."""

import json
import re

from sqlalchemy import func, select

from app.campaigns.models import Campaign
from app.core.db import db
from app.places.models import Ward
from app.seeds.files import document
from tests.exchange.sending import send


def doc(**changes) -> bytes:
    return json.dumps(document("vi-thang-2024") | changes).encode()


def test_a_site_administrator_opens_a_new_wards_campaign(as_, cast, look):
    quan = as_(cast.quan)
    where = send(quan, doc(), "campaign", "vi-thang.json")
    assert "xã Vị Thắng" in quan.get(where).text
    assert look(select(func.count()).select_from(Campaign)) == 2
    assert quan.post(f"{where}/apply").location == where
    assert look(select(Ward.name).order_by(Ward.id.desc())) == "xã Vị Thắng"
    assert "Đã tạo chiến dịch" in quan.get(where).text
    again = send(quan, doc(), "campaign", "vi-thang.json")
    assert "không cần làm gì" in quan.get(again).text
    assert quan.post(f"{again}/apply").status_code == 303
    assert "không thay đổi gì" in quan.get(again).text
    assert look(select(func.count()).select_from(Campaign)) == 3
    other = send(quan, doc(source="khác"), "campaign", "vi-thang.json")
    assert "đã có với nội dung khác" in quan.get(other).text
    assert quan.post(f"{other}/apply").status_code == 409


def test_a_ward_administrator_opens_campaigns_of_the_own_ward_only(as_, cast, look):
    an = as_(cast.an)
    refused = send(an, doc(), "campaign", "x.json", status=422)
    assert "chỉ được nạp chiến dịch của phường mình" in refused.text
    own = json.dumps(document("cua-nam-2025") | {"slug": "cua-nam-lan-2"}).encode()
    where = send(an, own, "campaign", "x.json")
    assert an.post(f"{where}/apply").status_code == 303
    slug = select(Campaign.slug).where(Campaign.ward_id == cast.cua_nam.id).order_by(Campaign.id.desc())
    assert look(slug) == "cua-nam-lan-2"


def test_a_secretary_opens_campaigns_of_the_own_ward_only(hoa, as_, cast):
    assert "chỉ được nạp chiến dịch của phường mình" in send(hoa, doc(), "campaign", "x.json", status=422).text
    own = json.dumps(document("cua-nam-2025") | {"slug": "abc"}).encode()
    where = send(hoa, own, "campaign", "kin.json")
    phuc = as_(cast.phuc)
    assert phuc.get(where).status_code == 404 and phuc.post(f"{where}/apply").status_code == 404
    assert "kin.json" not in phuc.get("/imports").text
    assert hoa.post(f"{where}/apply").status_code == 303


def test_the_first_campaign_of_a_new_site(bare):
    from app.core.policy import Role
    from app.people.actions import add_person, grant_role
    from app.people.queries import held_by
    from app.people.sign_in import start_session

    with bare.app_context():
        user = add_person("Lý Văn Quản", by=None, phone="0950000011")
        grant_role(user, Role.ADMINISTRATOR, by=None)
        token = start_session(user, held_by(user.id, user.created_at.date()))
        db.session.remove()
    client = bare.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    shown = client.get("/imports").text
    assert re.findall(r'type="radio" value="(\w+)"|value="(\w+)"[^>]*type="radio"', shown)
    assert 'value="people"' not in shown
    where = send(client, doc(), "campaign", "x.json")
    assert client.post(f"{where}/apply").status_code == 303
    assert 'value="people"' in client.get("/imports").text
