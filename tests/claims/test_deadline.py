"""The setting changes between two claims: the seats of both teams fall back at one instant, and none is in limbo."""

from datetime import date

import pytest
from sqlalchemy import select, update

from app.campaigns.models import Campaign
from app.claims.actions import claim, name
from app.claims.models import TeamClaim
from app.core.db import db, write_tx
from app.core.reasons import Refused
from app.shifts.models import Shift
from app.signups.actions import leave, sign_up
from tests.shifts.makers import AFTERNOON, make_shifts


@pytest.fixture
def shift(room, cast):
    """The afternoon of 17 August with three seats; names could be given until 14:00 on the 16th, now on the 15th."""
    (made,) = make_shifts(cast, slots=(AFTERNOON,), first=date(2025, 8, 17), most=3)
    claim(cast.team1.id, made, 2, cast.minh.id)
    with write_tx() as session:
        session.execute(update(Campaign).values(naming_minutes=48 * 60))
    claim(cast.team2.id, made, 1, cast.hoa.id)
    return made


def instants(shift):
    db.session.rollback()
    told = db.session.scalar(select(Shift.team_until).where(Shift.id == shift))
    return {told, *db.session.scalars(select(TeamClaim.until).where(TeamClaim.shift_id == shift))}


def test_both_teams_have_the_time_of_the_later_claim(shift, cast, at):
    first = db.session.scalar(select(TeamClaim.id).order_by(TeamClaim.id))
    name(first, cast.lan.id, cast.minh.id)
    assert len(instants(shift)) == 1
    leave(cast.lan.id, shift)
    assert len(instants(shift)) == 1
    with at("2025-08-15T13:59:59"):
        sign_up(cast.lan.id, shift)
        with pytest.raises(Refused):
            sign_up(cast.binh.id, shift)
        db.session.rollback()
    with at("2025-08-15T14:00:00"):
        assert [sign_up(one.id, shift).state for one in (cast.binh, cast.hoa)] == ["seated", "seated"]
