"""Seats that change hands: offered, accepted, declined, withdrawn, lapsed; never doubled, never lost."""

import json

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from app.audit.models import Entry
from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db, write_tx
from app.core.policy import Reach
from app.core.reasons import Refused
from app.people.models import User
from app.shifts.actions import cancel
from app.shifts.models import Shift
from app.signups.actions import leave, sign_up, take_off
from app.signups.models import SignUp
from app.swaps.actions import accept, decline, hand_over, lapse_due, offer_seat, withdraw
from app.swaps.models import SwapOffer
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts


def seated(*shifts):
    """(user, shift) of all seats, and the counters must agree."""
    db.session.rollback()
    db.session.expire_all()
    found = db.session.execute(
        select(SignUp.user_id, SignUp.shift_id).where(SignUp.shift_id.in_(shifts), SignUp.state == "seated")
    ).all()
    for shift in shifts:
        assert db.session.get(Shift, shift).seats_taken == len([row for row in found if row[1] == shift])
    return sorted(map(tuple, found))


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    db.session.rollback()
    return caught.value.reason.name


def state(offer):
    db.session.expire_all()
    return db.session.get(SwapOffer, offer).state


def told(action):
    entries = db.session.query(Entry).filter(Entry.action == action).order_by(Entry.id)
    return [(entry.by, json.loads(entry.after)) for entry in entries]


@pytest.fixture
def pair(room, cast):
    """Two shifts of one seat each: Lan has the afternoon, Bình the evening of the same day."""
    one, other = make_shifts(cast, slots=(AFTERNOON, EVENING), most=1)
    sign_up(cast.lan.id, one)
    sign_up(cast.binh.id, other)
    return one, other


def seat_of(user, shift):
    return db.session.scalar(
        select(SignUp.id).where(SignUp.user_id == user.id, SignUp.shift_id == shift, SignUp.state == "seated")
    )


def test_a_seat_goes_to_whom_it_was_offered(pair, cast):
    one, other = pair
    offer = offer_seat(cast.lan.id, one, cast.binh.id)
    assert seated(one) == [(cast.lan.id, one)], "it stays with its holder until somebody accepts"
    accept(offer, cast.binh.id)
    assert seated(one, other) == [(cast.binh.id, one), (cast.binh.id, other)]
    assert state(offer) == "accepted"
    after = {"shift": one, "user": cast.lan.id, "to": cast.binh.id}
    assert told("swap.offered") == [(cast.lan.id, after)]
    assert told("swap.accepted") == [(cast.binh.id, after)]
    assert told("sign_up.left") == [(cast.lan.id, {"shift": one, "user": cast.lan.id, "swap": offer})]
    assert told("sign_up.seated")[-1] == (cast.binh.id, {"shift": one, "user": cast.binh.id, "swap": offer})


def test_two_seats_are_exchanged(pair, cast):
    one, other = pair
    offer = offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other))
    accept(offer, cast.binh.id)
    assert seated(one, other) == [(cast.lan.id, other), (cast.binh.id, one)]


def test_an_exchange_at_the_same_hours_is_no_overlap(room, cast):
    one, other = make_shifts(cast, cast.point1, cast.point2, most=1)
    sign_up(cast.lan.id, one)
    sign_up(cast.binh.id, other)
    assert refused(offer_seat, cast.lan.id, one, cast.binh.id) == "PERSON_CANT", "as a gift it would be one"
    offer = offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other))
    accept(offer, cast.binh.id)
    assert seated(one, other) == [(cast.lan.id, other), (cast.binh.id, one)]


def test_an_offer_to_everyone_goes_to_the_first_who_takes_it(pair, cast):
    one, _ = pair
    offer = offer_seat(cast.lan.id, one)
    db.session.expire_all()
    assert db.session.get(Shift, one).on_offer == 1
    accept(offer, cast.minh.id)
    assert refused(accept, offer, cast.binh.id) == "ENDED"
    assert seated(one) == [(cast.minh.id, one)]
    assert db.session.get(Shift, one).on_offer == 0


