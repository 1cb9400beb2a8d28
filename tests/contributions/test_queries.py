"""What is read from the ledger: the queue agrees with the rule, and credits are exactly what is approved."""

from dataclasses import asdict
from datetime import date

import pytest

from app.contributions import actions
from app.contributions.models import Log
from app.contributions.queries import (
    credits_of,
    harvest_of,
    in_team,
    waiting,
    waiting_in_all,
    waiting_teams,
)
from app.contributions.rules import DecideAnswer, Flag, may_decide
from app.core.clock import now
from app.core.db import db


@pytest.fixture
def ledger(cast, write):
    return [
        write(cast.lan),
        write(cast.hoa, team=cast.team2),
        write(cast.minh, filed_by=cast.hoa),
        write(None, team=cast.team1, filed_by=cast.minh),
        write(None, team=cast.team2, filed_by=cast.minh),
        write(None, team=cast.team1, filed_by=cast.hoa),
        write(cast.binh, team=cast.team2),
    ]


def test_the_queue_holds_exactly_what_the_rule_lets_one_decide(room, cast, ledger):
    for person in (cast.hoa, cast.minh, cast.binh, cast.son):
        rows = db.session.execute(db.select(Log, in_team(person.id))).all()
        able = [
            log.id
            for log, stands in rows
            if may_decide(person.id, log.user_id, log.filed_by, log.state, stands) is DecideAnswer.YES
        ]
        assert [line.row.id for line in waiting(cast.campaign.id, person.id)] == able
        assert waiting_in_all(cast.campaign.id, person.id)[0] == len(able)
    assert [line.row.id for line in waiting(cast.campaign.id, cast.hoa.id)] == [ledger[i] for i in (0, 3, 6)]


def test_the_oldest_stands_first_and_a_page_tells_of_the_next(room, cast, write, at):
    with at("2025-08-14T10:00:00"):
        later = write(cast.lan)
    earlier = write(cast.lan)
    assert [line.row.id for line in waiting(cast.campaign.id, cast.hoa.id)] == [earlier, later]
    assert len(waiting(cast.campaign.id, cast.hoa.id, size=1)) == 2
    assert [line.row.id for line in waiting(cast.campaign.id, cast.hoa.id, page=2, size=1)] == [later]


def test_the_queue_by_team_together_and_unusual(room, cast, write):
    write(cast.lan, minutes=90, support_turn=4)
    binh = write(cast.binh, team=cast.team2, support_turn=62, minutes=210)
    team = write(None, team=cast.team1, filed_by=cast.minh, support_turn=9)

    def ids(**filters):
        return [line.row.id for line in waiting(cast.campaign.id, cast.hoa.id, **filters)]

    assert ids(team_id=cast.team2.id) == [binh]
    assert ids(collective=True) == [team]
    assert ids(flagged=True) == [binh]
    rows = waiting_teams(cast.campaign.id, cast.hoa.id)
    assert [(row.id, row.n, row.together) for row in rows] == [(cast.team1.id, 2, 1), (cast.team2.id, 1, 0)]


def test_two_records_of_one_part_of_a_day_are_flagged_until_one_is_rejected(room, cast, write):
    one, two = write(cast.lan, support_turn=1), write(cast.lan, support_turn=1)
    write(cast.lan, day=date(2025, 8, 12), support_turn=1)
    flags = {line.row.id: line.flags for line in waiting(cast.campaign.id, cast.hoa.id)}
    assert flags[one] == flags[two] == (Flag.TWICE,)
    actions.decide(two, "rejected", "Trùng.", cast.hoa.id)
    assert all(not line.flags for line in waiting(cast.campaign.id, cast.hoa.id))


def test_credits_are_the_approved_logs_in_one_statement(room, cast, write, kinds, count_sql):
    one = write(cast.lan, support_turn=4, vneid_level2=2, groups={"elderly": 1, "poor_household": 2})
    team = write(None, team=cast.team1, filed_by=cast.minh, minutes=30, training_session=1)
    bare = write(cast.minh, minutes=45)
    gone = write(cast.lan, household_visit=1)
    write(cast.lan, household_visit=5)
    for log_id in (one, team, bare, gone):
        actions.decide(log_id, "approved", "", cast.hoa.id)
    actions.reverse(gone, "Nhầm.", cast.hoa.id)
    with count_sql() as statements:
        rows = credits_of(cast.campaign.id)
    assert len(statements) == 1
    assert [row.log_id for row in rows] == [one, team, bare]
    assert asdict(rows[0]) == {
        "log_id": one,
        "user_id": cast.lan.id,
        "team_id": cast.team1.id,
        "day": date(2025, 8, 13),
        "minutes": 60,
        "groups": {"elderly": 1, "disabled": 0, "poor_household": 2},
        "counts": {kinds["support_turn"]: 4, kinds["vneid_level2"]: 2},
        "by": cast.hoa.id,
        "approver": cast.hoa.name,
        "at": now(),
    }
    assert (rows[1].user_id, rows[1].counts) == (None, {kinds["training_session"]: 1})
    assert rows[2].counts == {}
    assert {row.code: row.total for row in harvest_of(cast.campaign.id)} == {
        "support_turn": 4,
        "vneid_level2": 2,
        "online_dossier": 0,
        "household_visit": 0,
        "hotline_call": 0,
        "training_session": 1,
    }
    assert not any(row.total for row in harvest_of(cast.other_campaign.id))
