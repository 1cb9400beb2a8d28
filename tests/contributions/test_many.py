"""Many records at once: all of them or none, once only, nobody vouching for their own."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit.queries import broken_links
from app.contributions import actions
from app.contributions.actions import many
from app.contributions.models import Decision, Log, LogItem
from app.contributions.queries import harvest_of
from app.contributions.rules import DecideAnswer, NewLog, SubmitAnswer
from app.core.clock import now
from app.core.db import db
from app.core.reasons import Refused


@pytest.fixture
def rows(cast, kinds):
    def make(count, **more):
        people = [(cast.lan, cast.team1), (cast.minh, cast.team1), (cast.binh, cast.team2)]
        base = NewLog(
            campaign_id=cast.campaign.id,
            ward_id=cast.cua_nam.id,
            user_id=None,
            team_id=None,
            client_ref="",
            day=date(2025, 7, 31),
            groups={"elderly": 1},
            counts={kinds["support_turn"]: 2, kinds["vneid_level2"]: 3},
            slot="Sáng",
        )
        out = []
        for n in range(count):
            person, team = people[n % 3]
            day = base.day + timedelta(days=n % 14)
            out.append(
                replace(
                    base, user_id=person.id, team_id=team.id, client_ref=f"row-{n}", day=day, minutes=n % 2, **more
                )
            )
        return out

    return make


def test_paper_records_are_approved_at_once_and_twice_changes_nothing(room, cast, rows):
    assert actions.record_many(rows(61), by=cast.an.id, approved_by=cast.hoa.id) == 61
    assert actions.record_many(rows(61), by=cast.an.id, approved_by=cast.hoa.id) == 0
    assert db.session.query(Log).filter_by(state="approved").count() == 61
    assert db.session.query(Decision).filter_by(verdict="approved", by=cast.hoa.id).count() == 61
    assert {row.code: row.total for row in harvest_of(cast.campaign.id)}["vneid_level2"] == 183
    assert broken_links()[1] == []


def test_without_an_approver_they_wait(room, cast, rows):
    assert actions.record_many(rows(5), by=cast.an.id) == 5
    assert db.session.query(Log).filter_by(state="sent").count() == 5


def test_new_rows_join_old_ones(room, cast, rows):
    actions.record_many(rows(5), by=None)
    assert actions.record_many(rows(8), by=None) == 3


def test_nobody_vouches_for_an_own_record(room, cast, rows):
    sheet = rows(3)
    own = replace(sheet[0], user_id=cast.hoa.id, team_id=cast.team2.id)
    team = replace(sheet[2], user_id=None, team_id=cast.team2.id)
    assert actions.record_many([own, sheet[1], team], by=cast.an.id, approved_by=cast.hoa.id) == 3
    assert {log.client_ref: log.state for log in db.session.query(Log)} == {
        "row-0": "sent",
        "row-1": "approved",
        "row-2": "sent",
    }


def test_whoever_brings_records_in_does_not_decide_on_them_even_past_the_site(room, cast, rows):
    """3,990 minutes of one person, made and approved by one secretary, are made and wait."""
    mine = [replace(row, user_id=cast.lan.id, minutes=210) for row in rows(19)]
    mine = [replace(row, day=date(2025, 7, 31) + timedelta(days=n % 14)) for n, row in enumerate(mine)]
    assert actions.record_many(mine, by=cast.hoa.id, approved_by=cast.hoa.id) == 19
    states = db.session.query(Log.state, Log.filed_by).distinct().all()
    assert states == [("sent", cast.hoa.id)]
    ids = [log.id for log in db.session.query(Log)]
    with pytest.raises(Refused) as caught:
        actions.decide(ids[0], "approved", "", cast.hoa.id)
    assert caught.value.reason is DecideAnswer.FILED
    assert actions.decide_many(ids, "approved", "", cast.hoa.id).done == []
    for verdict in ("approved", "rejected"):
        past = Decision(ward_id=cast.cua_nam.id, log_id=ids[0], verdict=verdict, by=cast.hoa.id, at=now(), reason="x")
        db.session.add(past)
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE logs SET filed_by = NULL"))
    db.session.rollback()


def test_the_days_of_grace_do_not_bind_paper(room, cast, rows, at):
    with at("2026-03-01T09:00:00"):
        assert actions.record_many(rows(2), by=None) == 2


def test_every_fault_is_named_and_nothing_written(room, cast, rows):
    sheet = rows(10)
    sheet[3] = replace(sheet[3], minutes=5000)
    sheet[7] = replace(sheet[7], day=date(2024, 1, 1))
    sheet[9] = replace(sheet[9], client_ref="row-1")
    with pytest.raises(actions.RowsRefused) as caught:
        actions.record_many(sheet, by=None)
    assert [(fault.index, fault.reason) for fault in caught.value.faults] == [
        (3, SubmitAnswer.MINUTES),
        (7, SubmitAnswer.BEFORE),
        (9, SubmitAnswer.REPEATED),
    ]
    assert actions.faults_in(sheet) == caught.value.faults
    assert db.session.query(Log).count() == 0


def test_a_day_of_the_sheet_has_24_hours(room, cast, rows):
    sheet = [replace(row, user_id=cast.lan.id, day=date(2025, 8, 1), minutes=800) for row in rows(2)]
    with pytest.raises(actions.RowsRefused) as caught:
        actions.record_many(sheet, by=None)
    assert caught.value.reason is SubmitAnswer.DAY_FULL


def test_rows_of_several_batches_all_or_nothing(room, cast, rows):
    count = 2 * many.BATCH + 1
    sheet = rows(count)
    sheet = [replace(row, groups={}, minutes=0, counts={next(iter(row.counts)): 1}) for row in sheet]
    broken = [*sheet[:-1], replace(sheet[-1], day=date(2030, 1, 1))]
    with pytest.raises(actions.RowsRefused):
        actions.record_many(broken, by=cast.an.id, approved_by=cast.hoa.id)
    assert db.session.query(Log).count() == 0
    assert actions.record_many(sheet, by=cast.an.id, approved_by=cast.hoa.id) == count
    assert db.session.query(Log).filter_by(state="approved").count() == count
    assert db.session.query(LogItem).count() == count


def test_a_failure_half_way_leaves_nothing(room, cast, rows, monkeypatch):
    def breaks(*args):
        raise RuntimeError("the light went out")

    monkeypatch.setattr(many, "_approve", breaks)
    with pytest.raises(RuntimeError):
        actions.record_many(rows(20), by=cast.an.id, approved_by=cast.hoa.id)
    assert db.session.query(Log).count() == db.session.query(LogItem).count() == 0
