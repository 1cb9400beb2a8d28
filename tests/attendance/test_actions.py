"""Checking in and out, marks by hand, and what the rule closes."""

from datetime import date, time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.attendance.actions import close_forgotten, mark, walk_in
from app.attendance.queries import day_sheets, no_shows, own_attendance, sheet_of
from app.attendance.rules import CheckAnswer, MarkAnswer
from app.audit.models import Entry
from app.campaigns.actions import close_campaign
from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db
from app.core.policy import Reach
from app.core.reasons import Refused
from app.messages.minute import JOBS
from app.shifts.actions import cancel
from app.shifts.models import Shift
from app.signups.rules import Answer
from tests.attendance.conftest import EVERYWHERE
from tests.shifts.makers import Part


def refused(reason, verb, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        verb(*args, **kwargs)
    assert caught.value.reason is reason


def where(shift, who):
    return own_attendance(shift, who.id, EVERYWHERE, now()).attendance


def test_in_and_out_by_code(room, cast, shift, check, marks, at):
    with at("2025-08-14T08:05:40"):
        assert check(cast.lan, shift, "in", "08:05").attendance.there
    with at("2025-08-14T11:20"):
        out = check(cast.lan, shift, "out", "11:20", digits=True)
    assert (out.new, out.attendance.minutes) == (True, 195)
    assert marks(shift, cast.lan) == [("present", "code"), ("out", "code")]
    entries = db.session.query(Entry).filter(Entry.subject == "attendance").order_by(Entry.id).all()
    assert [entry.action for entry in entries] == ["attendance.checked_in", "attendance.checked_out"]


def test_a_repeat_counts_once_and_the_first_stands(room, cast, shift, check, marks, at):
    with at("2025-08-14T08:30"):
        assert check(cast.lan, shift, "in", "08:05").new
        again = check(cast.lan, shift, "in", "08:30")
        assert (again.new, again.attendance.state) == (False, "present")
    with at("2025-08-14T11:00"):
        assert check(cast.lan, shift, "out", "10:00").new
        assert check(cast.lan, shift, "out", "11:00").attendance.minutes == 115
    assert len(marks(shift, cast.lan)) == 2


def test_the_codes_minute_counts_when_the_phone_was_offline(room, cast, shift, check, marks, at):
    with at("2025-08-15T09:00"):
        assert check(cast.lan, shift, "in", "07:55").attendance.state == "present"
        assert check(cast.lan, shift, "out", "11:31").attendance.minutes == 210
    with at("2025-08-15T11:30"):
        refused(CheckAnswer.TOO_LATE, check, cast.minh, shift, "in", "07:55")


def test_codes_of_elsewhere_and_of_other_times_change_nothing(room, cast, make, shift, code, keys, check, marks, at):
    other = make(cast.binh, point=cast.point2)
    from app.attendance.actions import check as verb

    with at("2025-08-14T08:30"):
        for foreign in (
            code(other, "08:30"),
            code(other, "08:30", digits=True),
            code(shift, "08:31"),
            code(shift, "08:31", digits=True),
            code(shift, "08:30", day=date(2025, 8, 13)),
            code(shift, "08:30", day=date(2025, 8, 13), digits=True),
            code(shift, "07:29"),
            "00000000",
            "1-2",
        ):
            refused(CheckAnswer.WRONG_CODE, verb, cast.lan.id, shift, "in", foreign, keys, EVERYWHERE)
        refused(CheckAnswer.NOT_ON_IT, check, cast.binh, shift, "in", "08:30")
        refused(CheckAnswer.NOT_IN, check, cast.lan, shift, "out", "08:30")
        with pytest.raises(LookupError):
            verb(cast.dung.id, shift, "in", code(shift, "08:30"), keys, Reach(wards=frozenset({cast.kien_hung.id})))
    assert marks(shift, cast.lan) == marks(shift, cast.binh) == []


def test_a_cancelled_shift_and_a_closed_campaign_take_no_codes(room, cast, make, shift, check, at):
    second = make(cast.binh, point=cast.point2)
    with at("2025-08-14T07:40"):
        cancel(db.session.get(Shift, second), "storm", by=cast.hoa.id)
        refused(CheckAnswer.CANCELLED, check, cast.binh, second, "in", "07:40")
    with at("2025-08-14T08:40"):
        close_campaign(db.session.get(Campaign, cast.campaign.id), by=cast.an.id)
        refused(CheckAnswer.CLOSED, check, cast.lan, shift, "in", "08:40")


def test_over_midnight(room, cast, make, check, marks, at):
    night = make(cast.lan, until="2025-08-15T02:00", slot=Part("Đêm", time(22), time(23)))
    with at("2025-08-14T23:59:59"):
        assert check(cast.lan, night, "in", "23:59").attendance.state == "late"
    with at("2025-08-15T00:04"):
        refused(CheckAnswer.TOO_SOON, check, cast.lan, night, "out", "00:03", day=date(2025, 8, 15))
        assert check(cast.lan, night, "out", "00:04", day=date(2025, 8, 15)).attendance.minutes == 5


def test_a_forgotten_check_out_is_closed_once_and_is_closed_without_the_job_too(room, cast, shift, check, marks, at):
    with at("2025-08-14T08:00"):
        check(cast.lan, shift, "in", "08:00")
    with at("2025-08-14T12:29:59"):
        assert where(shift, cast.lan).there
        assert close_forgotten() == 0
    with at("2025-08-14T12:30:00"):
        asleep = where(shift, cast.lan)
        assert (asleep.forgot, asleep.minutes) == (True, 210)
        assert where(shift, cast.minh).state == "no_show"
        assert close_forgotten() == 2
        assert close_forgotten() == 0
        assert where(shift, cast.lan) == asleep
    assert marks(shift, cast.lan) == [("present", "code"), ("out", "rule")]
    assert marks(shift, cast.minh) == [("no_show", "rule")]
    assert "attendance.close_forgotten" in JOBS


def test_where_nobody_took_attendance_nobody_is_missing(room, cast, shift, at):
    with at("2025-08-14T07:00"):
        mark(shift, cast.minh.id, "excused", cast.hoa.id, EVERYWHERE)
    with at("2025-08-14T15:00"):
        assert close_forgotten() == 0
        assert where(shift, cast.lan).state == "expected"
        assert no_shows(cast.cua_nam.id, date(2025, 8, 1)) == []


def test_who_did_not_come_is_listed_whether_or_not_the_job_ran(room, cast, shift, check, at):
    def missing():
        return [(row.user_id, row.id) for row in no_shows(cast.cua_nam.id, date(2025, 8, 14))]

    with at("2025-08-14T08:00"):
        check(cast.lan, shift, "in", "08:00")
    with at("2025-08-14T12:29:59"):
        assert missing() == []
    with at("2025-08-14T12:30"):
        assert missing() == [(cast.minh.id, shift)]
        close_forgotten()
        assert missing() == [(cast.minh.id, shift)]
        assert no_shows(cast.kien_hung.id, date(2025, 8, 1)) == []
        assert no_shows(cast.cua_nam.id, date(2025, 8, 15)) == []
        mark(shift, cast.minh.id, "excused", cast.hoa.id, EVERYWHERE, "his mother fell ill")
        assert missing() == []


def test_by_hand(room, cast, shift, marks, at):
    with at("2025-08-14T08:40"):
        assert (
            mark(shift, cast.lan.id, "present", cast.minh.id, EVERYWHERE).came
            == db.session.get(Shift, shift).starts_at
        )
        mark(shift, cast.lan.id, "present", cast.minh.id, EVERYWHERE)
        assert marks(shift, cast.lan) == [("present", "hand")]
        refused(MarkAnswer.NO_REASON, mark, shift, cast.lan.id, "late", cast.minh.id, EVERYWHERE)
        refused(MarkAnswer.OWN, mark, shift, cast.minh.id, "present", cast.minh.id, EVERYWHERE)
        refused(MarkAnswer.NOT_ON_IT, mark, shift, cast.binh.id, "present", cast.minh.id, EVERYWHERE)
        late = mark(shift, cast.lan.id, "late", cast.minh.id, EVERYWHERE, "came at half past", time(8, 30))
        assert late.state == "late"
        with pytest.raises(LookupError):
            mark(shift, cast.lan.id, "late", cast.phuc.id, Reach(wards=frozenset({cast.kien_hung.id})), "x")
    with at("2025-08-14T13:00"):
        own = mark(shift, cast.lan.id, "late", cast.hoa.id, EVERYWHERE, "left early", time(8, 30), time(10))
        assert own.minutes == 90
    sheet = sheet_of(shift, EVERYWHERE, now())
    assert [line.name for line in sheet.lines] == [cast.lan.name, cast.minh.name]
    assert [who for _mark, who in sheet.lines[0].said] == [cast.hoa.name] * 2 + [cast.minh.name] * 2
    assert [one.turn.id for one in day_sheets(cast.campaign.id, date(2025, 8, 14), now())] == [shift]


def test_a_word_of_the_leader_stands_against_a_code(room, cast, shift, check, at):
    with at("2025-08-14T08:40"):
        mark(shift, cast.lan.id, "excused", cast.hoa.id, EVERYWHERE)
        refused(CheckAnswer.SETTLED, check, cast.lan, shift, "in", "08:40")
        mark(shift, cast.lan.id, "present", cast.hoa.id, EVERYWHERE, "she came after all")
        assert not check(cast.lan, shift, "in", "08:40").new
    with at("2025-08-14T11:30"):
        assert check(cast.lan, shift, "out", "11:30").attendance.minutes == 210


def test_somebody_who_came_without_a_seat(room, cast, shift, check, marks, at):
    with at("2025-08-14T08:10"):
        refused(CheckAnswer.NOT_ON_IT, check, cast.binh, shift, "in", "08:10")
        own = walk_in(shift, cast.binh.id, "came along", cast.minh.id, EVERYWHERE)
        assert own.there
        assert marks(shift, cast.binh) == [("present", "hand")]
        refused(Answer.NOT_IN_WARD, walk_in, shift, cast.dung.id, "came along", cast.minh.id, EVERYWHERE)
        assert marks(shift, cast.dung) == []


def test_a_code_on_ones_own_screen_checks_nobody_in(room, cast, shift, check, marks, at):
    shows = Reach(wards=frozenset({cast.cua_nam.id}))
    with at("2025-08-14T08:10"):
        refused(CheckAnswer.OWN_SCREEN, check, cast.minh, shift, "in", "08:10", shows=shows)
        refused(CheckAnswer.OWN_SCREEN, check, cast.minh, shift, "in", "08:10", shows=shows, digits=True)
        elsewhere = Reach(wards=frozenset({cast.kien_hung.id}))
        assert check(cast.lan, shift, "in", "08:10", shows=elsewhere).new
        with pytest.raises(IntegrityError):  # whatever the site says: Minh leads a team of the ward
            check(cast.minh, shift, "in", "08:10")
        db.session.rollback()
        mark(shift, cast.minh.id, "present", cast.hoa.id, EVERYWHERE)
        assert marks(shift, cast.minh) == [("present", "hand")]
    with at("2025-08-14T11:00"):  # who does not check out was there until the end
        assert check(cast.minh, shift, "out", "11:00", shows=shows).attendance.minutes == 180


def test_a_leader_does_not_overrule_the_word_about_another_teams_people(room, cast, make, check, marks, at):
    """Minh leads team 1, Bình is of team 2; Hoa, the secretary, corrects everywhere."""
    shift = make(cast.lan, cast.binh)
    reach, own = Reach(wards=frozenset({cast.cua_nam.id})), Reach(teams=frozenset({cast.team1.id}))
    with at("2025-08-14T08:10"):
        for one in (cast.lan, cast.binh):
            check(one, shift, "in", "08:10")
        for state, times in (("no_show", ()), ("late", (time(8, 8),))):
            word = (shift, cast.binh.id, state, cast.minh.id, reach, "not seen", *times)
            refused(MarkAnswer.OTHER_TEAM, mark, *word, corrects=own)
        with pytest.raises(IntegrityError):
            mark(shift, cast.binh.id, "no_show", cast.minh.id, reach, "not seen")
        db.session.rollback()
        assert marks(shift, cast.binh) == [("present", "code")]
        assert mark(shift, cast.lan.id, "excused", cast.minh.id, reach, "ill", corrects=own).state == "excused"
        assert mark(shift, cast.binh.id, "excused", cast.hoa.id, reach, "ill", corrects=reach).state == "excused"
        refused(MarkAnswer.OTHER_TEAM, mark, shift, cast.binh.id, "present", cast.minh.id, reach, "x", corrects=own)


def test_a_leader_notes_whom_nobody_has_noted_and_corrects_that(room, cast, make, at):
    shift = make(cast.binh)
    reach, own = Reach(wards=frozenset({cast.cua_nam.id})), Reach(teams=frozenset({cast.team1.id}))
    with at("2025-08-14T08:10"):
        mark(shift, cast.binh.id, "present", cast.minh.id, reach, corrects=own)
        assert mark(shift, cast.binh.id, "late", cast.minh.id, reach, "at ten past", corrects=own).state == "late"


@pytest.mark.parametrize("statement", ["UPDATE attendance_marks SET kind = 'late'", "DELETE FROM attendance_marks"])
def test_marks_are_only_added(room, cast, shift, check, at, statement):
    with at("2025-08-14T08:00"):
        check(cast.lan, shift, "in", "08:00")
    with pytest.raises(IntegrityError):
        db.session.execute(text(statement))
    db.session.rollback()
