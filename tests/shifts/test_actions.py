"""Planning a campaign: the whole difference at once, and never a shift with people on it."""

import pytest

from app.audit.models import Entry
from app.audit.queries import broken_links
from app.campaigns.models import Campaign
from app.core.db import db
from app.core.reasons import Refused
from app.shifts.actions import generate, preview
from app.shifts.models import Shift
from app.signups.actions import leave, sign_up
from tests.cast import ENDS, STARTS
from tests.shifts.makers import AFTERNOON, EVENING, MORNING_SLOT, choice, make_shifts

SLOTS = (MORNING_SLOT, AFTERNOON, EVENING)


@pytest.fixture
def campaign(room, cast):
    return db.session.get(Campaign, cast.campaign.id)


def _count(*where):
    return db.session.query(Shift).filter(*where).count()


def test_a_whole_campaign_is_planned_in_a_number_of_statements_that_does_not_grow(campaign, cast, count_sql):
    whole = choice(cast.point1, cast.point2, slots=SLOTS, first=STARTS, last=ENDS)
    assert len(preview(campaign, whole).new) == 45 * 2 * 3
    with count_sql() as s:
        diff = generate(campaign, whole, by=cast.hoa.id)
    assert _count() == len(diff.new) == 270
    assert len(s) <= 7
    assert db.session.query(Entry).filter_by(action="shift.added").count() == 270
    assert broken_links()[1] == []
    assert not generate(campaign, whole, by=cast.hoa.id)
    larger = choice(cast.point1, cast.point2, slots=SLOTS, first=STARTS, last=ENDS, most=5)
    with count_sql() as s:
        changed = generate(campaign, larger, by=cast.hoa.id).changed
    assert len(changed) > 180
    assert len(s) <= 7


def test_planning_anew_leaves_people_where_they_are(campaign, cast):
    one, two, three, four = make_shifts(cast, cast.point1, cast.point2, slots=(AFTERNOON, EVENING))
    sign_up(cast.lan.id, one)
    sign_up(cast.binh.id, two)
    leave(cast.binh.id, two)
    plan = choice(cast.point2, slots=(AFTERNOON,), most=5)
    diff = generate(campaign, plan, by=cast.hoa.id, seen=preview(campaign, plan).mark)
    assert [old.id for old, _new in diff.held] == [one]
    db.session.expire_all()
    shifts = {shift.id: shift for shift in db.session.query(Shift)}
    assert shifts[one].max_heads == 2
    # Somebody was once on the second: it is called off instead of wiped out.
    left = {shift.id: shift.cancelled_at is not None for shift in shifts.values()}
    wiped = {one, two, three, four} - set(left)
    assert len(wiped) + sum(left.values()) == 2


def test_a_preview_that_is_out_of_date_is_not_applied(campaign, cast):
    (shift,) = make_shifts(cast)
    plan = choice(cast.point2)
    seen = preview(campaign, plan).mark
    sign_up(cast.lan.id, shift)
    with pytest.raises(Refused) as refused:
        generate(campaign, plan, by=cast.hoa.id, seen=seen)
    assert refused.value.reason.name == "MEANWHILE"
    db.session.rollback()
    assert _count() == 1


def test_outside_of_the_campaign_nothing_is_planned(campaign, cast):
    for wrong in (choice(cast.point1, first=STARTS, last=ENDS.replace(year=2099)), choice(), choice(least=9)):
        with pytest.raises(Refused):
            generate(campaign, wrong, by=None)
        db.session.rollback()
    assert _count() == 0
