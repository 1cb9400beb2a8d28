"""Signing in and out, as a browser and as an attacker."""

import re

import pytest

from app.audit.models import Entry
from app.core.db import db
from tests.people.conftest import PASSWORD

OFF_SITE = [
    "https://evil.example/",
    "http://evil.example",
    "HTTPS://evil.example",
    "//evil.example/",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "https:evil.example",
    "https:/evil.example",
    "/\x00/evil.example",
    "/%5c%5cevil.example\\",
    "/ /evil.example",
    "?next=//evil.example",
    "/" + "x" * 600,
]


def test_nobody_is_sent_off_the_site(app, cast, give_password, enter):
    login = give_password(cast.lan)
    assert len(OFF_SITE) == 25
    for target in OFF_SITE:
        answer = enter(app.test_client(), login, next=target)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/"), target


@pytest.mark.parametrize("target", ["/shifts", "/ranking?board=1&x=//y", "/logs?day=2025-08-14"])
def test_one_goes_on_to_the_page_one_asked_for(app, cast, give_password, enter, target):
    client = app.test_client()
    to_door = client.get(target)
    assert to_door.status_code == 303
    shown = client.get(to_door.headers["Location"]).text
    hidden = re.search(r'name="next"[^>]*value="([^"]*)"', shown)[1].replace("&amp;", "&")
    assert hidden == target
    answer = enter(client, give_password(cast.lan), next=hidden)
    assert answer.headers["Location"] == target


def test_the_way_on_survives_odd_letters(app, cast, give_password, enter):
    answer = app.test_client().post(
        "/sign-in",
        data={"login": give_password(cast.lan), "password": PASSWORD, "next": "/người?x=ế"},
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].isascii()


@pytest.mark.parametrize("written", ["0950000001", "0950 000 001", "+84 950 000 001", "84950000001", "0950.000.001"])
def test_a_phone_number_in_any_usual_writing(app, cast, give_password, enter, written):
    give_password(cast.lan)
    assert enter(app.test_client(), written).status_code == 303


@pytest.mark.parametrize(
    "login", ["", "x" * 300, "0950\x00000001", "'; DROP TABLE users; --", "0950000001\n", "🙂" * 200]
)
def test_odd_logins_are_answered(app, cast, give_password, enter, login):
    give_password(cast.lan)
    assert enter(app.test_client(), login, "wrong password").status_code in (400, 422)


def test_known_and_unknown_logins_answer_alike(app, cast, give_password, enter, monkeypatch):
    from app.people.actions import door

    looked = []
    monkeypatch.setattr(door, "matches", lambda h, p, real=door.matches: looked.append(h is None) or real(h, p))
    known, unknown, invited = give_password(cast.lan), "0987654321", "0950000002"
    answers = [enter(app.test_client(), login, "wrong password") for login in (known, unknown, invited)]
    bodies = {
        re.sub(r'(csrf_token" value=|X-CSRFToken": )"[^"]*"', "", a.text.replace(login, "LOGIN"))
        for a, login in zip(answers, (known, unknown, invited), strict=True)
    }
    assert [a.status_code for a in answers] == [422] * 3
    assert len(bodies) == 1
    assert looked == [False, True, True], "argon2 runs for unknown logins as well"


def test_once_throttled_they_answer_alike_too(app, cast, give_password, enter):
    """Neither the count nor another way of writing the number tells an account from none."""

    def seen(first, second):
        client = app.test_client()
        return [enter(client, first, "wrong password").status_code for _ in range(4)] + [
            enter(client, second, "wrong password").status_code
        ]

    known = give_password(cast.lan)
    assert seen(known, "+84" + known[1:]) == seen("0987654321", "+84987654321") == [422] * 4 + [429]


def test_who_signed_in_from_there_before_is_answered_like_anybody(app, cast, give_password, enter):
    """Neither by how many tries there are, nor once the address had its share."""
    known = give_password(cast.lan)
    assert enter(app.test_client(), known).status_code == 303

    def seen(login):
        return [enter(app.test_client(), login, "wrong password").status_code for _ in range(6)]

    assert seen(known) == seen("0987654321") == [422] * 4 + [429] * 2
    other = give_password(cast.minh)
    assert enter(app.test_client(), other).status_code == 303
    for n in range(100):
        enter(app.test_client(), f"09800{n:05d}", "wrong password")
    assert seen(other) == seen("0987654322") == [429] * 6
    assert enter(app.test_client(), other).status_code == 429, "its own share is used up as well by now"


