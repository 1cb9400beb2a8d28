"""Planning a campaign: the whole difference at once, and never a shift with people on it."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.audit.queries import broken_links
from app.campaigns.actions import close_campaign
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.reasons import Refused
from app.shifts.actions import (
    Frame,
    add_exception,
    add_template,
    apply_plan,
    change_template,
    preview,
    remove_exception,
    retire_template,
)
from app.shifts.models import Shift, ShiftTemplate
from app.shifts.queries import templates_of
from app.shifts.rules import Ask, Closed, Extra, Moved, Spot
from app.signups.actions import leave, sign_up
from tests.cast import ENDS, STARTS
from tests.shifts.makers import (
    AFTERNOON,
    EVENING,
    EVERYWHERE,
    MORNING_SLOT,
    NIGHT,
    TOMORROW,
    make_line,
    make_shifts,
    make_template,
    pattern,
    plan_them,
)

WHOLE = Ask(STARTS, ENDS)


@pytest.fixture
def campaign(room, cast):
    return db.session.get(Campaign, cast.campaign.id)


def _preview(campaign, ask=WHOLE):
    found = preview(Frame(campaign.id, campaign.starts_on, campaign.ends_on, False), ask).diff
    db.session.rollback()
    return found


def _apply(campaign, cast, ask=WHOLE, **more):
    return apply_plan(cast.campaign.name, EVERYWHERE, ask, by=cast.hoa.id, **more)


def _set(campaign_id, template_id, **more):
    (old,) = (one for one in templates_of(campaign_id) if one.id == template_id)
    change_template(db.session.get(ShiftTemplate, template_id), old, pattern(*old.points, **more), by=None)


def _reason(verb, *args, **more) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **more)
    db.session.rollback()
    return refused.value.reason.name


def _shifts():
    db.session.expire_all()
    return {shift.id: shift for shift in db.session.query(Shift).order_by(Shift.id)}


def test_a_whole_campaign_is_planned_in_a_number_of_statements_that_does_not_grow(campaign, cast, count_sql):
    one = make_template(cast, cast.point1, cast.point2, slot=AFTERNOON)
    for slot in (MORNING_SLOT, EVENING):
        make_template(cast, cast.point1, cast.point2, slot=slot)
    assert len(_preview(campaign).new) == 45 * 2 * 3
    with count_sql() as s:
        diff = _apply(campaign, cast)
    assert len(_shifts()) == len(diff.new) == 270
    assert len(s) <= 5
    assert db.session.query(Entry).filter_by(action="shift.added").count() == 270
    assert broken_links()[1] == []
    assert not _apply(campaign, cast)
    _set(campaign.id, one, slot=AFTERNOON, most=5)
    with count_sql() as s:
        changed = _apply(campaign, cast).changed
    assert len(changed) > 60
    # One more: whoever fills seats that came free asks which shifts grew.
    assert len(s) <= 6


def test_applying_twice_what_was_seen_once_changes_nothing(campaign, cast):
    make_template(cast, cast.point1)
    seen = _preview(campaign).mark
    assert len(_apply(campaign, cast, seen=seen).new) == 45
    assert not _apply(campaign, cast, seen=seen)
    assert len(_shifts()) == 45


def test_planning_anew_leaves_people_where_they_are(campaign, cast):
    afternoon = make_template(cast, cast.point1, cast.point2)
    evening = make_template(cast, cast.point1, cast.point2, slot=EVENING)
    day = Ask(TOMORROW, TOMORROW)
    _apply(campaign, cast, day)
    one, two, *_rest = _shifts()
    sign_up(cast.lan.id, one)
    sign_up(cast.binh.id, two)
    leave(cast.binh.id, two)
    _set(campaign.id, afternoon, slot=AFTERNOON, most=5)
    retire_template(db.session.get(ShiftTemplate, evening), by=cast.hoa.id)
    diff = _apply(campaign, cast, day, seen=_preview(campaign, day).mark)
    assert [old.id for old, _new in diff.held] == [one]
    shifts = _shifts()
    assert (shifts[one].max_heads, shifts[two].max_heads) == (2, 5)
    assert set(shifts) == {one, two}


def test_what_somebody_was_on_once_is_called_off_and_comes_back(campaign, cast):
    template = make_template(cast, cast.point1)
    day = Ask(TOMORROW, TOMORROW)
    _apply(campaign, cast, day)
    (shift,) = _shifts()
    sign_up(cast.binh.id, shift)
    leave(cast.binh.id, shift)
    row = add_exception(campaign.id, Closed(TOMORROW, TOMORROW), "Bão", by=cast.hoa.id)
    _apply(campaign, cast, day)
    assert _shifts()[shift].cancelled_at is not None
    remove_exception(row, by=cast.hoa.id)
    _apply(campaign, cast, day)
    assert _shifts()[shift].cancelled_at is None
    assert _shifts()[shift].template_id == template
    sign_up(cast.binh.id, shift)


def test_a_preview_that_is_out_of_date_is_not_applied(campaign, cast):
    (shift,) = make_shifts(cast)
    retire_template(db.session.query(ShiftTemplate).one(), by=None)
    make_template(cast, cast.point2)
    day = Ask(TOMORROW, TOMORROW)
    seen = _preview(campaign, day).mark
    sign_up(cast.lan.id, shift)
    assert _reason(_apply, campaign, cast, day, seen=seen) == "MEANWHILE"
    assert len(_shifts()) == 1


def test_some_templates_alone_leave_the_shifts_of_others(campaign, cast):
    one, other = make_template(cast, cast.point1), make_template(cast, cast.point1, slot=EVENING)
    plan_them(cast, one, other)
    assert len(_shifts()) == 2
    retire_template(db.session.get(ShiftTemplate, other), by=None)
    assert not plan_them(cast, one)
    assert len(plan_them(cast, one, prune=True).removed) == 1


def test_exceptions_are_planned(campaign, cast):
    weekdays = make_template(cast, cast.point1, weekdays=frozenset(range(5)))
    line = make_line(cast)
    clock = add_template(campaign.id, pattern(line, slot=NIGHT, every=480), by=None)
    sunday = TOMORROW.replace(day=17)
    days = Ask(TOMORROW, sunday)
    assert [len(_preview(campaign, days).new), clock > weekdays] == [1 + 3 * 3, True]
    add_exception(campaign.id, Closed(TOMORROW, TOMORROW, places_only=True), "Nghỉ", by=None)
    add_exception(campaign.id, Extra(sunday, sunday, weekdays), "", by=None)
    add_exception(campaign.id, Moved(sunday, sunday, cast.point1.id, cast.point2.id), "", by=None)
    _apply(campaign, cast, days)
    placed = [(shift.point_id, shift.day) for shift in _shifts().values() if shift.template_id == weekdays]
    assert placed == [(cast.point2.id, sunday)]
    assert not _apply(campaign, cast, days)


def test_nothing_of_another_ward_is_planned_and_nothing_outside_of_the_campaign(campaign, cast):
    assert _reason(_apply, campaign, cast) == "NO_TEMPLATE"
    make_template(cast, cast.point1)
    assert _reason(_apply, campaign, cast, Ask(STARTS, ENDS.replace(year=2099))) == "OUTSIDE"
    assert _reason(_apply, campaign, cast, Ask(ENDS, STARTS)) == "OUTSIDE"
    foreign = pattern(Spot(cast.other_point.id))
    with pytest.raises(IntegrityError):
        add_template(campaign.id, foreign, by=None)
    db.session.rollback()
    moved = Moved(TOMORROW, TOMORROW, cast.point1.id, cast.other_point.id)
    assert _reason(add_exception, campaign.id, moved, "", by=None) == "NO_PLACE"
    close_campaign(campaign, by=None)
    assert _reason(_apply, campaign, cast) == "CLOSED"
    assert _reason(make_template, cast, cast.point1) == "CLOSED"
    assert _reason(add_exception, campaign.id, Closed(TOMORROW, TOMORROW), "", by=None) == "CLOSED"
    assert _reason(retire_template, db.session.query(ShiftTemplate).one(), by=None) == "CLOSED"
