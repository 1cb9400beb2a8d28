"""The verbs about people, called directly."""

import threading
from functools import partial

import pytest

from app.core.db import db
from app.core.policy import Held, Role
from app.core.reasons import Refused
from app.people import actions
from app.people.models import Grant, User
from app.people.rules import GrantAnswer, InviteAnswer, LinkAnswer

SITE = (Held(Role.ADMINISTRATOR),)


def user(named) -> User:
    return db.session.get(User, named.id)


def refused(call) -> object:
    with pytest.raises(Refused) as told:
        call()
    return told.value.reason


def test_the_last_administrator_of_the_site_stays(room, cast):
    grant = db.session.query(Grant).filter_by(user_id=cast.quan.id).one()
    assert refused(lambda: actions.end_role(grant, by=None)) is GrantAnswer.LAST_ADMIN
    assert refused(lambda: actions.close_account(user(cast.quan), cast.an.id, SITE, None)) is GrantAnswer.LAST_ADMIN
    actions.grant_role(user(cast.an), Role.ADMINISTRATOR, by=None)
    actions.close_account(user(cast.an), cast.quan.id, SITE, None)
    assert refused(lambda: actions.end_role(grant, by=None)) is GrantAnswer.LAST_ADMIN, "a closed account counts not"
    actions.open_account(user(cast.an), cast.quan.id, SITE, None)
    actions.end_role(grant, by=cast.an.id)
    assert grant.ends_on is not None


def test_roles_that_cannot_be(room, cast):
    lan, ward, team = user(cast.lan), cast.cua_nam.id, cast.team1.id
    reasons = [
        refused(lambda: actions.grant_role(lan, Role.TEAM_LEADER, None, ward, own=(Held(Role.SECRETARY, ward),))),
        refused(lambda: actions.grant_role(lan, Role.CLERK, None, ward, team)),
        refused(lambda: actions.grant_role(lan, Role.VOLUNTEER, None, ward, team)),
        refused(lambda: actions.grant_role(lan, Role.VOLUNTEER, None, ward, cast.other_team.id)),
        refused(lambda: actions.grant_role(lan, Role.CLERK, None, ward, own=(Held(Role.SECRETARY, ward),))),
    ]
    assert reasons == [
        GrantAnswer.NEEDS_TEAM,
        GrantAnswer.NO_TEAM,
        GrantAnswer.ALREADY,
        GrantAnswer.UNKNOWN_TEAM,
        GrantAnswer.NOT_YOURS,
    ]
    assert db.session.query(Grant).filter_by(user_id=lan.id).count() == 1


def test_a_role_ended_today_can_be_given_again_today(room, cast):
    lan, ward, team = user(cast.lan), cast.cua_nam.id, cast.team1.id
    actions.end_role(db.session.query(Grant).filter_by(user_id=lan.id).one(), by=None)
    again = actions.grant_role(lan, Role.VOLUNTEER, None, ward, team)
    assert again.ends_on is None


def test_two_people_never_share_a_login(room, cast):
    for login in ({"phone": "0950000001"}, {"email": "a@example.vn"}):
        if "email" in login:
            actions.add_person("Một", by=None, **login)
        assert refused(partial(actions.add_person, "Hai", by=None, **login)) is GrantAnswer.TAKEN_LOGIN
        assert refused(partial(actions.change_person, user(cast.binh), by=None, **login)) is GrantAnswer.TAKEN_LOGIN
    assert user(cast.binh).phone == "0950000003"


def test_a_person_is_found_by_the_new_name(room, cast):
    changed = actions.change_person(user(cast.lan), by=None, name="Ế Ộ Ưng")
    assert changed.search_key == "e o ung"


def test_unknown_fields_are_a_mistake_of_ours(room, cast):
    with pytest.raises(ValueError, match="password_hash"):
        actions.change_person(user(cast.lan), by=None, password_hash="x")


def test_whoever_manages_must_cover_all_roles(room, cast):
    hoa = (Held(Role.SECRETARY, cast.cua_nam.id),)
    for call in (
        lambda: actions.change_person(user(cast.son), by=cast.hoa.id, own=hoa, name="X"),
        lambda: actions.close_account(user(cast.son), cast.hoa.id, hoa, cast.cua_nam.id),
        lambda: actions.invite(user(cast.son), cast.hoa.id, hoa, cast.cua_nam.id),
    ):
        assert refused(call) is InviteAnswer.TOO_HIGH
    assert refused(lambda: actions.invite(user(cast.dung), cast.hoa.id, hoa, 1)) is InviteAnswer.OTHER_WARD


def test_two_browsers_open_one_link_at_once(app, cast):
    with app.app_context():
        own = (Held(Role.SECRETARY, cast.cua_nam.id),)
        token = actions.invite(user(cast.lan), cast.hoa.id, own, cast.cua_nam.id)
        db.session.remove()
    results, start = [], threading.Barrier(4)

    def run(n):
        from app.core import clock
        from tests.cast import MORNING

        with app.app_context(), clock.at(MORNING):
            start.wait()
            try:
                actions.accept_invitation(token, f"một câu khác hẳn {n}")
                results.append("in")
            except Refused as told:
                results.append(told.reason)
            db.session.remove()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == sorted(["in", *[str(LinkAnswer.SPENT)] * 3])
