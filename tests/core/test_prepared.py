"""Statements that are composed and compiled once, on both databases."""

from sqlalchemy import bindparam, event, select
from sqlalchemy.sql.compiler import SQLCompiler

from app.core.db import db
from app.core.prepared import Prepared
from app.signups.models import LEFT, SEATED, SignUp
from app.warm import warm_up


def compilations(monkeypatch) -> list:
    made, compile_ = [], SQLCompiler.__init__

    def counted(self, *args, **more):
        made.append(args[1])
        compile_(self, *args, **more)

    monkeypatch.setattr(SQLCompiler, "__init__", counted)
    return made


def test_compiled_once_however_often_it_runs(app, monkeypatch):
    made = compilations(monkeypatch)
    with app.app_context():
        one = Prepared(select(SignUp.id).where(SignUp.user_id == bindparam("user")))
        for user in range(3):
            assert one({"user": user}).all() == []
    assert len(made) == 1


def test_words_stand_in_the_statement(app):
    with app.app_context():
        text = str(select(SignUp.id).where(SignUp.state != LEFT, SignUp.state.in_([SEATED])).compile(db.engine))
        # What is no plain word is still a value.
        odd = select(SignUp.id).where(SignUp.state == "'; DROP TABLE sign_ups --").compile(db.engine)
    assert "state != 'left'" in text
    assert "IN ('seated')" in text
    assert "DROP" not in str(odd)


def test_a_warm_server_compiles_nothing_for_the_first_who_looks(app, monkeypatch):
    """And leaves no connection open, which a fork would share."""
    closed = []
    with app.app_context():
        event.listen(db.engine, "close", lambda *_: closed.append(1))
        opened = []
        event.listen(db.engine, "connect", lambda *_: opened.append(1))
    warm_up(app)
    assert len(opened) == len(closed) == 1
    made = compilations(monkeypatch)
    warm_up(app)
    assert made == []
