"""What the demo's plan and its lines show, at any hour of its day."""

from datetime import time, timedelta

from sqlalchemy import select

from app.core import clock
from app.core.db import db
from app.lines.queries import lines_between, notes_since, people_of
from app.lines.rules import Why, gaps, on_now, waits_for
from app.seeds.demo import DAY_TODAY, day_today
from app.shifts.actions import Frame, preview
from app.shifts.models import Shift
from app.shifts.queries import exceptions_of, templates_of
from app.shifts.rules import Ask


def _lines(scene):
    found = lines_between(scene.campaign.id, scene.now - timedelta(days=1), scene.now + timedelta(days=14))
    return {line.name: line for line in found}


def test_it_is_day_twenty(scene):
    assert day_today() == DAY_TODAY


def test_somebody_is_on_duty_on_every_line_now(scene):
    lines = _lines(scene)
    assert set(lines) == {"Đường dây nóng", "Tổ phản ứng nhanh"}
    for line in lines.values():
        (duty,) = on_now(line.duties, scene.now)
        assert duty.seats_taken >= line.least
        assert duty.ends_at - duty.starts_at == timedelta(hours=4)


def test_nobody_minds_the_hotline_in_the_coming_night(scene):
    line = _lines(scene)["Đường dây nóng"]
    (gap,) = gaps(line.duties, scene.now, scene.now + timedelta(days=1), line.least)
    begins, ends = (at.astimezone(clock.LOCAL) for at in (gap.starts_at, gap.ends_at))
    assert gap.why is Why.NOBODY
    # At 00:30 it is that of today; whoever looks at six in the morning has the next night before them.
    assert (begins.time(), min(ends, begins + timedelta(hours=4)).time()) == (time(2), time(6))
    assert scene.now < gap.starts_at <= scene.now + timedelta(days=1)


def test_the_rapid_response_team_is_one_short_once(scene):
    line = _lines(scene)["Tổ phản ứng nhanh"]
    (gap,) = gaps(line.duties, scene.now, scene.now + timedelta(days=7), line.least)
    assert (gap.why, gap.have, gap.missing) == (Why.FEW, 1, 1)


def test_a_note_waits_for_those_on_duty_and_an_older_one_was_confirmed(scene):
    for line in _lines(scene).values():
        (duty,) = on_now(line.duties, scene.now)
        newest, older = notes_since([line.id], scene.campaign.id, scene.now - timedelta(days=3))
        assert waits_for(newest.written_from, [at for *_who, at in newest.readings], duty)
        assert older.readings
    (duty,) = on_now(_lines(scene)["Tổ phản ứng nhanh"].duties, scene.now)
    assert scene.long.id in {row.user_id for row in people_of([duty.id], phones=False)[duty.id]}


def test_the_plan_has_rounds_an_extra_sunday_and_closed_days(scene):
    templates = {one.name: one for one in templates_of(scene.campaign.id)}
    assert {"Sáng", "Chiều", "Tối", "Đi từng ngõ"} <= set(templates)
    rows = [row.PlanException for row in exceptions_of(scene.campaign.id)]
    (extra,) = (row for row in rows if row.kind == "extra")
    assert extra.first_on.weekday() == 6
    rounds = list(db.session.scalars(select(Shift).where(Shift.kind == "round", Shift.day == extra.first_on)))
    assert rounds and {shift.template_id for shift in rounds} == {templates["Đi từng ngõ"].id}
    closed = next(row for row in rows if row.note == "Nhà văn hóa sửa điện")
    there = select(Shift).where(Shift.day == closed.first_on, Shift.point_id == closed.point_id)
    assert db.session.scalars(there).all() == []


def test_the_plan_shows_what_a_closed_day_would_do_and_whom_it_leaves_alone(scene):
    campaign = scene.campaign
    frame = Frame(campaign.id, campaign.starts_on, campaign.ends_on, False)
    diff = preview(frame, Ask(clock.today() + timedelta(days=1), campaign.ends_on)).diff
    assert diff.removed and diff.held
    assert {old.day for old in diff.removed} == {clock.today() + timedelta(days=7)}
