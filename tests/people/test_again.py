"""Signing in afresh: what weighs most asks for the password once more."""

import pytest

from app.audit.models import Entry
from app.config import DEMO_PASSWORD
from app.core.db import db
from app.people.models import SignIn
from app.people.rules import PROOF_LIFE
from app.people.sign_in import hashed
from tests.people.conftest import PASSWORD
from tests.people.test_door import OFF_SITE


@pytest.fixture
def leader(as_, cast, give_password):
    give_password(cast.son)
    return as_(cast.son)


def again(client, password=PASSWORD, to="/awards", **more):
    return client.post("/sign-in/again", data={"own_password": password, "next": to}, **more)


def proof_of(app, client):
    with client.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        found = db.session.query(SignIn.proved_at).filter_by(token_hash=hashed(token)).scalar()
        db.session.remove()
    return found


def test_a_fresh_session_has_proved_nothing(app, leader):
    assert proof_of(app, leader) is None
    shown = leader.get("/sign-in/again?next=/awards/decision")
    assert shown.status_code == 200 and "Xác nhận lại mật khẩu" in shown.text
    assert 'value="/awards/decision"' in shown.text
    assert DEMO_PASSWORD not in shown.text


def test_the_right_password_counts_for_ten_minutes_on_this_device(app, leader, as_, cast, at):
    assert again(leader, "no").status_code == 422
    assert "không phải mật khẩu của bạn" in again(leader, "no").text and proof_of(app, leader) is None
    answer = again(leader)
    assert (answer.status_code, answer.location) == (303, "/awards")
    assert leader.get("/sign-in/again?next=/shifts").location == "/shifts", "it counts already"
    assert proof_of(app, as_(cast.son)) is None
    with at("2025-08-14T09:09:59"):
        assert leader.get("/sign-in/again").status_code == 303
    with at("2025-08-14T09:10:00"):
        assert PROOF_LIFE.seconds == 600 and leader.get("/sign-in/again").status_code == 200


def test_it_is_told_in_the_trail(app, leader, cast):
    again(leader, "no")
    again(leader)
    with app.app_context():
        told = [row.action for row in db.session.query(Entry.action).filter(Entry.subject_id == cast.son.id)]
        db.session.remove()
    assert told[-2:] == ["session.refused", "session.proved"]


def test_nobody_is_sent_off_the_site(app, leader, as_, cast, give_password):
    for target in OFF_SITE:
        assert again(as_(cast.son), to=target).location == "/", target
        assert f'value="{target}"' not in as_(cast.son).get("/sign-in/again", query_string={"next": "//x.y"}).text


def test_guesses_are_slowed_and_the_account_stays_open_elsewhere(app, leader, enter):
    seen = [again(leader, f"guess {n}").status_code for n in range(9)]
    assert seen == [422] * 8 + [429]
    assert again(leader).status_code == 429, "the right one is not tried either"
    assert enter(app.test_client(), "0950000006").status_code in (303, 422), "the door has a count of its own"


def test_strangers_are_asked_to_sign_in(anonymous):
    assert anonymous.get("/sign-in/again").status_code == 303
    assert "/sign-in" in again(anonymous).location


def test_whoever_has_no_password_proves_nothing(as_, cast):
    assert again(as_(cast.hoa), "").status_code == 422
    assert again(as_(cast.hoa), "x").status_code == 422


def test_the_demo_tells_its_password(app, leader):
    app.config["DEMO"] = True
    assert DEMO_PASSWORD in leader.get("/sign-in/again").text
