"""Who came in the demo, at any hour of its day."""

from datetime import timedelta

from sqlalchemy import select

from app.attendance.queries import day_sheets
from app.attendance.rules import CODE, EXCUSED, EXPECTED, HAND, LATE, NO_SHOW, RULE
from app.contributions.models import DRAFT, Log
from app.core import clock
from app.core.db import db


def _days(scene):
    today = clock.today()
    return [day_sheets(scene.campaign.id, today - timedelta(days=ago), scene.now) for ago in (1, 0)]


def test_a_check_in_is_under_way_with_somebody_there_late_and_missing(scene):
    open_now = [s for day in _days(scene) for s in day if s.times.opens <= scene.now < s.turn.ends_at and s.lines]
    (sheet, *_) = sorted(open_now, key=lambda one: -len(one.lines))
    states = [line.attendance.state for line in sheet.lines]
    assert len(states) >= 3
    assert sheet.arrived
    assert EXPECTED in states
    well_begun = scene.now >= sheet.times.starts_at + timedelta(minutes=25)
    assert (LATE in states) == well_begun


def test_the_screens_of_all_points_are_in_use_when_they_are_open(scene):
    places = [s for s in _days(scene)[1] if " số " in s.turn.point and s.times.opens <= scene.now < s.turn.ends_at]
    assert all(sheet.arrived for sheet in places)
    assert len(places) == (6 if f"{scene.now.astimezone(clock.LOCAL):%H:%M}" in ("09:00", "13:30", "20:30") else 0)


def test_yesterday_people_came_and_went_by_code_or_rule(scene):
    lines = [line for sheet in _days(scene)[0] if sheet.times.settles <= scene.now for line in sheet.lines]
    states = [line.attendance.state for line in lines]
    assert states.count(NO_SHOW) == states.count(EXCUSED) == 1
    assert EXPECTED not in states
    went = {line.said[0][0].how for line in lines if line.attendance.arrived}
    assert went == {CODE, RULE}
    assert {line.attendance.how for line in lines if line.attendance.state == EXCUSED} == {HAND}
    gone = [line.attendance for line in lines if line.attendance.arrived]
    assert all(one.minutes for one in gone) and any(one.forgot for one in gone) and any(one.said_gone for one in gone)


def test_lan_has_a_draft_from_her_check_out(scene):
    yesterday = clock.today() - timedelta(days=1)
    query = select(Log).where(Log.user_id == scene.lan.id, Log.state == DRAFT, Log.attended_minutes.is_not(None))
    drafts = {log.day: log for log in db.session.scalars(query)}
    assert drafts[yesterday].minutes == drafts[yesterday].attended_minutes > 0
    # Her shift of today has become one as well, once she went home.
    assert (clock.today() in drafts) == (scene.now.astimezone(clock.LOCAL).hour > 17)
