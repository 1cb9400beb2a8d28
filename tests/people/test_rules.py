"""Who may touch whose account, passwords, windows: no database needed."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.policy import Held, Role
from app.people.rules import (
    IDLE_STAFF,
    IDLE_VOLUNTEER,
    LIMITS,
    WINDOW,
    InviteAnswer,
    PasswordAnswer,
    idle_limit,
    may_grant,
    may_invite,
    may_manage,
    may_use_password,
    minutes_left,
    roles_to_give,
    window_start,
)

HERE, THERE = 1, 2
EASY = {Role.VOLUNTEER, Role.TEAM_LEADER}


def held(role, ward=HERE):
    return (Held(role, ward, 7 if role in EASY else None),)


@pytest.mark.parametrize("issuer", Role)
@pytest.mark.parametrize("person", Role)
def test_nobody_gains_power_through_a_link(issuer, person):
    answer = may_invite(held(issuer), held(person), disabled=False, has_login=True)
    if issuer is Role.ADMINISTRATOR or (issuer is Role.SECRETARY and person in EASY):
        assert answer is InviteAnswer.YES
    else:
        assert answer is InviteAnswer.TOO_HIGH


@pytest.mark.parametrize("issuer", Role)
@pytest.mark.parametrize("person", Role)
def test_a_link_never_crosses_the_ward(issuer, person):
    answer = may_invite(held(issuer), held(person, THERE), disabled=False, has_login=True)
    assert answer in (InviteAnswer.OTHER_WARD, InviteAnswer.TOO_HIGH)


@pytest.mark.parametrize("person", Role)
@pytest.mark.parametrize("ward", [HERE, THERE])
def test_an_administrator_of_the_site_reaches_all(person, ward):
    assert may_manage((Held(Role.ADMINISTRATOR),), held(person, ward)) is InviteAnswer.YES


@pytest.mark.parametrize("issuer", [Role.SECRETARY, Role.ADMINISTRATOR])
def test_an_administrator_of_the_site_is_out_of_a_wards_reach(issuer):
    assert may_manage(held(issuer), (Held(Role.ADMINISTRATOR),)) is InviteAnswer.OTHER_WARD


def test_every_role_of_the_person_counts_not_only_the_first():
    person = held(Role.VOLUNTEER) + held(Role.COUNCIL_MEMBER)
    assert may_manage(held(Role.SECRETARY), person) is InviteAnswer.TOO_HIGH
    person = held(Role.VOLUNTEER) + held(Role.VOLUNTEER, THERE)
    assert may_manage(held(Role.SECRETARY), person) is InviteAnswer.OTHER_WARD


def test_power_in_one_ward_is_not_borrowed_for_another():
    """Administrator there, secretary here: here only a secretary's power counts."""
    issuer = held(Role.ADMINISTRATOR, THERE) + held(Role.SECRETARY)
    assert may_manage(issuer, held(Role.WARD_LEADER)) is InviteAnswer.TOO_HIGH


def test_why_no_link():
    own = held(Role.SECRETARY)
    assert may_invite(own, held(Role.VOLUNTEER), disabled=True, has_login=True) is InviteAnswer.DISABLED
    assert may_invite(own, held(Role.VOLUNTEER), disabled=False, has_login=False) is InviteAnswer.NO_LOGIN
    assert may_invite(own, (), disabled=False, has_login=True) is InviteAnswer.NO_ROLE


@pytest.mark.parametrize("own", Role)
@pytest.mark.parametrize("role", Role)
def test_which_roles_may_be_given(own, role):
    may = own is Role.ADMINISTRATOR or (own is Role.SECRETARY and role in EASY)
    assert may_grant(held(own), role, HERE) is may
    assert may_grant(held(own), role, THERE) is False
    assert may_grant(held(own), role, None) is False


def test_only_an_administrator_of_the_site_touches_roles_without_a_ward():
    assert may_grant((Held(Role.ADMINISTRATOR),), Role.ADMINISTRATOR, None)
    assert roles_to_give((Held(Role.ADMINISTRATOR),), THERE) == tuple(Role)
    assert roles_to_give(held(Role.VOLUNTEER), HERE) == ()


@pytest.mark.parametrize(
    ("password", "answer"),
    [
        ("ba bốn từ dễ nhớ", PasswordAnswer.YES),
        ("ngắn", PasswordAnswer.TOO_SHORT),
        ("x1" * 65, PasswordAnswer.TOO_LONG),
        ("Mật Khẩu 123", PasswordAnswer.TOO_COMMON),
        ("PASSWORD", PasswordAnswer.TOO_COMMON),
        ("ababababab", PasswordAnswer.TOO_COMMON),
        ("0950.000.001", PasswordAnswer.LIKE_LOGIN),
        ("nguyen thi thu lan", PasswordAnswer.LIKE_LOGIN),
        ("LAN@example.vn", PasswordAnswer.LIKE_LOGIN),
    ],
)
def test_passwords(password, answer):
    words = ("0950000001", "lan@example.vn", "Nguyễn Thị Thu Lan")
    assert may_use_password(password, words) is answer


def test_whoever_decides_is_signed_out_sooner():
    assert idle_limit(held(Role.VOLUNTEER)) == IDLE_VOLUNTEER
    assert idle_limit(()) == IDLE_VOLUNTEER
    assert idle_limit(held(Role.VOLUNTEER) + held(Role.CLERK)) == IDLE_STAFF


def test_any_five_minutes_see_at_most_twenty_guesses_on_an_account():
    assert 2 * LIMITS["account"] <= 20
    assert LIMITS["pair"] < LIMITS["account"]


def test_windows_start_on_the_clock_and_say_how_long_they_last():
    moment = datetime(2025, 8, 14, 2, 7, 30, tzinfo=UTC)
    assert window_start(moment) == moment.replace(minute=5, second=0)
    assert window_start(moment + WINDOW) == moment.replace(minute=10, second=0)
    assert minutes_left(moment) == 3
    assert minutes_left(moment.replace(minute=9, second=59) + timedelta(microseconds=5)) == 1
