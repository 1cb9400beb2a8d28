"""The ranking kept in a process is the one that a fresh reading would give, whoever wrote, and from wherever."""

import pytest

from app.campaigns.models import Campaign
from app.core.db import db
from app.core.policy import Role
from app.people.actions import add_person, agree, change_person, end_role, grant_role
from app.people.models import Grant, User
from app.ranking.actions import lift_hold, place_hold
from app.ranking.queries import live_for_page, live_ranking
from tests.conftest import site
from tests.ranking.makers import adopt, approved, reverse, some_logs


def span(cast):
    campaign = db.session.get(Campaign, cast.campaign.id)
    return campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on


@pytest.fixture
def logs(room, cast):
    adopt(cast)
    return some_logs(cast)


def user(person) -> User:
    return db.session.get(User, person.id)


WRITES = {
    "a log approved": lambda cast, logs: approved(cast, cast.hoa, cast.team2, day=9, support_turn=9, by=cast.an.id),
    "a log reversed": lambda cast, logs: reverse(logs["lan1"], by=cast.hoa.id),
    "a scheme adopted": lambda cast, logs: adopt(cast, points_per_hour="4"),
    "a hold placed": lambda cast, logs: place_hold(cast.cua_nam.id, cast.campaign.id, cast.lan.id, "x", cast.son.id),
    "a consent given": lambda cast, logs: agree(cast.binh.id, "board_name"),
    "a name changed": lambda cast, logs: change_person(user(cast.lan), by=None, name="Nguyễn Thị Lan"),
    "a role ended": lambda cast, logs: end_role(
        db.session.query(Grant).filter_by(user_id=cast.minh.id).one(), by=cast.hoa.id
    ),
    "a role given": lambda cast, logs: grant_role(
        add_person("Mới", by=None, phone="0950000099"),
        Role.VOLUNTEER,
        by=None,
        ward_id=cast.cua_nam.id,
        team_id=cast.team2.id,
    ),
}


@pytest.mark.parametrize("write", WRITES, ids=str)
def test_what_is_kept_gives_way_to_what_is_written(logs, cast, write):
    before = live_for_page(*span(cast))
    assert live_for_page(*span(cast)) is before
    WRITES[write](cast, logs)
    after = live_for_page(*span(cast))
    assert after is not before
    assert after == live_ranking(*span(cast))


def test_a_hold_lifted_counts_at_once(logs, cast):
    place = (cast.cua_nam.id, cast.campaign.id, cast.lan.id)
    place_hold(*place, "x", cast.son.id)
    assert live_for_page(*span(cast)).outcome.individuals[-1].subject_id == cast.lan.id
    lift_hold(*place, "y", cast.son.id)
    assert live_for_page(*span(cast)).outcome.individuals[0].subject_id == cast.lan.id


def test_the_next_day_is_ranked_by_its_own_roster(logs, cast, at):
    grant_role(user(cast.mai), Role.VOLUNTEER, None, cast.cua_nam.id, cast.team1.id, starts_on=span(cast)[3])
    before = live_for_page(*span(cast))
    with at("2025-09-13T09:00"):
        assert len(live_for_page(*span(cast)).inputs.people) == len(before.inputs.people) + 1


def test_another_process_is_seen_too(app, database, tmp_path, cast):
    with app.app_context():
        adopt(cast)
        some_logs(cast)
        before = live_for_page(*span(cast))
        db.session.remove()
    with site(database[0], tmp_path / "other").app_context():
        approved(cast, cast.hoa, cast.team2, day=9, support_turn=25, by=cast.an.id)
        db.session.remove()
        db.engine.dispose()
    with app.app_context():
        after = live_for_page(*span(cast))
        assert after.outcome.individuals[0].subject_id == cast.hoa.id
        assert after != before


def test_a_kept_ranking_takes_one_statement_and_a_fresh_one_three(logs, cast, count_sql):
    place = span(cast)
    for most in (3, 1):
        with count_sql() as statements:
            live_for_page(*place)
        assert len(statements) == most
