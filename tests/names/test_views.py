"""The pages: who may, what they say, and what stands where."""

import pytest

from app.core.db import db
from app.names.models import NameRequest
from app.people.models import User
from tests.names.conftest import WHY


def test_who_may_read_and_correct(as_, cast, locked_round):
    for person in (cast.hoa, cast.son, cast.tu, cast.an):
        assert as_(person).get("/names").status_code == 200
        assert as_(person).get(f"/names/person/{cast.lan.id}").status_code == 200
        assert as_(person).get(f"/names/person/{cast.dung.id}").status_code == 404
        assert as_(person).get(f"/names/team/{cast.other_team.id}").status_code == 404
    assert as_(cast.mai).get("/names").status_code == 200
    for person in (cast.mai, cast.lan, cast.minh):
        assert as_(person).get(f"/names/person/{cast.lan.id}").status_code == 403
    assert as_(cast.lan).get("/names").status_code == 403


def test_the_plain_form_asks_for_the_reason_where_the_name_stands(as_, cast, locked_round):
    client, typed = as_(cast.hoa), cast.lan.name.replace("Lan", "Lân")
    answer = client.post(f"/people/{cast.lan.id}", data={"name": typed, "phone": "0950000001"})
    assert answer.status_code == 422 and f"/names/person/{cast.lan.id}?name=" in answer.text
    assert typed in client.get(f"/names/person/{cast.lan.id}?name={typed}").text
    answer = client.post(f"/names/person/{cast.lan.id}", data={"name": typed, "reason": ""})
    assert answer.status_code == 422
    answer = client.post(f"/names/person/{cast.lan.id}", data={"name": typed, "reason": WHY})
    assert answer.status_code == 303
    assert "/awards/names" in as_(cast.mai).get("/awards").text
    for person, path in ((cast.mai, "/awards/names"), (cast.mai, "/names"), (cast.lan, "/my/name")):
        said = as_(person).get(path).text
        assert typed in said and cast.lan.name in said and WHY in said, path
    assert "/my/name" in as_(cast.lan).get("/me").text


def test_a_larger_change_waits_on_the_page(app, as_, cast, locked_round):
    as_(cast.tu).post(f"/names/person/{cast.lan.id}", data={"name": "Trần Văn Cháu", "reason": WHY})
    with app.app_context():
        asked = db.session.query(NameRequest.id).scalar()
        db.session.remove()
    assert "/confirmation" not in as_(cast.tu).get("/names").text
    assert f"/names/requests/{asked}/confirmation" in as_(cast.son).get("/names").text
    assert as_(cast.phuc).post(f"/names/requests/{asked}/confirmation").status_code == 404
    assert as_(cast.mai).post(f"/names/requests/{asked}/confirmation").status_code == 403
    assert as_(cast.tu).post(f"/names/requests/{asked}/confirmation").status_code == 409
    assert as_(cast.son).post(f"/names/requests/{asked}/confirmation").status_code == 303
    with app.app_context():
        assert db.session.get(User, cast.lan.id).name == "Trần Văn Cháu"
        db.session.remove()


@pytest.mark.parametrize("name", ["", "x" * 201, "012345678901", "‮nal"])
def test_odd_names_are_refused_in_words(as_, cast, locked_round, name):
    answer = as_(cast.tu).post(f"/names/person/{cast.lan.id}", data={"name": name, "reason": WHY})
    assert answer.status_code == 422 and 'class="error"' in answer.text
