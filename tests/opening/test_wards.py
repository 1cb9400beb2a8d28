"""A ward added on screen together with the secretary who then does the rest."""

import re

from app.audit.models import Entry
from app.core.db import action, db
from app.people.models import Grant, Invitation, User
from app.places.models import Ward

DATA = {"ward": "phường Mới", "province": "Hà Nội", "name": "Trần Thị Thư", "phone": "0950 000 091", "email": ""}


def _wards(app, name="phường Mới"):
    with app.app_context():
        found = db.session.query(Ward.id).filter_by(name=name).all()
        db.session.remove()
    return [row.id for row in found]


def test_the_secretary_comes_in_with_the_slip_and_opens_the_campaign(app, as_, cast):
    client = as_(cast.quan)
    assert 'href="/wards"' in client.get("/campaigns").text
    assert "Thêm phường, xã" in client.get("/wards").text
    answer = client.post("/wards/new", data=DATA)
    code = re.search(r'class="slip-code">([^<]+)<', answer.text)[1]
    (ward,) = _wards(app)
    new = app.test_client()
    at = new.post("/vao", data={"code": code}).location
    assert "Trần Thị Thư" in new.get(at).text
    assert new.post(at, data={"password": "gõ cửa từng nhà"}).status_code == 303
    home = new.get("/").text
    assert "Chưa có chiến dịch" in home and 'href="/opening"' in home
    assert "phường Mới" in new.get("/opening").text
    assert "Trần Thị Thư" in client.get("/wards").text and f"/opening?ward={ward}" in client.get("/wards").text
    with app.app_context():
        actions = {row.action for row in db.session.query(Entry.action).filter_by(by=cast.quan.id)}
        db.session.remove()
    assert {"ward.added", "person.added", "invitation.issued"} <= actions


def test_sent_twice_there_is_one_ward_and_the_second_slip_works(app, as_, cast):
    client = as_(cast.quan)
    codes = [
        re.search(r'class="slip-code">([^<]+)<', client.post("/wards/new", data=data).text)[1]
        for data in (DATA, {**DATA, "ward": "Phường Mới"})
    ]
    assert len(_wards(app)) == 1 and not _wards(app, "Phường Mới")
    with app.app_context():
        user = db.session.query(User).filter_by(phone="0950000091").one()
        assert db.session.query(Grant).filter_by(user_id=user.id).count() == 1
        assert db.session.query(Invitation).filter_by(user_id=user.id, withdrawn_at=None).count() == 1
        db.session.remove()
    answers = [app.test_client().post("/vao", data={"code": code}).status_code for code in codes]
    assert answers == [422, 303]


def test_a_ward_that_is_there_and_somebody_from_elsewhere_are_refused(app, as_, cast):
    client = as_(cast.quan)
    for changes, told in (
        ({"ward": "PHƯỜNG CỬA NAM"}, "Đã có phường, xã tên này"),
        ({"phone": "0950000001"}, "đang làm ở phường, xã khác"),
        ({"phone": "", "email": ""}, "số điện thoại hoặc"),
        ({"phone": "12345"}, "không phải số điện thoại"),
        ({"email": "thư"}, "không phải"),
        ({"ward": ""}, "Hãy điền"),
        ({"name": "x" * 201}, "200"),
    ):
        answer = client.post("/wards/new", data=DATA | changes)
        assert answer.status_code == 422 and told in answer.text, (changes, told)
        for value in (DATA | {"phone": "0950000091"} | changes).values():
            assert not value or len(value) > 200 or f'value="{value}"' in answer.text, (value, "typed and lost")
    assert not _wards(app)


def test_somebody_known_who_works_nowhere_becomes_its_secretary(app, as_, cast):
    from app.people.actions import add_person
    from tests.people.conftest import HASH

    @action
    def known():
        add_person("Trần Thư", by=None, phone="0950000091", password_hash=HASH)

    with app.app_context():
        known()
        db.session.remove()
    answer = as_(cast.quan).post("/wards/new", data=DATA, follow_redirects=True)
    assert answer.request.path == "/wards" and "Trần Thư đăng nhập như trước" in answer.text


def test_only_for_who_administers_the_whole_site(app, as_, cast):
    for person in (cast.lan, cast.minh, cast.hoa, cast.son, cast.mai, cast.tu, cast.an):
        for answer in (
            as_(person).get("/wards"),
            as_(person).get("/wards/new"),
            as_(person).post("/wards/new", data=DATA),
        ):
            assert answer.status_code == 403, person
        assert 'href="/wards"' not in as_(person).get("/campaigns").text
    assert not _wards(app)
