"""The record that begins by itself when somebody goes home."""

from datetime import date, time

import pytest

from app.attendance.actions import close_forgotten, mark
from app.audit.models import Entry
from app.contributions import actions as ledger
from app.contributions.models import Log
from app.core.db import action, db
from app.shifts.models import Shift
from tests.attendance.conftest import EVERYWHERE


@pytest.fixture
def drafts(cast):
    def of(who):
        db.session.rollback()
        return db.session.query(Log).filter_by(user_id=who.id).order_by(Log.id).all()

    return of


@pytest.fixture
def been(room, check, shift, at):
    """``been(cast.lan)``: there from 08:00 to 11:00."""

    def go(who):
        with at("2025-08-14T11:00"):
            check(who, shift, "in", "08:00")
            check(who, shift, "out", "11:00")

    return go


def test_it_holds_time_day_point_and_team(cast, shift, been, drafts):
    been(cast.lan)
    (log,) = drafts(cast.lan)
    assert (log.state, log.minutes, log.attended_minutes) == ("draft", 180, 180)
    assert (log.day, log.point_id, log.slot, log.shift_id) == (date(2025, 8, 14), cast.point1.id, "Sáng", shift)
    assert (log.team_id, log.filed_by, log.sent_at) == (cast.team1.id, cast.lan.id, None)
    entry = db.session.query(Entry).filter_by(action="log.drafted").one()
    assert (entry.by, entry.subject_id) == (cast.lan.id, log.id)


def test_it_can_be_sent_with_one_tap(cast, been, drafts, at):
    been(cast.lan)
    (log,) = drafts(cast.lan)
    with at("2025-08-14T12:00"):
        ledger.send(log.id, Log.user_id == cast.lan.id, cast.lan.id)
    assert drafts(cast.lan)[0].state == "sent"


def test_a_correction_reaches_it_until_somebody_types_into_it(cast, shift, been, drafts, at):
    been(cast.lan)
    with at("2025-08-14T12:00"):
        mark(shift, cast.lan.id, "late", cast.hoa.id, EVERYWHERE, "came later", time(9), time(11))
        assert [log.minutes for log in drafts(cast.lan)] == [120]
        (log,) = drafts(cast.lan)
        ledger.change(
            log.id, Log.user_id == cast.lan.id, cast.lan.id, day=log.day, minutes=120, groups={}, counts={}, note="x",
            send=False,
        )  # fmt: skip
        mark(shift, cast.lan.id, "late", cast.hoa.id, EVERYWHERE, "no, earlier", time(8, 30), time(11))
    (log,) = drafts(cast.lan)
    assert (log.minutes, log.note) == (120, "x")


def test_a_correction_to_not_there_takes_it_away_and_back_brings_it_again(cast, shift, been, drafts, at):
    been(cast.lan)
    with at("2025-08-14T12:00"):
        mark(shift, cast.lan.id, "no_show", cast.hoa.id, EVERYWHERE, "that was somebody else")
        assert drafts(cast.lan) == []
        mark(shift, cast.lan.id, "present", cast.hoa.id, EVERYWHERE, "no, it was her")
        assert [log.minutes for log in drafts(cast.lan)] == [180]


def test_what_was_written_by_hand_or_sent_stays(cast, shift, been, drafts, at):
    with at("2025-08-14T10:00"):
        ledger.record(
            campaign_id=cast.campaign.id, ward_id=cast.cua_nam.id, user_id=cast.lan.id, team_id=cast.team1.id,
            filed_by=cast.lan.id, client_ref="own-record", day=date(2025, 8, 14), minutes=30, groups={}, counts={},
            shift_id=shift, send=False,
        )  # fmt: skip
    been(cast.lan)
    with at("2025-08-14T12:00"):
        mark(shift, cast.lan.id, "no_show", cast.hoa.id, EVERYWHERE, "that was somebody else")
    assert [(log.minutes, log.client_ref) for log in drafts(cast.lan)] == [(30, "own-record")]


def test_a_forgotten_check_out_begins_it_too_and_a_later_code_corrects_it(cast, make, check, drafts, room, at):
    shift = make(cast.lan, cast.binh)
    with at("2025-08-14T08:00"):
        check(cast.lan, shift, "in", "08:00")
    with at("2025-08-14T12:30"):
        close_forgotten()
        assert [log.minutes for log in drafts(cast.lan)] == [210]
    with at("2025-08-14T20:00"):
        check(cast.lan, shift, "out", "10:00")
        assert [log.minutes for log in drafts(cast.lan)] == [120]
        check(cast.binh, shift, "in", "08:00")
        assert [log.minutes for log in drafts(cast.binh)] == [210]


@pytest.mark.parametrize("kind", ["on_call", "training"])
def test_hours_on_call_or_of_training_are_no_work_yet(cast, shift, been, drafts, kind, room):
    @action
    def turn():
        db.session.get(Shift, shift).kind = kind

    turn()
    been(cast.lan)
    assert drafts(cast.lan) == []


def test_where_no_records_are_taken_any_more_none_begins(cast, make, check, drafts, room, at):
    last = make(cast.lan, day=date(2025, 9, 13))
    with at("2025-09-13T11:00"):
        check(cast.lan, last, "in", "08:00", day=date(2025, 9, 13))
    with at("2025-09-25T11:00"):
        close_forgotten()
        assert drafts(cast.lan) == []
