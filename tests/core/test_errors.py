"""What a person sees when something is refused or breaks."""

import io
import re

import pytest
from sqlalchemy import text

from app.core.db import db
from app.core.policy import public


@pytest.fixture
def guarded(another_site):
    """The site with the check of tokens switched on."""
    return another_site(WTF_CSRF_ENABLED=True)


def test_a_missing_page_says_so_in_vietnamese_and_in_english(anonymous):
    answer = anonymous.get("/nowhere")
    assert answer.status_code == 404
    assert "Ở đây không có gì" in answer.text
    anonymous.set_cookie("lang", "en")
    assert "There is nothing here" in anonymous.get("/nowhere").text


def test_a_part_gets_a_toast_and_no_page(anonymous, part):
    answer = anonymous.get("/nowhere", headers=part("x"))
    assert answer.status_code == 404
    assert 'hx-swap-oob="beforeend:#toasts"' in answer.text
    assert "<html" not in answer.text


def test_a_post_without_token_is_told_what_to_do(guarded):
    for data in ({}, {"csrf_token": "forged"}):
        answer = guarded.test_client().post("/sign-in", data={"login": "x", "password": "y", **data})
        assert answer.status_code == 400
        assert "Biểu mẫu đã quá cũ" in answer.text


def test_anothers_token_does_not_fit(guarded):
    token = re.search(r'csrf_token" value="([^"]+)"', guarded.test_client().get("/sign-in").text)[1]
    assert guarded.test_client().post("/sign-in", data={"csrf_token": token}).status_code == 400
    assert guarded.test_client().post("/sign-in", headers={"X-CSRFToken": token}).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"login": "x" * 300_000, "password": "y"}},
        {"data": b"x" * 300_000, "content_type": "application/x-www-form-urlencoded"},
        {"data": {"file": b"x" * 300_000}, "content_type": "multipart/form-data"},
        {"data": "&".join(f"a{n}=1" for n in range(200_000)), "content_type": "application/x-www-form-urlencoded"},
    ],
)
@pytest.mark.parametrize("tokens", [True, False])
def test_a_large_body_is_refused(another_site, tokens, body):
    app = another_site(WTF_CSRF_ENABLED=tokens)
    if isinstance(body["data"], dict) and "file" in body["data"]:
        body = {**body, "data": {"file": (io.BytesIO(body["data"]["file"]), "a.bin")}}
    answer = app.test_client().post("/sign-in", **body)
    assert answer.status_code == 413
    assert "quá lớn" in answer.text


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=", "application/json", "text/plain", "", "x" * 500],
)
def test_a_strange_body_is_no_fault_of_ours(anonymous, content_type):
    answer = anonymous.post("/sign-in", data=b"\x00\xff--x\r\n", content_type=content_type)
    assert answer.status_code in (400, 413, 415, 422)


def test_a_wrong_method_names_the_right_ones(anonymous):
    answer = anonymous.get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "nút trên trang" in answer.text


def _breaking(app, error):
    @public
    def view():
        raise error

    app.add_url_rule("/break", "break", view)


def test_what_breaks_is_told_with_a_number_and_without_its_inside(app, caplog):
    _breaking(app, RuntimeError("a secret inside"))
    answer = app.test_client().get("/break")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "Traceback" not in answer.text
    reference = caplog.records[-1].args[0]
    assert reference in answer.text
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_broken_database_still_gets_an_honest_answer(app, monkeypatch):
    """Even the page of an error asks the database who is there; without it a line of text must do."""
    with app.app_context():
        db.session.execute(
            text("DROP TABLE sign_ins" if db.engine.dialect.name == "sqlite" else "DROP TABLE sign_ins CASCADE")
        )
        db.session.commit()
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "any"
    for url in ("/", "/nowhere"):
        answer = client.get(url)
        assert answer.status_code in (404, 500)
        assert answer.mimetype == "text/plain"
        assert "sign_ins" not in answer.text


def test_values_that_no_column_takes_are_a_wrong_request(app):
    @public
    def view():
        db.session.execute(text("SELECT :n"), {"n": 2**80})
        db.session.execute(text("SELECT CAST(:n AS integer)"), {"n": 2**40 if app.config["TESTING"] else 1})
        return "stored"

    app.add_url_rule("/huge", "huge", view)
    assert app.test_client().get("/huge").status_code in (200, 400)


def test_what_two_did_at_once_is_told_to_the_second(app):
    """The loser of a race that no rule foresaw hears that somebody was quicker, and nothing is written."""

    @public
    def view():
        db.session.execute(text("INSERT INTO throttles (key, \"window\", tries) VALUES ('x', '2025-08-14', 1)"))
        db.session.execute(text("INSERT INTO throttles (key, \"window\", tries) VALUES ('x', '2025-08-14', 1)"))
        db.session.commit()
        return "stored"

    app.add_url_rule("/twice", "twice", view)
    answer = app.test_client().get("/twice")
    assert answer.status_code == 409
    assert "đã làm trước" in answer.text
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM throttles WHERE key = 'x'")) == 0


def test_errors_in_the_log_never_show_values(app, caplog):
    phone = "0950000" + str(1).zfill(3)

    @public
    def view():
        db.session.execute(text("SELECT * FROM nowhere WHERE phone = :p"), {"p": phone})

    app.add_url_rule("/leak", "leak", view)
    app.test_client().get("/leak")
    assert "nowhere" in caplog.text
    assert phone not in caplog.text
