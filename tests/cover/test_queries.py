"""Whose turn it is to be asked, and what the board reads, in a number of statements that no crowd changes."""

from datetime import date

import pytest

from app.core.db import db
from app.core.policy import Reach
from app.cover.actions import answer, ask
from app.cover.queries import coverage_rows, helpers, stirs
from app.cover.rules import AskAnswer
from app.signups.actions import leave, sign_up
from app.signups.queries import standing
from tests.shifts.makers import AFTERNOON, EVENING, MORNING_SLOT, make_shifts

ALL = Reach(everywhere=True)


def able(shift, cast, reach=ALL):
    where = standing(shift, cast.hoa.id, ALL)
    return [one for one in helpers(where.turn, where.limits, reach, cast.hoa.id) if one.answer is AskAnswer.YES]


def test_least_asked_then_least_loaded_then_by_name(room, cast, shift):
    assert [one.id for one in able(shift, cast)] == [cast.binh.id, cast.lan.id, cast.minh.id], "by given name"
    (early,) = set(make_shifts(cast, slots=[EVENING], least=1, most=4, first=date(2025, 8, 20))) - {shift}
    sign_up(cast.binh.id, early)
    first, second, third = able(shift, cast)
    assert [one.id for one in (first, second, third)] == [cast.lan.id, cast.minh.id, cast.binh.id]
    assert (third.campaign_minutes, third.week_minutes) == (120, 0), "20 August lies in the week after"
    other = make_shifts(cast, slots=[EVENING], least=1, most=4, first=date(2025, 8, 21))[-1]
    ask(other, [cast.lan.id], cast.hoa.id)
    assert [(one.id, one.asked) for one in able(shift, cast)] == [
        (cast.minh.id, 0),
        (cast.binh.id, 0),
        (cast.lan.id, 1),
    ]


def test_asks_of_long_ago_count_no_more(room, cast, shift, at):
    other = make_shifts(cast, slots=[EVENING], least=1, most=4, first=date(2025, 9, 10))[-1]
    with at("2025-08-01T09:00:00"):
        ask(other, [cast.binh.id], cast.hoa.id)
    with at("2025-08-15T08:59:59"):
        assert {one.id: one.asked for one in able(shift, cast)}[cast.binh.id] == 1
    with at("2025-08-15T09:00:00"):
        assert {one.id: one.asked for one in able(shift, cast)}[cast.binh.id] == 0


def test_a_team_sees_its_own(room, cast, shift):
    own = Reach(teams=frozenset({cast.team1.id}))
    assert [one.id for one in able(shift, cast, own)] == [cast.lan.id, cast.minh.id]
    assert able(shift, cast, Reach(teams=frozenset({cast.other_team.id}))) == []


def test_what_became_of_each_ask(room, cast, shift):
    ask(shift, [cast.lan.id, cast.minh.id, cast.binh.id], cast.hoa.id)
    answer(cast.lan.id, shift, "yes")
    answer(cast.minh.id, shift, "no")
    where = standing(shift, cast.hoa.id, ALL)
    found = {one.id: one.last for one in helpers(where.turn, where.limits, ALL, cast.hoa.id) if one.last}
    assert {key: last.state for key, last in found.items()} == {
        cast.lan.id: "seated",
        cast.minh.id: "no",
        cast.binh.id: "open",
    }
    assert {last.asker for last in found.values()} == {cast.hoa.name}


@pytest.mark.parametrize("count", [10, 250])
def test_two_statements_however_many_people(app, cast, shift, crowd, count_sql, count):
    people = crowd(count)
    with app.app_context():
        many = make_shifts(cast, cast.point2, slots=[MORNING_SLOT, EVENING], first=date(2025, 8, 16), most=50)[1:]
        for n, user in enumerate(people[:20]):
            sign_up(user, many[n % len(many)])
        db.session.remove()
        with count_sql() as sent:
            where = standing(shift, cast.hoa.id, ALL)
            found = helpers(where.turn, where.limits, ALL, cast.hoa.id)
        db.session.remove()
    assert len(found) == count + 4
    assert len(sent) == 2


def test_the_board_and_what_stirs_it(room, cast, shift, count_sql, at):
    more = make_shifts(cast, cast.point1, cast.point2, slots=[MORNING_SLOT, AFTERNOON], last=date(2025, 9, 13))
    sign_up(cast.lan.id, shift)
    sign_up(cast.binh.id, shift)
    ask(shift, [cast.minh.id], cast.hoa.id)
    with at("2025-08-14T01:59:59"):
        leave(cast.lan.id, shift)
    with at("2025-08-14T02:00:00"):
        leave(cast.binh.id, shift)
    answer(cast.minh.id, shift, "no")
    db.session.rollback()
    with count_sql() as sent:
        rows = coverage_rows(cast.campaign.id, date(2025, 8, 15), date(2025, 9, 13))
        found = stirs([row.id for row in rows])
    assert len(sent) == 2
    assert {row.id for row in rows} == {*more, shift}
    assert (found[shift].late, found[shift].asked, found[shift].no) == (1, 1, 1), (
        "36 hours before is late, not before"
    )
    assert stirs([]) == {}
