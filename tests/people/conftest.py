"""Helpers for the tests of people: passwords, captured cookies, the front door."""

import pytest

from app.core.db import action, db
from app.people.models import User
from app.people.passwords import hash_password

PASSWORD = "gõ cửa từng nhà"
HASH = hash_password(PASSWORD)


@action
def _give(user_id):
    user = db.session.get(User, user_id)
    user.password_hash = HASH
    return user.phone


def let_in(app, person) -> str:
    """Lets them sign in with PASSWORD; returns their phone number."""
    with app.app_context():
        phone = _give(person.id)
        db.session.remove()
    return phone


@pytest.fixture
def give_password(app):
    """``give_password(cast.lan)``: lets them sign in with PASSWORD; returns their phone number."""
    return lambda person: let_in(app, person)


@pytest.fixture
def enter(app):
    """``enter(client, login, password, address=...)`` posts the sign-in form."""

    def post(client, login, password=PASSWORD, address="192.0.2.1", **more):
        data = {"login": login, "password": password, **more}
        return client.post("/sign-in", data=data, environ_overrides={"REMOTE_ADDR": address})

    return post


@pytest.fixture
def copy_of(app):
    """A second browser that holds a captured copy of the client's cookies."""

    def copy(client):
        other = app.test_client()
        for cookie in client._cookies.values():
            other.set_cookie(cookie.key, cookie.value, path=cookie.path)
        return other

    return copy


@pytest.fixture
def verb(app):
    """``verb(lambda: actions.close_account(...))`` runs in a context of its own."""

    def run(call):
        with app.app_context():
            try:
                return call()
            finally:
                db.session.remove()

    return run
