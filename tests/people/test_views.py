"""The roster, one person, roles, accounts, links: as page, without scripts, from outside, in the wrong role."""

import re

import pytest

from app.core.db import db
from app.people.models import Grant, User
from tests.conftest import on_sqlite

PAGES = ("/people", "/people/{lan}", "/people/new", "/people/invitations")
POSTS = (
    "/people/new",
    "/people/{lan}",
    "/people/{lan}/roles",
    "/people/{lan}/roles/{grant}/end",
    "/people/{lan}/close",
    "/people/{lan}/open",
    "/people/{lan}/invitation",
    "/people/invitations",
)


@pytest.fixture
def grant_of(app):
    def run(person):
        with app.app_context():
            found = db.session.query(Grant.id).filter_by(user_id=person.id).order_by(Grant.id).first()[0]
            db.session.remove()
        return found

    return run


@pytest.fixture
def address(cast, grant_of):
    return lambda pattern, person=None: pattern.format(
        lan=(person or cast.lan).id, grant=grant_of(person or cast.lan)
    )


def test_the_roster_is_the_wards_own_by_given_name(as_, cast):
    text = as_(cast.hoa).get("/people").text
    order = ["Ngô Bình An", "Lê Thanh Bình", "Vũ Thị Hoa", "Nguyễn Thị Thu Lan", "Bùi Tuyết Mai", "Trần Văn Minh"]
    places = [text.index(f">{name}</a>") for name in order]
    assert places == sorted(places)
    assert "Phạm Tiến Dũng" not in text and "Lý Văn Quản" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=thu+lan", ["Nguyễn Thị Thu Lan"]),
        ("q=NGUYEN", ["Nguyễn Thị Thu Lan"]),
        ("q=0950.000.001", ["Nguyễn Thị Thu Lan"]),
        ("q=0950000004", []),
        ("q=dung", []),
        ("q=%25", None),
        ("q=_", None),
        ("show=gone", []),
        ("q=" + "x" * 5000, None),
        ("q=%E2%80%AEx", None),
    ],
)
def test_search_without_marks(as_, cast, query, found):
    answer = as_(cast.hoa).get(f"/people?{query}")
    assert answer.status_code == 200
    assert "Phạm Tiến Dũng" not in answer.text
    if found is not None:
        assert re.findall(r'class="row-link"[^>]*>([^<]+)<', answer.text) == found


def test_the_roster_by_team_and_as_a_part(as_, cast, part):
    client = as_(cast.hoa)
    for headers in ({}, part("roster")):
        text = client.get(f"/people?team={cast.team1.id}", headers=headers).text
        assert re.findall(r'class="row-link"[^>]*>([^<]+)<', text) == ["Nguyễn Thị Thu Lan", "Trần Văn Minh"]
    assert "<html" not in text
    foreign = client.get(f"/people?team={cast.other_team.id}").text
    assert "Phạm Tiến Dũng" not in foreign


def test_a_large_roster_has_pages(app, as_, cast, verb, count_sql):
    from app.core.db import action
    from app.core.policy import Role
    from app.people.actions import add_person, grant_role

    @action
    def many():
        for n in range(120):
            person = add_person(f"Người {n:03d}", by=None, phone=f"09720000{n:02d}" if n < 100 else None)
            grant_role(person, Role.VOLUNTEER, by=None, ward_id=cast.cua_nam.id, team_id=cast.team1.id)

    verb(many)
    client = as_(cast.hoa)
    with count_sql() as statements:
        first = client.get("/people").text
    assert len(statements) <= 5, "\n".join(statements)
    second = client.get("/people?page=2").text
    assert (first.count("row-link"), second.count("row-link")) == (100, 28)
    assert 'rel="next"' in first and 'rel="next"' not in second and 'rel="prev"' in second
    assert client.get("/people?page=99").status_code == 200
    with count_sql() as statements:
        client.get("/people/invitations")
    assert len(statements) <= 5


