"""Sign-in slips: one use, 72 hours, no way to more power."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.core.clock import at as clock_at
from app.core.db import db
from app.core.policy import Role
from app.people import actions
from app.people.models import Invitation, User
from app.people.sign_in import hashed
from tests.cast import MORNING

NEW = "một câu khác hẳn"


@pytest.fixture
def link(as_, cast):
    """``link(cast.hoa, cast.lan)``: the path of a slip that Hoa makes for Lan."""

    def issue(by, person):
        answer = as_(by).post(f"/people/{person.id}/invitation")
        assert answer.status_code == 200
        return re.search(r'data-copy="[^"]*http://localhost(/vao/[\w-]+)', answer.text)[1]

    return issue


def test_a_link_sets_the_password_and_lets_in(app, link, cast, enter):
    path, client = link(cast.hoa, cast.lan), app.test_client()
    shown = client.get(path)
    assert shown.status_code == 200 and "Nguyễn Thị Thu Lan" in shown.text
    assert shown.headers["Referrer-Policy"] == "same-origin" and shown.headers["Cache-Control"] == "no-store"
    assert client.post(path, data={"password": "12345678"}).status_code == 422
    assert client.post(path, data={"password": NEW}).status_code == 303
    assert "Đã đặt mật khẩu" in client.get("/").text
    assert enter(app.test_client(), "0950000001", NEW).status_code == 303


def test_six_misuses(app, link, cast, verb, as_):
    def spent(path, words="so lại với phiếu"):
        client = app.test_client()
        answers = (client.get(path), client.post(path, data={"password": NEW}))
        assert [a.status_code for a in answers] == [404, 404]
        assert words in answers[0].text
        assert client.get("/").status_code == 303
        return True

    used = link(cast.hoa, cast.lan)
    app.test_client().post(used, data={"password": NEW})
    assert spent(used), "used"
    old = link(cast.hoa, cast.lan)
    with clock_at(MORNING + timedelta(hours=72)):
        assert spent(old), "run out"
    first = link(cast.hoa, cast.lan)
    link(cast.hoa, cast.lan)
    assert spent(first), "replaced"
    before = link(cast.hoa, cast.binh)
    as_(cast.hoa).post(f"/people/{cast.binh.id}/close")
    assert spent(before, "Tài khoản này đã đóng"), "account closed"
    as_(cast.hoa).post(f"/people/{cast.binh.id}/open")
    assert spent(before, "Tài khoản này đã đóng"), "and opened again"
    for forged in ("x", "%00", "a" * 5000, "../..", "é"):
        assert app.test_client().get(f"/vao/{forged}").status_code in (400, 404)


def changed_by(how: str, person) -> None:
    """The phone number is another one: by a verb, by plain SQL, or gone with an e-mail address in its place."""
    if how == "plain":
        db.session.execute(text("UPDATE users SET phone = '0950000777' WHERE id = :id"), {"id": person.id})
        db.session.commit()
        return
    values = {"phone": "0950000777"} if how == "verb" else {"phone": None, "email": "lan@example.org"}
    actions.change_person(db.session.get(User, person.id), None, **values)


@pytest.mark.parametrize("how", ["verb", "plain", "swapped"])
def test_a_link_dies_with_the_login_that_it_was_made_for(app, link, cast, verb, how):
    path, open_before = link(cast.hoa, cast.lan), app.test_client()
    other = link(cast.hoa, cast.minh)
    assert open_before.get(path).status_code == 200
    verb(lambda: changed_by(how, cast.lan))
    for answer in (app.test_client().get(path), open_before.post(path, data={"password": NEW})):
        assert answer.status_code == 404
        assert "đã được đổi" in answer.text and "phiếu mới" in answer.text
    assert open_before.get("/").status_code == 303, "nobody is in"
    assert app.test_client().get(other).status_code == 200, "other people's slips go on"
    assert app.test_client().get(link(cast.hoa, cast.lan)).status_code == 200, "and so does a new one"


def test_what_changes_no_login_leaves_the_link(app, link, cast, verb):
    path = link(cast.hoa, cast.lan)
    for values in ({"name": "Nguyễn Thị Lan"}, {"email": "lan@example.org"}, {"birth_year": 1990}):
        verb(lambda values=values: actions.change_person(db.session.get(User, cast.lan.id), None, **values))
        assert app.test_client().get(path).status_code == 200, values


def test_a_link_that_was_used_stays_used(app, link, cast, verb):
    path = link(cast.hoa, cast.lan)
    assert app.test_client().post(path, data={"password": NEW}).status_code == 303
    verb(lambda: changed_by("verb", cast.lan))
    assert "so lại với phiếu" in app.test_client().get(path).text


def test_a_link_dies_when_its_person_rises_above_the_issuer(app, link, cast, verb):
    path = link(cast.hoa, cast.lan)
    verb(lambda: actions.grant_role(db.session.get(User, cast.lan.id), Role.WARD_LEADER, None, cast.cua_nam.id))
    assert app.test_client().get(path).status_code == 404


def test_a_link_dies_with_the_power_of_its_issuer(app, link, cast, as_, verb):
    path = link(cast.an, cast.son)
    assert app.test_client().get(path).status_code == 200
    as_(cast.quan, cast.campaign.id).post(f"/people/{cast.an.id}/close")
    assert app.test_client().get(path).status_code == 404


def test_only_the_hash_is_kept_and_the_trail_holds_no_token(app, link, cast):
    from app.audit.models import Entry

    token = link(cast.hoa, cast.lan).rpartition("/")[2]
    with app.app_context():
        kept = db.session.query(Invitation).filter_by(user_id=cast.lan.id).one()
        plain = token.replace("-", "")
        for tried in (token, plain, token.lower()):
            assert kept.token_hash != hashed(tried), "without the site's key nobody can search for it"
        assert token not in kept.token_hash and len(kept.token_hash) == 64
        entry = db.session.query(Entry).filter_by(action="invitation.issued").one()
        assert token not in entry.after and plain not in entry.after
        assert (entry.by, entry.ward_id) == (cast.hoa.id, cast.cua_nam.id)


def test_roles_that_begin_later_count_too(app, as_, cast, verb):
    """A roster entered before the campaign begins can be sent its links; a leader-to-be is out of reach already."""
    new = verb(lambda: actions.add_person("Đỗ Mới", by=None, phone="0950000088"))
    verb(
        lambda: actions.grant_role(
            db.session.get(User, new.id),
            Role.VOLUNTEER,
            None,
            cast.cua_nam.id,
            cast.team1.id,
            starts_on=date(2025, 9, 1),
        )
    )
    assert as_(cast.hoa).post(f"/people/{new.id}/invitation").status_code == 200
    assert "Đỗ Mới" in as_(cast.hoa).get("/people").text
    verb(
        lambda: actions.grant_role(
            db.session.get(User, new.id), Role.WARD_LEADER, None, cast.cua_nam.id, starts_on=date(2025, 9, 1)
        )
    )
    assert as_(cast.hoa).post(f"/people/{new.id}/invitation").status_code == 409


def test_cards_for_many_at_once(app, as_, cast, count_sql):
    client = as_(cast.hoa)
    picked = [p.id for p in (cast.lan, cast.minh, cast.binh, cast.son, cast.dung, cast.phuc)]
    with count_sql() as statements:
        answer = client.post("/people/invitations", data={"person": [*picked, "x", "99999999999", "-1", "²"]})
    assert answer.status_code == 200
    assert len(statements) <= 8, "\n".join(statements)
    text = answer.text
    links = re.findall(r"http://localhost(/vao/[\w-]+)", text)
    assert len(set(links)) == 3
    assert "Hoàng Ngọc Sơn" in text and "chỉ quản trị viên" in text, "told why there is no card"
    assert "Dũng" not in text and "Phúc" not in text
    for path in links:
        assert app.test_client().get(path).status_code == 200


def test_the_cards_name_the_team_and_lie_team_by_team(as_, cast, verb):
    def join(name, phone, team):
        user = actions.add_person(name, by=None, phone=phone)
        actions.grant_role(user, Role.VOLUNTEER, None, cast.cua_nam.id, team.id, starts_on=date(2025, 8, 1))
        return user.id

    people = (
        ("Đỗ An", "0950000081", cast.team2),
        ("Đỗ Bé", "0950000082", cast.team1),
        ("Đỗ Cả", "0950000083", cast.team2),
    )
    picked = [verb(lambda one=one: join(*one)) for one in people]
    cards = as_(cast.hoa).post("/people/invitations", data={"person": picked}).text
    found = re.findall(r"<h2>(Đỗ [^<]+)</h2>\s*<p class=\"small\">([^<]+)</p>", cards)
    assert found == [("Đỗ Bé", cast.team1.name), ("Đỗ An", cast.team2.name), ("Đỗ Cả", cast.team2.name)]


def test_the_list_of_a_whole_ward_is_folded_and_a_teams_is_open(as_, cast, verb):
    def join(number):
        user = actions.add_person(f"Đỗ {number}", by=None, phone=f"09500001{number:02d}")
        actions.grant_role(user, Role.VOLUNTEER, None, cast.cua_nam.id, cast.team2.id, starts_on=date(2025, 8, 1))

    assert (
        "<details"
        not in as_(cast.hoa).get("/people/invitations").text.partition('id="bulk"')[2].partition("</form>")[0]
    )
    verb(lambda: [join(number) for number in range(40)])
    for query, folded in (("", True), (f"?team={cast.team2.id}", False)):
        shown = (
            as_(cast.hoa).get("/people/invitations" + query).text.partition('id="bulk"')[2].partition("</form>")[0]
        )
        assert shown.count('name="person"') >= 40
        assert ("<details" in shown) is folded


@pytest.mark.parametrize("data", [{}, {"person": ["x"]}, {"person": [str(n) for n in range(1, 400)]}])
def test_nobody_or_too_many_picked(as_, cast, data):
    answer = as_(cast.hoa).post("/people/invitations", data=data)
    assert answer.status_code == 422
    assert "Hãy chọn từ 1 đến 300" in answer.text


def test_no_link_is_built_from_a_forged_host(another_site, as_, cast):
    client = another_site(TRUSTED_HOSTS=["gocua.example"]).test_client()
    with as_(cast.hoa).session_transaction() as session:
        token = session["_user_id"]
    url = f"/people/{cast.lan.id}/invitation"
    for host, status in (("evil.example", 400), ("gocua.example", 200)):
        with (
            client.session_transaction(base_url=f"http://{host}")
            if status == 200
            else client.session_transaction(base_url="http://gocua.example") as session
        ):
            session["_user_id"] = token
        answer = client.post(url, base_url=f"http://{host}")
        assert answer.status_code == status
        assert "evil.example" not in answer.text
    assert "http://gocua.example/vao/" in answer.text
