"""Roles that decide in tests: asked for, agreed to, and slips that are used."""

import re

import pytest

from app.core.db import db
from app.people.models import Grant, User
from app.powers.models import RoleRequest

NEW = "trâu ăn cỏ non đồng xa"


@pytest.fixture
def asked(as_, cast, app):
    """``asked("council_member", cast.lan, by=cast.an)``: the id of the request that An (or ``by``) has made."""

    def ask(role, person=None, by=None):
        person, by = person or cast.lan, by or cast.an
        answer = as_(by, cast.campaign.id).post(f"/people/{person.id}/roles/request", data={"power": role})
        assert answer.status_code == 303, answer.text
        with app.app_context():
            found = db.session.query(RoleRequest.id).order_by(RoleRequest.id.desc()).first()[0]
            db.session.remove()
        return found

    return ask


@pytest.fixture
def roles(app):
    """``roles(cast.lan)``: the roles of somebody that have not ended."""

    def read(person):
        with app.app_context():
            rows = db.session.query(Grant.role).filter_by(user_id=person.id, ends_on=None).order_by(Grant.id)
            found = [row.role for row in rows]
            db.session.remove()
        return found

    return read


@pytest.fixture
def use_slip(app, as_, cast):
    """``use_slip(cast.an, cast.son)``: An makes a slip for Sơn, and whoever holds it sets a password with it; the
    browser that is signed in now."""

    def use(issuer, person):
        made = as_(issuer, cast.campaign.id).post(f"/people/{person.id}/invitation")
        assert made.status_code == 200, made.text
        path = re.search(r"http://localhost(/vao/[\w-]+)", made.text)[1]
        client = app.test_client()
        assert client.post(path, data={"password": NEW}).status_code == 303
        return client

    return use


@pytest.fixture
def told(app):
    """``told(cast.hoa)``: the kinds of messages that somebody has, in their order."""

    def read(person):
        from app.messages.models import Message

        with app.app_context():
            rows = db.session.query(Message.kind).filter_by(user_id=person.id).order_by(Message.id)
            found = [row.kind for row in rows]
            db.session.remove()
        return found

    return read


def the_user(person) -> User:
    return db.session.get(User, person.id)
