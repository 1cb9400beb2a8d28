"""Templates: following slots, changed, retired, brought back."""

import pytest

from app.audit.models import Entry
from app.campaigns.actions import change_slot, remove_slot
from app.campaigns.models import Campaign
from app.campaigns.queries import slots_of
from app.core.db import db
from app.core.reasons import Refused
from app.shifts.actions import (
    Frame,
    apply_plan,
    bring_back_template,
    change_template,
    preview,
    retire_template,
    start_templates,
)
from app.shifts.models import Shift, ShiftTemplate
from app.shifts.queries import templates_of
from app.shifts.rules import Ask
from tests.cast import ENDS, STARTS
from tests.shifts.makers import (
    AFTERNOON,
    EVERYWHERE,
    NIGHT,
    TOMORROW,
    make_line,
    make_template,
    pattern,
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


def test_templates_follow_the_slots_of_the_campaign(campaign, cast):
    make_line(cast)
    slot_ids = [slot.id for slot in slots_of(campaign.id)]
    made = start_templates(campaign.id, by=cast.hoa.id)
    found = {one.id: one for one in templates_of(campaign.id)}
    assert [found[n].slot_id for n in made] == [*slot_ids, None]
    assert [spot.id for spot in found[made[0]].points] == [cast.point1.id, cast.point2.id]
    assert (found[made[-1]].every, found[made[-1]].kind) == (240, "on_call")
    _apply(campaign, cast, Ask(TOMORROW, TOMORROW))
    assert len(_shifts()) == 3 * 2 + 6

    first, *_others = slots_of(campaign.id)
    change_slot(campaign, first, "Buổi sáng", first.starts, AFTERNOON.starts, by=None)
    diff = _apply(campaign, cast, Ask(TOMORROW, TOMORROW))
    assert {new.slot for _old, new in diff.changed} == {"Buổi sáng"} and not diff.new
    remove_slot(campaign, first, by=None)
    assert not _apply(campaign, cast, Ask(TOMORROW, TOMORROW)), "it keeps the name and times of the slot"


def test_a_template_is_changed_retired_and_brought_back(campaign, cast):
    template = make_template(cast, cast.point1, slot=AFTERNOON)
    row, (old,) = db.session.get(ShiftTemplate, template), templates_of(campaign.id)
    wish = pattern(cast.point2, slot=NIGHT, kind="on_call", lead_seats=1, opens_days=3, first=STARTS)
    change_template(row, old, wish, by=cast.hoa.id)
    change_template(row, templates_of(campaign.id)[0], wish, by=cast.hoa.id)
    told = db.session.query(Entry).filter_by(action="template.changed").one()
    assert '"points":[' in told.before and '"opens_days":3' in told.after and '"min"' not in told.after
    retire_template(row, by=None)
    retire_template(row, by=None)
    assert _reason(change_template, row, old, wish, by=None) == "RETIRED"
    assert db.session.query(Entry).filter_by(action="template.retired").count() == 1
    bring_back_template(row, by=None)
    _apply(campaign, cast, Ask(TOMORROW, TOMORROW))
    (shift,) = _shifts().values()
    assert (shift.template_id, shift.kind, shift.lead_seats, shift.point_id) == (
        template,
        "on_call",
        1,
        cast.point2.id,
    )
    assert (shift.ends_at - shift.starts_at).total_seconds() == 8 * 3600
    assert shift.opens_at is not None
