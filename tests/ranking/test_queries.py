"""What a live ranking is made of."""

from datetime import date

import pytest
from sqlalchemy import update

from app.contributions.models import Log
from app.core.clock import today
from app.core.db import action, db
from app.core.policy import Role
from app.people.actions import end_role, grant_role
from app.people.models import Grant, User
from app.places.models import Team
from app.ranking.queries import live_ranking
from tests.ranking.makers import adopt, approved, campaign_of, reverse, some_logs


@pytest.fixture(autouse=True)
def scheme(room, cast):
    return adopt(cast)


def inputs(cast):
    campaign = campaign_of(cast)
    return live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on).inputs


def people(found):
    return {person.user_id: person for person in found.people}


def test_roster_and_earners_have_a_place_and_other_wards_have_none(room, cast):
    some_logs(cast)
    found = people(inputs(cast))
    assert set(found) == {cast.lan.id, cast.minh.id, cast.binh.id, cast.hoa.id}
    assert found[cast.lan.id].team == cast.team1.name
    assert found[cast.hoa.id].team_id == cast.team2.id


def test_only_approved_logs_count(room, cast):
    logs = some_logs(cast)
    reverse(logs["lan2"], by=cast.hoa.id)
    found = inputs(cast)
    assert {credit.log_id for credit in found.credits} == set(logs.values()) - {logs["lan2"]}
    lan = next(credit for credit in found.credits if credit.log_id == logs["lan1"])
    assert (lan.counts, lan.groups["elderly"], lan.minutes, lan.day) == (
        {"support_turn": 4},
        1,
        60,
        date(2025, 7, 31),
    )
    assert found.approvals[logs["hoa"]].name == cast.an.name


def test_members_are_those_of_the_roster_each_once(room, cast):
    found = {squad.team_id: squad.members for squad in inputs(cast).squads}
    assert found == {cast.team1.id: 2, cast.team2.id: 2}
    grant_role(
        db.session.get(User, cast.lan.id), Role.TEAM_LEADER, by=None, ward_id=cast.cua_nam.id, team_id=cast.team1.id
    )
    assert {squad.team_id: squad.members for squad in inputs(cast).squads} == found


def test_after_the_campaign_its_last_day_counts(room, cast, at):
    grant = db.session.query(Grant).filter_by(user_id=cast.lan.id).one()
    with at("2025-09-14T09:00"):
        end_role(grant, by=cast.hoa.id)
        assert today() == date(2025, 9, 14)
        assert cast.lan.id in people(inputs(cast))
        assert {s.team_id: s.members for s in inputs(cast).squads}[cast.team1.id] == 2
    end_role_on_time = db.session.query(Grant).filter_by(user_id=cast.minh.id).one()
    end_role(end_role_on_time, by=cast.hoa.id)
    assert cast.minh.id not in people(inputs(cast))


def test_who_left_but_earned_stays_with_the_team_of_the_last_log(room, cast):
    approved(cast, cast.lan, cast.team2, day=1)
    end_role(db.session.query(Grant).filter_by(user_id=cast.lan.id).one(), by=cast.hoa.id)
    assert people(inputs(cast))[cast.lan.id].team == cast.team2.name


@action
def _dissolve(team_id, day):
    db.session.execute(update(Team).where(Team.id == team_id).values(dissolved_on=day))


def test_a_dissolved_team_is_not_active_and_one_gone_long_ago_is_not_listed(room, cast):
    _dissolve(cast.team2.id, date(2025, 8, 1))
    found = {squad.team_id: squad.active for squad in inputs(cast).squads}
    assert found == {cast.team1.id: True, cast.team2.id: False}
    _dissolve(cast.team2.id, date(2025, 7, 1))
    assert {squad.team_id for squad in inputs(cast).squads} == {cast.team1.id}
    approved(cast, cast.binh, cast.team2)
    assert cast.team2.id in {squad.team_id for squad in inputs(cast).squads}


def test_what_is_earned_in_no_team_counts_for_the_person_alone(room, cast):
    adopt(cast)
    approved(cast, cast.son, None, support_turn=3)
    campaign = campaign_of(cast)
    live = live_ranking(campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
    first = live.outcome.individuals[0]
    assert (first.subject_id, first.points, first.person.team_id, first.person.team) == (cast.son.id, 7, None, "")
    assert [squad.total for squad in live.outcome.collectives] == [0, 0]


def test_a_live_ranking_takes_three_statements_however_many_logs(room, cast, count_sql):
    adopt(cast)
    campaign = campaign_of(cast)
    span = (campaign.id, campaign.ward_id, campaign.starts_on, campaign.ends_on)
    with count_sql() as statements:
        live_ranking(*span)
    assert len(statements) == 3
    some_logs(cast)
    assert db.session.query(Log).count() == 6
    db.session.commit()
    with count_sql() as statements:
        live_ranking(*span)
    assert len(statements) == 3