def test_those_in_line_are_asked_first_one_after_the_other(pair, cast, at):
    one, _ = pair
    sign_up(cast.binh.id, one, wait=True)
    sign_up(cast.hoa.id, one, wait=True)
    with at("2025-08-14T10:00:00"):
        offer = offer_seat(cast.lan.id, one)
        assert refused(accept, offer, cast.minh.id) == "LINE_FIRST"
        assert refused(accept, offer, cast.hoa.id) == "LINE_FIRST"
    with at("2025-08-14T11:59:59"):
        assert refused(accept, offer, cast.hoa.id) == "LINE_FIRST"
    with at("2025-08-14T12:00:00"):
        assert refused(accept, offer, cast.minh.id) == "LINE_FIRST"
        accept(offer, cast.hoa.id)
    assert seated(one) == [(cast.hoa.id, one)]
    assert db.session.get(Shift, one).in_line == 1, "Bình keeps the first place in line"


def test_after_the_line_anybody_can_take_it(pair, cast, at):
    one, _ = pair
    sign_up(cast.binh.id, one, wait=True)
    with at("2025-08-14T10:00:00"):
        offer = offer_seat(cast.lan.id, one)
    with at("2025-08-14T11:59:59"):
        assert refused(accept, offer, cast.minh.id) == "LINE_FIRST"
    with at("2025-08-14T12:00:00"):
        accept(offer, cast.minh.id)
    assert seated(one) == [(cast.minh.id, one)]


def test_who_is_named_need_not_wait_for_the_line(pair, cast):
    one, _ = pair
    sign_up(cast.binh.id, one, wait=True)
    accept(offer_seat(cast.lan.id, one, cast.minh.id), cast.minh.id)
    assert seated(one) == [(cast.minh.id, one)]


def test_a_seat_can_be_handed_over_after_the_deadline_for_leaving(pair, cast, at):
    one, _ = pair
    with write_tx() as session:
        session.execute(update(Campaign).values(leave_minutes=2880))
    assert refused(leave, cast.lan.id, one) == "TOO_LATE"
    accept(offer_seat(cast.lan.id, one, cast.minh.id), cast.minh.id)
    assert seated(one) == [(cast.minh.id, one)]


def test_saying_no_and_taking_back(pair, cast):
    one, _ = pair
    offer = offer_seat(cast.lan.id, one, cast.binh.id)
    decline(offer, cast.binh.id)
    assert state(offer) == "declined"
    assert refused(accept, offer, cast.binh.id) == "ENDED"
    again = offer_seat(cast.lan.id, one, cast.binh.id)
    withdraw(again, cast.lan.id)
    assert refused(accept, again, cast.binh.id) == refused(decline, again, cast.binh.id) == "ENDED"
    assert seated(one) == [(cast.lan.id, one)]
    assert [by for by, _ in told("swap.declined") + told("swap.withdrawn")] == [cast.binh.id, cast.lan.id]


def test_bad_offers_are_refused(pair, cast):
    one, other = pair
    assert refused(offer_seat, cast.lan.id, one, cast.lan.id) == "ONESELF"
    assert refused(offer_seat, cast.lan.id, one, cast.dung.id) == "NOT_LISTED"
    assert refused(offer_seat, cast.lan.id, one, cast.hoa.id) == "NOT_LISTED", "of another team, on no shift"
    assert refused(offer_seat, cast.lan.id, one, 2_000_000_000) == "NOT_LISTED"
    assert refused(offer_seat, cast.minh.id, one, cast.binh.id) == "NOT_ON_IT"
    assert refused(offer_seat, cast.lan.id, one, wanted_id=2_000_000_000) == "THEIR_SEAT_GONE"
    assert refused(offer_seat, cast.lan.id, one, wanted_id=seat_of(cast.lan, one)) == "THEIR_SEAT_GONE"
    offer_seat(cast.lan.id, one, cast.binh.id)
    assert refused(offer_seat, cast.lan.id, one) == "ON_OFFER"
    assert seated(one, other) == [(cast.lan.id, one), (cast.binh.id, other)]


