"""Guessing is slowed, on all processes together, without locking the owner out."""

import pytest

from app.core.clock import LOCAL, now
from app.core.db import db
from app.core.reasons import Refused
from app.people.actions import add_person, door
from app.people.places import place_of
from app.people.rules import WINDOW
from tests.conftest import on_sqlite
from tests.people.conftest import HASH, let_in


@pytest.fixture
def guesses(monkeypatch):
    """Counts the guesses that reach a password; argon2 is left out, since its time is not what is tested."""
    tried = []

    def matches(password_hash, password):
        tried.append(password)
        return password_hash is not None and password == "gõ cửa từng nhà"

    monkeypatch.setattr(door, "matches", matches)
    return tried


def test_of_many_guesses_at_most_twenty_are_tried(app, another_site, cast, give_password, enter, guesses):
    """Two hundred from forty addresses, in two processes that share nothing but the database."""
    login, second = give_password(cast.lan), another_site()
    for each, address in ((app, "198.51.100"), (second, "203.0.113")):
        with each.app_context():
            for n in range(100):
                with pytest.raises(Refused):
                    door.sign_in(login, f"guess {n}", f"{address}.{n % 20}", lambda user_id: False)
            db.session.remove()
    assert len(guesses) <= 20
    answer = enter(second.test_client(), login, address="192.0.2.99")
    assert answer.status_code == 429, "the right password is not tried either"


def test_one_address_alone_cannot_lock_the_account_for_others(app, cast, give_password, enter, guesses):
    login = give_password(cast.lan)
    for n in range(60):
        enter(app.test_client(), login, f"guess {n}", address="198.51.100.1")
    assert len(guesses) <= 4
    assert enter(app.test_client(), login, address="203.0.113.1").status_code == 303


@pytest.mark.parametrize("address", ["203.0.113.1", "198.51.100.1"])
def test_the_owner_gets_in_from_a_known_browser_meanwhile(app, cast, give_password, enter, guesses, address):
    """Even from the guesser's own address, as behind a carrier's."""
    login, own = give_password(cast.lan), app.test_client()
    assert enter(own, login, address=address).status_code == 303
    own.post("/sign-out")
    for n in range(90):
        enter(app.test_client(), login, f"guess {n}", address=f"198.51.{100 + n % 15}.1")
    assert enter(app.test_client(), login, address="192.0.2.77").status_code == 429
    assert enter(own, login, address=address).status_code == 303


def test_a_known_browser_is_slowed_as_well(app, cast, give_password, enter, guesses):
    login, own = give_password(cast.lan), app.test_client()
    enter(own, login)
    own.post("/sign-out")
    guesses.clear()
    for n in range(50):
        enter(own, login, f"guess {n}")
    assert len(guesses) == 8


def test_a_known_browser_is_known_to_its_own_account_only(app, cast, give_password, enter, guesses):
    """Dũng can't use his own sign-in to get a fresh share of guesses on Lan's account."""
    lan, dung = give_password(cast.lan), give_password(cast.dung)
    thief = app.test_client()
    enter(thief, dung)
    thief.post("/sign-out")
    guesses.clear()
    for n in range(50):
        enter(thief, lan, f"guess {n}")
    assert len(guesses) == 4


@on_sqlite
def test_sixty_people_behind_one_address_get_in(app, cast, enter, guesses):
    with app.app_context():
        for n in range(60):
            add_person(f"Người {n}", by=None, phone=f"09700000{n:02d}", password_hash=HASH)
        db.session.remove()
    logins = [f"09700000{n:02d}" for n in range(60)]
    client = app.test_client()
    for login in logins:
        assert enter(client, login, "mistyped", address="100.64.0.1").status_code == 422
    for login in logins:
        assert enter(client, login, address="100.64.0.1").status_code == 303


@on_sqlite
def test_one_address_is_slowed_over_all_accounts(app, cast, enter, guesses):
    for n in range(130):
        enter(app.test_client(), f"09800{n:05d}", "mistyped", address="198.51.100.1")
    assert len(guesses) == 90


