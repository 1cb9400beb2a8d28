"""What apps share is code only: what one of them adds or changes the next does not have."""

import pytest
from flask import Flask, render_template, url_for
from sqlalchemy import select

from app.core.db import db
from app.people.models import User


def small(text, folder, **defaults):
    app = Flask(__name__, template_folder=folder)
    (folder / "page.html").write_text(text)
    app.add_url_rule("/of/<kind>", "of", lambda kind: render_template("page.html"), defaults=defaults or None)
    app.add_url_rule("/day/<int:day>", "day", lambda day: str(day))
    return app


def test_rules_that_read_alike_build_and_match_as_each_app_says(tmp_path):
    one, other = small("one", tmp_path), small("other", tmp_path)
    one.add_url_rule("/more/<int:n>", "more", lambda n: str(n))
    with one.test_request_context(), pytest.raises(ValueError, match="invalid literal"):
        url_for("day", day="x")
    with other.test_request_context():
        assert url_for("day", day=3, q="ơ") == "/day/3?q=%C6%A1"
        assert url_for("of", kind="a b") == "/of/a%20b"
    assert one.test_client().get("/more/1").text == "1"
    assert other.test_client().get("/more/1").status_code == 404
    assert other.test_client().get("/day/x").status_code == 404
    assert small("third", tmp_path, kind="all").test_client().get("/of/all").status_code == 200


def test_a_rule_that_comes_later_is_of_its_own_app_only(tmp_path):
    one, other = small("one", tmp_path), small("other", tmp_path)
    for app in (one, other):
        with app.test_request_context():
            assert url_for("day", day=3) == "/day/3"
    assert one.url_map._matcher is other.url_map._matcher
    one.add_url_rule("/more/<int:n>", "more", lambda n: str(n))
    assert one.test_client().get("/more/1").text == "1"
    assert one.test_client().get("/day/7").text == "7"
    assert other.test_client().get("/more/1").status_code == 404
    assert {rule.endpoint for rule in other.url_map.iter_rules()} == {"static", "of", "day"}


def test_a_template_that_reads_otherwise_is_compiled_anew(tmp_path):
    for text in ("one", "other"):
        assert small(text, tmp_path).test_client().get("/of/x").text == text


def test_a_shared_statement_reads_the_database_of_its_own_app(app, cast, another_site):
    def people(site):
        with site.app_context():
            found = db.session.scalars(select(User.name).where(User.id == cast.lan.id)).all()
            db.session.remove()
            return found

    other = another_site(DEMO=False)
    assert people(app) == people(other) == [cast.lan.name]
    with app.app_context():
        db.session.get(User, cast.lan.id).name = "Người Khác"
        db.session.commit()
        db.session.remove()
    assert people(other) == ["Người Khác"]