def test_an_offer_is_nobody_elses_business(pair, cast):
    offer = offer_seat(cast.lan.id, pair[0], cast.binh.id)
    elsewhere = Reach(wards=frozenset({cast.kien_hung.id}))
    for call in (
        lambda: accept(offer, cast.minh.id),
        lambda: accept(offer, cast.binh.id, elsewhere),
        lambda: accept(2_000_000_000, cast.binh.id),
        lambda: decline(offer, cast.lan.id),
        lambda: decline(offer, cast.binh.id, elsewhere),
        lambda: withdraw(offer, cast.binh.id),
    ):
        with pytest.raises(LookupError):
            call()
        db.session.rollback()
    assert refused(accept, offer, cast.lan.id) == "OWN"
    assert state(offer) == "open"


def test_both_are_looked_at_again(pair, cast, room):
    one, other = pair
    swap = offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other))
    gift = offer_seat(cast.binh.id, other, cast.hoa.id)
    with write_tx() as session:
        session.execute(update(User).where(User.id == cast.hoa.id).values(birth_year=2012))
    assert refused(accept, gift, cast.hoa.id) == "TOO_YOUNG"
    with write_tx() as session:
        session.execute(update(User).where(User.id == cast.lan.id).values(birth_year=2012))
    assert refused(accept, swap, cast.binh.id) == "OTHER_CANT", "why is nobody else's business"
    assert seated(one, other) == [(cast.lan.id, one), (cast.binh.id, other)]


def test_it_lapses_to_the_second_when_the_earlier_shift_begins(pair, cast, at):
    one, other = pair
    offer = offer_seat(cast.binh.id, other, wanted_id=seat_of(cast.lan, one))
    with at("2025-08-15T14:00:00"):
        assert refused(accept, offer, cast.lan.id) == refused(decline, offer, cast.lan.id) == "LAPSED"
        assert refused(withdraw, offer, cast.binh.id) == "LAPSED"
        assert state(offer) == "open", "nothing was written yet"
        assert (lapse_due(), lapse_due()) == (1, 0)
    assert state(offer) == "lapsed"
    assert [by for by, _ in told("swap.lapsed")] == [None]


def test_a_second_before_it_can_be_accepted(pair, cast, at):
    one, other = pair
    offer = offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other))
    with at("2025-08-15T13:59:59"):
        assert lapse_due() == 0
        accept(offer, cast.binh.id)
    assert seated(one, other) == [(cast.lan.id, other), (cast.binh.id, one)]


@pytest.mark.parametrize("how", ["leave", "take_off", "cancel", "other_leaves"])
def test_it_lapses_with_either_seat(pair, cast, how):
    one, other = pair
    offer = offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other))
    if how == "leave":
        leave(cast.lan.id, one)
    elif how == "take_off":
        take_off(cast.lan.id, one, "Ốm", cast.hoa.id)
    elif how == "cancel":
        cancel(db.session.get(Shift, one), "Bão", cast.hoa.id)
    else:
        leave(cast.binh.id, other)
    assert state(offer) == "lapsed"
    assert (lapse_due(), lapse_due()) == (1, 0)
    assert len(told("swap.lapsed")) == 1


def test_offers_of_a_seat_that_went_over_lapse(pair, cast):
    one, other = pair
    mine = offer_seat(cast.lan.id, one, cast.minh.id)
    swap = offer_seat(cast.binh.id, other, wanted_id=seat_of(cast.lan, one))
    accept(swap, cast.lan.id)
    assert state(mine) == "lapsed"
    assert refused(accept, mine, cast.minh.id) == "ENDED"


def test_a_seat_kept_for_leads_goes_to_a_lead(room, cast):
    (one,) = make_shifts(cast, most=1)
    with write_tx() as session:
        session.execute(update(Shift).values(lead_seats=1))
    sign_up(cast.minh.id, one)
    assert refused(offer_seat, cast.minh.id, one, cast.lan.id) == "LEADS_ONLY"
    offer = offer_seat(cast.minh.id, one)
    assert refused(accept, offer, cast.lan.id) == "LEADS_ONLY"


