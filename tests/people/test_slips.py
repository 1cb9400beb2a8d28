"""Sign-in slips: a code that can be typed, for one person, a team, everybody who has none; and who guesses."""

import re

import pytest

from app.core.db import action, db
from app.people import codes
from app.people.actions import invite
from app.people.models import Invitation, User
from app.people.rules import LIMITS
from app.people.sign_in import hashed
from tests.people.conftest import HASH

NEW = "một câu khác hẳn"


@pytest.fixture
def code(app, as_, cast):
    """The code on a slip that Hoa made for Lan."""
    return _codes(as_(cast.hoa).post(f"/people/{cast.lan.id}/invitation"))[0]


def _codes(answer) -> list[str]:
    assert answer.status_code == 200
    return re.findall(r'class="slip-code">([^<]+)<', answer.text)


def type_in(client, text: str, address: str = "192.0.2.1"):
    return client.post("/vao", data={"code": text}, environ_overrides={"REMOTE_ADDR": address})


def test_a_code_holds_only_what_can_be_read_and_typed():
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) and codes.BITS > 51
    assert not set("01OIL2Z5S6G8BQD") & set(codes.ALPHABET) - set("2568")
    assert not set("AEIOUYWD") & set(codes.ALPHABET), "a Vietnamese keyboard makes other letters of these"
    drawn = {codes.new_code() for _ in range(500)}
    assert len(drawn) == 500
    assert all(re.fullmatch(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", one) for one in drawn)
    assert set("".join(drawn)) - {"-"} == set(codes.ALPHABET), "every character is drawn"


def test_it_is_read_however_it_is_typed():
    for typed in (
        "C4F7-H29K-MX3P",
        "c4f7h29kmx3p",
        " c4f7 h29k mx3p ",
        "C4F7.H29K–MX3P",
        "https://gocua.example/vao/C4F7-H29K-MX3P",
        "gocua.example/vao/c4f7h29kmx3p",
    ):
        assert codes.read_code(typed) == "C4F7-H29K-MX3P", typed
    assert codes.read_code("SBZG-2222-2222") == "5826-2222-2222", "what looks alike is taken for it"
    for typed in ("", "C4F7", "C4F7-H29K-MX3P-2", "O4F7-H29K-MX3P", "Đ4F7-H29K-MX3P", "２" * 12, "x" * 400):
        assert codes.read_code(typed) is None, typed


def test_by_the_typed_code_one_gets_in(app, code):
    client = app.test_client()
    assert "Mã trên phiếu" in client.get("/vao").text
    at = type_in(client, code.lower().replace("-", " "))
    assert (at.status_code, at.location) == (303, f"/vao/{code}")
    assert "Nguyễn Thị Thu Lan" in client.get(at.location).text
    assert client.post(at.location, data={"password": NEW}).status_code == 303
    assert "Đã đặt mật khẩu" in client.get("/").text
    again = type_in(app.test_client(), code)
    assert again.status_code == 422 and "đã được dùng" in again.text and f'value="{code}"' in again.text


def test_a_wrong_code_is_told_and_guessing_is_slowed(app, code, at):
    client = app.test_client()
    odd = type_in(client, "C4F7")
    assert odd.status_code == 422 and "12 chữ và số" in odd.text and 'value="C4F7"' in odd.text
    for n in range(LIMITS["slip"]):
        answer = type_in(client, f"22{n // 20:02d}-2222-2222".replace("0", "3").replace("1", "4"))
        assert answer.status_code == 422 and "so lại với phiếu" in answer.text
    for answer in (
        type_in(client, code),
        client.get(f"/vao/{code}", environ_overrides={"REMOTE_ADDR": "192.0.2.1"}),
        client.post(f"/vao/{code}", data={"password": NEW}, environ_overrides={"REMOTE_ADDR": "192.0.2.1"}),
    ):
        assert answer.status_code == 429 and "quá nhiều lần" in answer.text and answer.headers["Retry-After"]
    assert type_in(client, code, "192.0.2.2").status_code == 303, "from elsewhere it works on"
    with at("2025-08-14T09:05"):
        assert type_in(client, code).status_code == 303, "and here a little later"


def test_slips_of_a_typing_hand_cost_no_try(app, code):
    client = app.test_client()
    for _ in range(LIMITS["slip"] + 5):
        assert type_in(client, "C4F7-H29K").status_code == 422
    assert type_in(client, code).status_code == 303


def test_a_copy_of_the_database_does_not_tell_the_code(app, code):
    """Its hash has the site's key in it; under an old key that is still accepted it is found as well."""
    with app.app_context():
        row = db.session.query(Invitation).one()
        assert row.token_hash == codes.kept(code) != codes.kept(code, "another key")
        db.session.remove()
    app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY"]]
    app.config["SECRET_KEY"] = "a new key of this site " * 2
    assert type_in(app.test_client(), code).status_code == 303
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert type_in(app.test_client(), code).status_code == 422


def test_a_link_from_before_there_were_slips_still_works(app, cast, code):
    token = "x_-" + "A" * 40

    @action
    def as_it_was():
        db.session.query(Invitation).one().token_hash = hashed(token)

    with app.app_context():
        as_it_was()
        db.session.remove()
    client = app.test_client()
    assert "Nguyễn Thị Thu Lan" in client.get(f"/invitations/{token}", follow_redirects=True).text
    assert client.post(f"/vao/{token}", data={"password": NEW}).status_code == 303
    assert app.test_client().get(f"/invitations/{token}", follow_redirects=True).status_code == 404


def test_a_slip_says_all_that_its_person_needs(as_, cast):
    text = as_(cast.hoa).post(f"/people/{cast.lan.id}/invitation").text
    code = re.search(r'class="slip-code">([^<]+)<', text)[1]
    assert "<svg" in text and "localhost/vao" in text and "0950 000 001" in text and "17/8/2025 09:00" in text
    message = re.search(r"<textarea[^>]*>([^<]+)<", text)[1]
    for word in ("Xin chào Nguyễn Thị Thu Lan", f"http://localhost/vao/{code}", "0950000001", "17/8/2025 09:00"):
        assert word in message
    assert re.search(r'<button[^>]*hidden[^>]*data-share="', text), "hidden where nothing can be shared"


def test_slips_for_a_whole_team_and_for_who_has_none(app, as_, cast):
    client = as_(cast.hoa)
    page = client.get(f"/people/invitations?team={cast.team1.id}").text
    shown = re.findall(r'name="shown" value="(\d+)"', page)
    assert {int(one) for one in shown} == {cast.lan.id, cast.minh.id}
    assert "Làm phiếu cho tất cả 2 người" in page
    answer = client.post(f"/people/invitations?team={cast.team1.id}", data={"all": "1", "shown": shown})
    assert len(_codes(answer)) == 2
    rest = client.get("/people/invitations").text
    assert "Lê Thanh Bình" in rest and "Thu Lan" not in rest, "who has a slip is not asked for again"
    assert "Thu Lan" in client.get("/people/invitations?show=never_in").text
    assert "không còn ai chờ" in client.get(f"/people/invitations?team={cast.team1.id}").text.lower()


def test_who_has_a_password_or_an_open_slip_is_not_in_the_list(app, as_, cast, at):
    @action
    def prepare():
        db.session.get(User, cast.binh.id).password_hash = HASH

    with app.app_context():
        prepare()
        invite(db.session.get(User, cast.minh.id), None, as_held(cast), cast.cua_nam.id)
        db.session.remove()
    text = as_(cast.hoa).get("/people/invitations").text
    assert "Lê Thanh Bình" not in text and "Trần Văn Minh" not in text and "Thu Lan" in text
    with at("2025-08-17T09:01"):
        assert "Trần Văn Minh" in as_(cast.hoa).get("/people/invitations").text, "it has run out"


def as_held(cast):
    from app.core.policy import Held, Role

    return (Held(Role.ADMINISTRATOR),)


def test_an_empty_ward_is_not_told_that_everybody_has_chosen(app, as_, cast):
    from app.people.models import Grant

    @action
    def empty():
        db.session.query(Grant).filter(Grant.ward_id == cast.cua_nam.id, Grant.user_id != cast.hoa.id).delete()
        db.session.query(Grant).filter(Grant.ward_id == cast.cua_nam.id, Grant.role == "volunteer").delete()
        db.session.get(User, cast.hoa.id).password_hash = HASH

    with app.app_context():
        empty()
        db.session.remove()
    text = as_(cast.hoa).get("/people/invitations").text
    assert "Mọi người ở đây đều đã" not in text and "Hãy nhập danh sách tình nguyện viên trước" in text