@pytest.mark.parametrize("who", ["lan", "minh", "mai"])
@pytest.mark.parametrize("url", PAGES)
@on_sqlite
def test_a_role_without_the_power_is_refused_pages(as_, cast, address, who, url):
    assert as_(getattr(cast, who)).get(address(url)).status_code == 403


@pytest.mark.parametrize("who", ["lan", "minh", "mai", "tu", "son"])
@pytest.mark.parametrize("url", POSTS)
@on_sqlite
def test_a_role_without_the_power_changes_nothing(as_, cast, address, who, url):
    assert as_(getattr(cast, who)).post(address(url)).status_code == 403


@pytest.mark.parametrize("url", [u for u in (*PAGES, *POSTS) if "{lan}" in u])
def test_another_wards_people_do_not_exist(as_, cast, address, url):
    answer = as_(cast.phuc).open(address(url), method="POST" if url in POSTS else "GET")
    assert answer.status_code == 404
    assert "Thu Lan" not in answer.text
    if url == "/people/{lan}":
        assert as_(cast.phuc).get(address(url)).status_code == 404


@pytest.mark.parametrize("url", [*PAGES, *POSTS])
@on_sqlite
def test_nobody_signed_in_is_sent_to_the_door(anonymous, address, url):
    method = "POST" if url in POSTS and url not in PAGES else "GET"
    assert anonymous.open(address(url), method=method).headers["Location"].startswith("/sign-in")


def test_clerk_and_leader_read_but_touch_nothing(as_, cast, address):
    for person in (cast.tu, cast.son):
        text = as_(person).get(address("/people/{lan}")).text
        assert "0950000001" in text
        assert "<form" not in text.split("<main")[1].split("</main>")[0]


def test_one_person_takes_few_statements(as_, cast, address, count_sql):
    client, url = as_(cast.hoa), address("/people/{lan}")
    with count_sql() as statements:
        text = client.get(url).text
    assert len(statements) <= 5, "\n".join(statements)
    assert "Tổ chuyển đổi số cộng đồng số 01" in text


def test_only_the_grants_in_ones_own_ward_are_seen(as_, cast, verb):
    from app.core.policy import Role
    from app.people.actions import grant_role

    verb(lambda: grant_role(db.session.get(User, cast.lan.id), Role.CLERK, by=None, ward_id=cast.kien_hung.id))
    assert "Kiến Hưng" not in as_(cast.hoa).get(f"/people/{cast.lan.id}").text
    assert "Kiến Hưng" in as_(cast.quan, cast.campaign.id).get(f"/people/{cast.lan.id}").text


def test_correcting_a_person(as_, cast):
    client = as_(cast.hoa)
    data = {
        "name": "Nguyễn Thu Lan",
        "phone": "+84 950 000 077",
        "email": "",
        "gender": "female",
        "birth_year": "2004",
    }
    assert client.post(f"/people/{cast.lan.id}", data=data).status_code == 303
    text = client.get(f"/people/{cast.lan.id}").text
    assert "0950000077" in text and "Nguyễn Thu Lan" in text and "2004" in text


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"phone": "12"}, {"email": "x@"}, {"birth_year": "1"}, {"gender": "x"}, {"name": "012345678901"}],
)
@on_sqlite
def test_a_wrong_form_stays_with_its_errors(as_, cast, wrong):
    data = {"name": "Nguyễn Thu Lan", "phone": "0950000001", "email": "", "gender": "", "birth_year": "", **wrong}
    answer = as_(cast.hoa).post(f"/people/{cast.lan.id}", data=data)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert "Nguyễn Thị Thu Lan" in as_(cast.hoa).get(f"/people/{cast.lan.id}").text


def test_a_taken_phone_is_refused_without_telling_whose(as_, cast):
    data = {"name": "Ai đó", "phone": "0950000004", "gender": "", "role": "volunteer", "team": "0"}
    for url in ("/people/new", f"/people/{cast.lan.id}"):
        answer = as_(cast.hoa).post(url, data=data)
        assert answer.status_code == 422
        assert "đã có tài khoản khác dùng" in answer.text
        assert "Dũng" not in answer.text and "Kiến Hưng" not in answer.text


