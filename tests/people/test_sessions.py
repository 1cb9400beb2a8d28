"""A captured cookie is worth nothing once its session has ended; roles count from the very next request."""

from datetime import timedelta

import pytest

from app.core.clock import at as clock_at
from app.core.db import db
from app.core.policy import Held, Role
from app.people import actions
from app.people.models import Grant, SignIn, User
from tests.cast import MORNING
from tests.people.conftest import PASSWORD

OWN = (Held(Role.ADMINISTRATOR),)
NEW = "một câu khác hẳn"


@pytest.fixture
def captured(app, as_, cast, copy_of, give_password):
    """(Lan's browser, a thief's copy of its cookies), both let in."""
    give_password(cast.lan)
    client = as_(cast.lan)
    thief = copy_of(client)
    assert thief.get("/").status_code == 200
    return client, thief


def in_(client) -> bool:
    answer = client.get("/")
    assert answer.status_code in (200, 303)
    return answer.status_code == 200


def test_signing_out_ends_it(captured):
    client, thief = captured
    client.post("/sign-out")
    assert not in_(thief)


def test_a_new_password_ends_it_elsewhere_and_not_here(captured):
    client, thief = captured
    other = thief
    answer = client.post("/me/password", data={"old": PASSWORD, "password": NEW})
    assert answer.status_code == 303
    assert in_(client), "the browser at hand stays in: the cookie it holds is the one that was copied"
    client.post("/sign-out")
    assert not in_(other)


def test_a_new_password_ends_the_other_devices(captured, as_, cast):
    client, _ = captured
    second = as_(cast.lan)
    client.post("/me/password", data={"old": PASSWORD, "password": NEW})
    assert in_(client) and not in_(second)


def test_a_sign_in_link_ends_it(app, captured, cast, verb):
    _, thief = captured
    lan = verb(lambda: db.session.get(User, cast.lan.id))
    token = verb(lambda: actions.invite(lan, cast.hoa.id, (Held(Role.SECRETARY, cast.cua_nam.id),), cast.cua_nam.id))
    assert app.test_client().post(f"/vao/{token}", data={"password": NEW}).status_code == 303
    assert not in_(thief)


def test_closing_the_account_ends_it(app, captured, cast, verb):
    _, thief = captured
    verb(lambda: actions.close_account(db.session.get(User, cast.lan.id), cast.quan.id, OWN, cast.cua_nam.id))
    assert not in_(thief)
    verb(lambda: actions.open_account(db.session.get(User, cast.lan.id), cast.quan.id, OWN, cast.cua_nam.id))
    assert not in_(thief), "an opened account does not wake old sessions"


def test_signing_out_elsewhere_ends_it(captured, as_, cast):
    client, thief = captured
    third = as_(cast.lan)
    third.post("/me/sessions/end")
    assert in_(third) and not in_(thief) and not in_(client)


def test_lying_unused_ends_it(captured):
    _, thief = captured
    with clock_at(MORNING + timedelta(days=30, minutes=1)):
        assert not in_(thief)


def test_use_keeps_it_alive(captured):
    client, _ = captured
    for days in (20, 40, 60):
        with clock_at(MORNING + timedelta(days=days)):
            assert in_(client)


def test_a_role_counts_from_the_next_request(captured, cast, verb):
    client, _ = captured
    assert client.get("/people").status_code == 403
    grant = verb(
        lambda: actions.grant_role(db.session.get(User, cast.lan.id), Role.CLERK, by=None, ward_id=cast.cua_nam.id)
    )
    assert client.get("/people").status_code == 200
    verb(lambda: actions.end_role(db.session.get(Grant, grant.id), by=None))
    assert client.get("/people").status_code == 403


def test_a_sleeping_session_does_not_wake_up_with_more_power(captured, cast, verb):
    """Unused for a day is fine for a volunteer, not for a secretary."""
    client, _ = captured
    verb(
        lambda: actions.grant_role(
            db.session.get(User, cast.lan.id), Role.SECRETARY, by=None, ward_id=cast.cua_nam.id
        )
    )
    with clock_at(MORNING + timedelta(days=1)):
        assert not in_(client)


def test_only_the_hash_of_a_token_is_kept(app, captured):
    client, _ = captured
    with client.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        assert token not in [row.token_hash for row in db.session.query(SignIn)]


@pytest.mark.parametrize("token", ["", "x", "1", "é", "x" * 4000])
def test_a_forged_token_is_nobody(app, token):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    assert not in_(client)


def test_my_account_shows_devices_and_few_statements(as_, cast, give_password, count_sql):
    give_password(cast.lan)
    as_(cast.lan)
    client = as_(cast.lan)
    with count_sql() as statements:
        text = client.get("/me").text
    assert len(statements) <= 5, "\n".join(statements)
    assert "Đăng xuất khỏi các máy khác" in text
    assert "0950000001" in text
    client.post("/me/sessions/end")
    assert "Đăng xuất khỏi các máy khác" not in client.get("/me").text


def test_wrong_passwords_are_told_beside_their_field(as_, cast, give_password):
    give_password(cast.lan)
    client = as_(cast.lan)
    wrong = client.post("/me/password", data={"old": "x", "password": NEW})
    assert wrong.status_code == 422 and "không phải mật khẩu hiện tại" in wrong.text
    weak = client.post("/me/password", data={"old": PASSWORD, "password": "12345678"})
    assert weak.status_code == 422 and "quá nhiều người dùng" in weak.text


def test_consent_is_given_by_a_tick_and_taken_back(app, as_, cast):
    from app.people.models import Consent

    client = as_(cast.lan)
    box = 'name="board_name"'
    assert "checked" not in client.get("/me").text.split(box)[0].rpartition("<input")[2]
    for tick in ({"board_name": "y"}, {"board_name": "y"}, {}, {}, {"board_name": "y"}):
        assert client.post("/me/consent", data=tick).status_code == 303
    with app.app_context():
        rows = db.session.query(Consent).filter_by(user_id=cast.lan.id).order_by(Consent.id).all()
    assert [row.withdrawn_at is None for row in rows] == [False, True]
