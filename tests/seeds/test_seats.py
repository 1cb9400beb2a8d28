"""Seats on their way from one to another in the demo, at any hour of its day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.claims.queries import claims_of_teams
from app.core import clock
from app.core.db import db, write_tx
from app.core.policy import Permission, reach
from app.cover.actions import answer
from app.cover.models import Ask
from app.cover.queries import asks_of
from app.people.queries import held_by
from app.seeds.story import EVERYWHERE
from app.shifts.models import Shift
from app.signups.actions import sign_up
from app.signups.models import SEATED, SignUp
from app.signups.queries import standing
from app.signups.rules import Answer, may_take
from app.swaps.actions import accept
from app.swaps.models import OPEN, SwapOffer


def _offered(now):
    query = select(SignUp, Shift).join(Shift, Shift.id == SignUp.shift_id).where(SignUp.offered_until > now)
    return db.session.execute(query).all()


def test_a_seat_of_a_full_shift_tomorrow_is_kept_for_lan_and_another_for_somebody_else(scene):
    kept = {row.SignUp.user_id: row for row in _offered(scene.now)}
    assert len(kept) == 2
    sign_up, shift = kept[scene.lan.id]
    assert shift.day == clock.today() + timedelta(days=1)
    assert shift.seats_taken + shift.seats_held == shift.max_heads
    assert shift.in_line == 3
    assert scene.now + timedelta(minutes=60) < sign_up.offered_until <= scene.now + timedelta(hours=2)
    where = standing(shift.id, scene.lan.id, EVERYWHERE)
    says = may_take(where.turn, where.limits, where.person, scene.now, where.already, where.offered_until)
    assert says is Answer.OFFERED


def test_an_exchange_waits_for_lan_and_a_seat_of_hers_is_open_to_everybody(scene):
    offers = list(db.session.scalars(select(SwapOffer).where(SwapOffer.state == OPEN)))
    (asked,) = (one for one in offers if one.to_user_id == scene.lan.id)
    assert db.session.get(SignUp, asked.wanted_id).user_id == scene.lan.id
    (own,) = (one for one in offers if one.user_id == scene.lan.id)
    assert own.to_user_id is None
    assert any(one.user_id != scene.lan.id and one.to_user_id is None for one in offers)
    starts = select(Shift.starts_at).where(Shift.id.in_([asked.shift_id, asked.wanted_shift_id, own.shift_id]))
    assert min(db.session.scalars(starts)) > scene.now


class Undone(Exception):
    """So that the demo stays as it is for the next test."""


def test_all_that_waits_for_lan_can_be_answered_with_a_yes(scene):
    lan = scene.lan.id
    offer = db.session.scalar(select(SwapOffer).where(SwapOffer.state == OPEN, SwapOffer.to_user_id == lan))
    kept = next(row.SignUp.shift_id for row in _offered(scene.now) if row.SignUp.user_id == lan)
    (asked,) = asks_of(lan)
    with pytest.raises(Undone), write_tx():
        accept(offer.id, lan)
        assert sign_up(lan, kept).state == SEATED
        assert answer(lan, asked.id, "yes").state == SEATED
        raise Undone


def test_half_of_longs_claim_for_his_team_has_names(scene):
    held = held_by(scene.long.id, clock.today())
    (one,) = claims_of_teams(scene.campaign.id, reach(tuple(held), Permission.SHIFT_ASK))
    assert (one.named, one.unnamed) == (2, 2)
    assert one.until > scene.now + timedelta(hours=12)


def test_of_three_who_were_asked_one_said_yes_one_no_and_one_nothing(scene):
    asks: dict[int, list] = {}
    for row in db.session.scalars(select(Ask).order_by(Ask.id)):
        asks.setdefault(row.shift_id, []).append(row)
    shift_id, three = next((key, rows) for key, rows in asks.items() if len(rows) == 3)
    assert sorted(str(row.answer) for row in three) == ["None", "no", "yes"]
    shift = db.session.get(Shift, shift_id)
    assert shift.starts_at > scene.now and shift.seats_taken < shift.min_heads
    (yes,) = (row.user_id for row in three if row.answer == "yes")
    seat = select(SignUp.state).where(SignUp.shift_id == shift_id, SignUp.user_id == yes)
    assert db.session.scalar(seat) == SEATED