def test_an_administrator_of_the_site_is_led_to_the_account(as_, cast):
    data = {"name": "Ai đó", "phone": "0950000004", "gender": "", "role": "volunteer", "team": "0"}
    answer = as_(cast.quan, cast.campaign.id).post("/people/new", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{cast.dung.id}")


def test_a_secretary_adds_a_volunteer_and_nobody_higher(app, as_, cast, count_sql):
    client = as_(cast.hoa)
    data = {"name": "Đỗ Mới", "phone": "0950000099", "gender": "", "role": "volunteer", "team": str(cast.team1.id)}
    with count_sql() as statements:
        assert client.post("/people/new", data=data).status_code == 303
    assert len(statements) <= 8, "\n".join(statements)
    assert "Đỗ Mới" in client.get("/people?q=do+moi").text
    for role in ("secretary", "administrator", "ward_leader", "x"):
        answer = client.post("/people/new", data={**data, "phone": "0950000098", "role": role, "team": "0"})
        assert answer.status_code == 422
    assert client.post("/people/new", data={**data, "phone": ""}).status_code == 422
    foreign = {**data, "phone": "0950000098", "team": str(cast.other_team.id)}
    assert client.post("/people/new", data=foreign).status_code == 422
    assert client.post("/people/new", data={**foreign, "role": "team_leader", "team": "0"}).status_code == 422
    with app.app_context():
        assert db.session.query(User).filter_by(phone="0950000098").count() == 0


def test_giving_and_ending_roles(as_, cast, address):
    hoa = as_(cast.hoa)
    give = {"role": "team_leader", "team": str(cast.team2.id)}
    assert hoa.post(address("/people/{lan}/roles"), data=give).status_code == 303
    assert hoa.post(address("/people/{lan}/roles"), data=give).status_code == 422, "twice"
    assert hoa.post(address("/people/{lan}/roles"), data={"role": "secretary", "team": "0"}).status_code == 422
    assert hoa.post(address("/people/{lan}/roles/{grant}/end")).status_code == 303
    assert hoa.post(address("/people/{lan}/roles/{grant}/end", cast.son)).status_code == 409, "not hers to end"
    assert as_(cast.an).post(address("/people/{lan}/roles/{grant}/end", cast.son)).status_code == 303


def test_a_grant_of_somebody_else_is_not_ended_by_a_forged_address(as_, cast, grant_of):
    url = f"/people/{cast.lan.id}/roles/{grant_of(cast.minh)}/end"
    assert as_(cast.an).post(url).status_code == 404


def test_whoever_has_more_power_is_out_of_reach(as_, cast):
    hoa = as_(cast.hoa)
    data = {"name": "Ai đó", "phone": "0950000099", "gender": "", "birth_year": ""}
    for url, more in (("", data), ("/close", {}), ("/invitation", {})):
        assert hoa.post(f"/people/{cast.son.id}{url}", data=more).status_code == 409
    text = hoa.get(f"/people/{cast.son.id}").text
    assert "chỉ quản trị viên mới làm được" in text


def test_an_administrator_does_not_close_the_own_account(as_, cast):
    assert as_(cast.an).post(f"/people/{cast.an.id}/close").status_code == 409


def test_extra_fields_change_nothing(app, as_, cast):
    data = {"name": "Nguyễn Thị Thu Lan", "phone": "0950000001", "gender": "", "birth_year": "", "email": ""}
    extra = {
        "id": "9",
        "password_hash": "x",
        "disabled_at": "2025-01-01",
        "language": "en",
        "sort_key": "0",
        "role": "administrator",
    }
    assert as_(cast.hoa).post(f"/people/{cast.lan.id}", data={**data, **extra}).status_code == 303
    with app.app_context():
        user = db.session.get(User, cast.lan.id)
        assert (user.password_hash, user.disabled_at, user.language) == (None, None, "vi")
        assert db.session.query(Grant).filter_by(user_id=cast.lan.id).count() == 1