def _known_at(app, cast, enter, address, people) -> list[str]:
    """Their logins, once each has signed in there with a browser that is gone."""
    logins = [let_in(app, one) for one in people]
    for login in logins:
        assert enter(app.test_client(), login, address=address).status_code == 303
    return logins


@on_sqlite
def test_a_script_behind_a_carriers_address_keeps_nobody_out_who_is_known_there(app, cast, enter, guesses):
    """And it gets as many tries as before there was a share for them: 120 from an address, 10 at an account."""
    people = (cast.lan, cast.minh, cast.binh, cast.hoa)
    logins = _known_at(app, cast, enter, "100.64.0.1", people)
    guesses.clear()
    for n in range(200):
        enter(app.test_client(), f"09800{n:05d}", "mistyped", address="100.64.0.1")
    assert len(guesses) == 90
    for login in logins:
        assert enter(app.test_client(), login, "mistyped", address="100.64.0.1").status_code == 429
        assert enter(app.test_client(), login, address="100.64.0.1").status_code == 303
    stranger = let_in(app, cast.son)
    assert enter(app.test_client(), stranger, address="100.64.0.1").status_code == 429
    guesses.clear()
    for n in range(60):
        for login in logins:
            enter(app.test_client(), login, f"guess {n}", address="100.64.0.1")
    assert len(guesses) <= 30, "which makes 120 with the others"


@on_sqlite
def test_three_addresses_keep_no_owner_out_at_home_and_get_ten_tries(app, cast, enter, guesses):
    """The same block of addresses is home; of the next day too, and not to another account."""
    (login,) = _known_at(app, cast, enter, "203.0.113.7", [cast.lan])
    guesses.clear()
    for n in range(60):
        enter(app.test_client(), login, f"guess {n}", address=f"198.51.{n % 3}.1")
    assert len(guesses) == 6
    assert enter(app.test_client(), login, address="203.0.113.99").status_code == 303
    assert enter(app.test_client(), login, address="192.0.2.1").status_code == 429, "nowhere near home"
    for n in range(60):
        enter(app.test_client(), login, f"guess {n}", address="203.0.113.7")
    assert len([one for one in guesses if one.startswith("guess")]) == 10
    other = let_in(app, cast.minh)
    for n in range(60):
        enter(app.test_client(), other, f"guess {n}", address="203.0.113.7")
    assert len([one for one in guesses if one.startswith("guess")]) == 14


def test_a_place_is_forgotten_after_three_months(app, cast, enter, guesses, at):
    (login,) = _known_at(app, cast, enter, "203.0.113.7", [cast.lan])
    for day, answer in (("2025-11-11", 303), ("2026-02-20", 429)):
        with at(f"{day}T09:00:00"):
            for n in range(60):
                enter(app.test_client(), login, f"guess {n}", address=f"198.51.{n % 3}.1")
            assert enter(app.test_client(), login, address="203.0.113.7").status_code == answer


def test_what_is_no_address_is_no_place(app):
    with app.app_context():
        assert place_of("") == place_of("unix:") == ""
        assert place_of("203.0.113.7") == place_of("203.0.113.250") != place_of("203.0.114.7")
        assert place_of("2001:db8:1:2::1") == place_of("2001:db8:1:2:ffff::9") != place_of("2001:db8:2::1")


def test_the_next_window_opens_again(app, at, cast, give_password, enter, guesses):
    login, client = give_password(cast.lan), app.test_client()
    for n in range(7):
        answer = enter(client, login, f"guess {n}")
    assert answer.status_code == 429
    later = (now() + WINDOW).astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M:%S")
    with at(later):
        assert enter(client, login).status_code == 303


def test_changing_a_password_is_slowed_too(as_, cast, give_password):
    give_password(cast.lan)
    client = as_(cast.lan)
    data = {"old": "not this one", "password": "một câu khác hẳn"}
    seen = [client.post("/me/password", data=data).status_code for _ in range(9)]
    assert seen == [422] * 8 + [429]