def test_the_cookie_holds_nothing_personal(app, cast, give_password, enter):
    client = app.test_client()
    enter(client, give_password(cast.lan))
    with client.session_transaction() as session:
        kept = dict(session)
    assert set(kept) <= {"_user_id", "_fresh", "_permanent", "csrf_token", "_flashes"}
    assert len(kept["_user_id"]) >= 43, "a random token, no id"


def test_signing_in_changes_the_session(app, cast, give_password, enter):
    client = app.test_client()
    enter(client, give_password(cast.lan))
    with client.session_transaction() as session:
        first = session["_user_id"]
        session["planted"] = "by somebody else"
    enter(client, "0950000001")
    with client.session_transaction() as session:
        assert session["_user_id"] != first
        assert "planted" not in session


def test_signing_out_works_without_scripts(as_, cast):
    client = as_(cast.lan)
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/").status_code == 303
    assert client.post("/sign-out").status_code == 303, "twice does no harm"


def test_sign_in_writes_the_trail_without_names(app, cast, give_password, enter):
    enter(app.test_client(), give_password(cast.lan))
    enter(app.test_client(), "0950000001", "wrong password")
    enter(app.test_client(), "0987654321", "wrong password")
    with app.app_context():
        entries = db.session.query(Entry).filter(Entry.subject == "session").order_by(Entry.id).all()
        told = [(e.action, e.subject_id, e.ward_id) for e in entries]
    assert told == [
        ("session.started", cast.lan.id, cast.cua_nam.id),
        ("session.refused", cast.lan.id, None),
        ("session.refused", None, None),
    ]
    assert not any("0950000001" in e.after + e.before + e.reason for e in entries)


def test_whoever_is_in_is_led_on(as_, cast):
    assert as_(cast.lan).get("/sign-in").status_code == 303


def test_the_demos_door_is_shut_elsewhere(anonymous, cast, give_password):
    give_password(cast.lan)
    assert anonymous.post("/sign-in/demo", data={"person": cast.lan.id}).status_code == 404
    assert "sign-in/demo" not in anonymous.get("/sign-in").text


def test_the_demo_lets_its_people_in_with_one_tap(app, cast, give_password):
    give_password(cast.lan)
    app.config["DEMO"] = True
    client = app.test_client()
    assert "Nguyễn Thị Thu Lan" in client.get("/sign-in").text
    assert "Trần Văn Minh" not in client.get("/sign-in").text, "Minh has no password"
    assert client.post("/sign-in/demo", data={"person": cast.minh.id}).status_code == 404
    assert client.post("/sign-in/demo", data={"person": "x"}).status_code == 404
    assert client.post("/sign-in/demo", data={"person": cast.lan.id}).status_code == 303
    assert "phường Cửa Nam" in client.get("/").text


def test_sign_in_takes_few_statements(app, cast, give_password, enter, count_sql):
    login, client = give_password(cast.lan), app.test_client()
    with count_sql() as statements:
        assert enter(client, login).status_code == 303
    assert len(statements) <= 7, "\n".join(statements)
    with count_sql() as statements:
        app.test_client().get("/sign-in")
    assert len(statements) <= 1


@pytest.mark.parametrize(
    ("referrer", "to"),
    [
        ("http://localhost/sign-in?next=/shifts", "/sign-in?next=/shifts"),
        ("http://localhost/me/password", "/"),
        ("http://localhost/nowhere/at/all", "/"),
        ("http://localhost.evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("http://localhost//evil.example", "/"),
        ("", "/"),
    ],
)
def test_the_choice_of_language_comes_back_to_the_page(anonymous, referrer, to):
    answer = anonymous.post("/language", data={"lang": "en"}, headers={"Referer": referrer})
    assert (answer.status_code, answer.headers["Location"]) == (303, to)
    assert "Sign in" in anonymous.get("/sign-in").text


def test_an_unknown_language_is_refused(anonymous):
    for lang in ("", "xx", "../vi", "vi\x00"):
        assert anonymous.post("/language", data={"lang": lang}).status_code == 400
    anonymous.set_cookie("lang", "../../etc")
    assert "Đăng nhập" in anonymous.get("/sign-in").text


def test_the_language_is_remembered_with_the_person(app, as_, cast):
    as_(cast.lan).post("/language", data={"lang": "en"})
    assert "My account" in as_(cast.lan).get("/me").text