def test_who_waits_in_line_has_one_place_afterwards(pair, cast):
    one, other = pair
    sign_up(cast.binh.id, one, wait=True)
    accept(offer_seat(cast.lan.id, one, cast.binh.id), cast.binh.id)
    assert seated(one, other) == [(cast.binh.id, one), (cast.binh.id, other)]
    assert db.session.get(Shift, one).in_line == 0


def test_staff_do_it_at_once_with_a_reason(pair, cast):
    one, other = pair
    open_one = offer_seat(cast.lan.id, one, cast.minh.id)
    hand_over(cast.lan.id, one, cast.minh.id, "Lan ốm", cast.hoa.id)
    assert seated(one) == [(cast.minh.id, one)]
    assert state(open_one) == "lapsed"
    hand_over(cast.minh.id, one, None, "Đổi điểm", cast.hoa.id, wanted_id=seat_of(cast.binh, other))
    assert seated(one, other) == [(cast.minh.id, other), (cast.binh.id, one)]
    entry = db.session.query(Entry).filter_by(action="swap.accepted").order_by(Entry.id.desc()).first()
    assert (entry.by, entry.reason) == (cast.hoa.id, "Đổi điểm")


def test_staff_set_rules_aside_with_a_reason_but_not_every_one(pair, cast):
    one, _ = pair
    with write_tx() as session:
        session.execute(update(User).where(User.id == cast.minh.id).values(birth_year=2012))
    assert refused(hand_over, cast.lan.id, one, cast.minh.id, "Cần", cast.hoa.id) == "TOO_YOUNG"
    hand_over(cast.lan.id, one, cast.minh.id, "Có người kèm", cast.hoa.id, override=True)
    assert seated(one) == [(cast.minh.id, one)]
    assert refused(hand_over, cast.minh.id, one, cast.dung.id, "x", cast.hoa.id, override=True) == "NOT_IN_WARD"
    assert refused(hand_over, cast.lan.id, one, cast.binh.id, "x", cast.hoa.id) == "NOT_ON_IT"
    assert refused(hand_over, cast.minh.id, one, None, "x", cast.hoa.id) == "NOBODY"
    assert refused(hand_over, cast.minh.id, one, cast.minh.id, "x", cast.hoa.id) == "ONESELF"


def test_the_database_knows_who_may_offer_and_pass_on(pair, cast):
    one, other = pair
    values = {
        "ward_id": cast.cua_nam.id,
        "shift_id": one,
        "sign_up_id": seat_of(cast.lan, one),
        "user_id": cast.lan.id,
        "state": "open",
        "made_at": now(),
        "made_by": cast.lan.id,
    }
    false = (
        {"user_id": cast.minh.id},
        {"shift_id": other},
        {"sign_up_id": seat_of(cast.binh, other)},
        {"to_user_id": cast.lan.id},
        {"to_user_id": cast.minh.id, "wanted_id": seat_of(cast.binh, other), "wanted_shift_id": other},
        {"wanted_id": seat_of(cast.binh, other), "wanted_shift_id": other},
        {"state": "accepted", "ended_at": now()},
        {"state": "lapsed"},
    )
    for wrong in false:
        with pytest.raises(IntegrityError), write_tx() as session:
            session.execute(insert(SwapOffer).values(**values | wrong))
    with write_tx() as session:
        session.execute(insert(SwapOffer).values(**values))
    with pytest.raises(IntegrityError), write_tx() as session:
        session.execute(insert(SwapOffer).values(**values))
    accepted = "state = 'accepted', ended_at = made_at, taker_id = user_id"
    for change in (f"user_id = {cast.minh.id}", accepted, f"to_user_id = {cast.minh.id}"):
        with pytest.raises(IntegrityError), write_tx() as session:
            session.execute(text(f"UPDATE swap_offers SET {change}"))
    with pytest.raises(IntegrityError), write_tx() as session:
        session.execute(text("DELETE FROM swap_offers"))
