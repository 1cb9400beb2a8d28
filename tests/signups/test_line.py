"""The line: free seats are offered in its order, each for a limited time."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.audit.models import Entry
from app.campaigns.models import Campaign
from app.core.clock import now
from app.core.db import db, write_tx
from app.core.reasons import Refused
from app.people.models import User
from app.shifts.models import Shift
from app.signups.actions import leave, put_on, settle_due, sign_up
from app.signups.models import SignUp
from app.signups.queries import people_on
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts


def states(shift):
    """Who is where, in the order of joining; "offered" for a seat that is held."""
    db.session.expire_all()
    rows = sorted(people_on(shift), key=lambda row: row.id)
    return [(row.user_id, "offered" if row.offered_until else row.state) for row in rows]


def told(action):
    return [
        json.loads(entry.after)["user"]
        for entry in db.session.query(Entry).filter_by(action=action).order_by(Entry.id)
    ]


def settings(**values):
    with write_tx() as session:
        session.execute(update(Campaign).values(**values))


@pytest.fixture
def line(room, cast):
    """One seat, taken by Lan; Bình, Minh and Hoa in line."""
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.lan.id, shift)
    for person in (cast.binh, cast.minh, cast.hoa):
        sign_up(person.id, shift, wait=True)
    return shift


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    db.session.rollback()
    return caught.value.reason.name


def test_a_freed_seat_is_held_for_the_first_who_has_a_limited_time(line, cast, at):
    leave(cast.lan.id, line)
    assert states(line) == [(cast.binh.id, "offered"), (cast.minh.id, "waiting"), (cast.hoa.id, "waiting")]
    assert refused(sign_up, cast.lan.id, line) == "FULL", "held, so nobody else's"
    assert refused(sign_up, cast.minh.id, line) == "ALREADY_IN_LINE"
    shift = db.session.get(Shift, line)
    assert (shift.seats_taken, shift.seats_held, shift.in_line) == (0, 1, 3)
    assert sign_up(cast.binh.id, line).state == "seated"
    assert states(line)[0] == (cast.binh.id, "seated")
    db.session.expire_all()
    shift = db.session.get(Shift, line)
    assert (shift.seats_taken, shift.seats_held, shift.in_line) == (1, 0, 2)


def test_who_lets_it_go_hands_it_to_the_next(line, cast):
    leave(cast.lan.id, line)
    leave(cast.binh.id, line)
    assert states(line) == [(cast.minh.id, "offered"), (cast.hoa.id, "waiting")]
    assert told("sign_up.declined") == [cast.binh.id]


def test_each_is_asked_once_and_in_order_until_the_line_is_empty(line, cast, at):
    leave(cast.lan.id, line)
    for hour in (11, 13, 15):
        with at(f"2025-08-14T{hour}:00:00"):
            settle_due()
            settle_due()
    people = [cast.binh.id, cast.minh.id, cast.hoa.id]
    assert told("sign_up.offered") == people
    assert told("sign_up.lapsed") == people
    shift = db.session.get(Shift, line)
    assert (shift.seats_taken, shift.seats_held, shift.in_line) == (0, 0, 0)


def test_an_offer_ends_to_the_second_whether_or_not_the_job_has_run(line, cast, at):
    """Made so that it ends at 23:59:59 in Vietnam."""
    with at("2025-08-14T21:59:59"):
        leave(cast.lan.id, line)
    (offered,) = [row.offered_until for row in people_on(line) if row.offered_until]
    assert offered.isoformat() == "2025-08-14T16:59:59+00:00"
    db.session.commit()
    with at("2025-08-14T23:59:59"):
        assert refused(sign_up, cast.binh.id, line) == "FULL"
        assert settle_due() == 1
        assert states(line) == [(cast.minh.id, "offered"), (cast.hoa.id, "waiting")]
    with at("2025-08-15T01:00:00"):
        assert sign_up(cast.minh.id, line).state == "seated"


def test_a_second_before_its_end_an_offer_holds(line, cast, at):
    with at("2025-08-14T21:59:59"):
        leave(cast.lan.id, line)
    with at("2025-08-14T23:59:58"):
        assert settle_due() == 0
        assert sign_up(cast.binh.id, line).state == "seated"


def test_no_offer_outlives_the_start(line, cast, at):
    with at("2025-08-15T13:58:00"):
        leave(cast.lan.id, line)
        (until,) = [row.offered_until for row in people_on(line) if row.offered_until]
        assert until == db.session.get(Shift, line).starts_at
        db.session.commit()
    with at("2025-08-15T14:00:00"):
        assert refused(sign_up, cast.binh.id, line) == "STARTED"
        settle_due()
        assert states(line) == [(cast.minh.id, "waiting"), (cast.hoa.id, "waiting")], (
            "nobody is asked after the start"
        )


def test_whoever_can_not_take_it_now_keeps_the_place_and_is_asked_when_that_changes(room, cast):
    one, other = make_shifts(cast, cast.point1, cast.point2, most=1)
    sign_up(cast.lan.id, one)
    for person in (cast.binh, cast.minh):
        sign_up(person.id, one, wait=True)
    sign_up(cast.binh.id, other)
    leave(cast.lan.id, one)
    assert states(one) == [(cast.binh.id, "waiting"), (cast.minh.id, "offered")]
    leave(cast.minh.id, one)
    assert states(one) == [(cast.binh.id, "waiting")]
    leave(cast.binh.id, other)
    settle_due()
    assert states(one) == [(cast.binh.id, "offered")]


def test_a_ward_may_give_the_seat_at_once(line, cast):
    settings(offer_minutes=0)
    leave(cast.lan.id, line)
    assert states(line) == [(cast.binh.id, "seated"), (cast.minh.id, "waiting"), (cast.hoa.id, "waiting")]
    assert told("sign_up.promoted") == [cast.binh.id]


def test_seats_for_leads_are_offered_to_leads_alone(room, cast):
    (shift,) = make_shifts(cast, most=1)
    sign_up(cast.minh.id, shift)  # leads team 01
    with write_tx() as session:
        session.execute(update(Shift).values(lead_seats=1))
    sign_up(cast.lan.id, shift, wait=True)
    leave(cast.minh.id, shift)
    assert states(shift) == [(cast.lan.id, "waiting")]
    assert refused(sign_up, cast.binh.id, shift) == "LEADS_ONLY"
    assert sign_up(cast.minh.id, shift).state == "seated"


def test_staff_set_a_rule_aside_with_a_reason_that_the_trail_keeps(room, cast):
    (shift,) = make_shifts(cast)
    with write_tx() as session:
        session.execute(update(User).where(User.id == cast.lan.id).values(birth_year=2012))
    assert refused(put_on, cast.lan.id, shift, "Có phụ huynh đi cùng", cast.hoa.id) == "TOO_YOUNG"
    put_on(cast.lan.id, shift, "Có phụ huynh đi cùng", cast.hoa.id, override=True)
    last = db.session.query(Entry).order_by(Entry.id.desc()).first()
    assert (last.action, last.reason, json.loads(last.after)["overrode"]) == (
        "sign_up.seated",
        "Có phụ huynh đi cùng",
        "too_young",
    )


def test_no_reason_sets_aside_that_somebody_sits_elsewhere(room, cast):
    one, other = make_shifts(cast, cast.point1, cast.point2)
    sign_up(cast.lan.id, one)
    assert refused(put_on, cast.lan.id, other, "Gấp", cast.hoa.id, override=True) == "PERSON_BUSY"


def test_rest_is_asked_for_across_days(room, cast, at):
    (late,) = make_shifts(cast, slots=(EVENING,))
    sign_up(cast.lan.id, late)
    settings(rest_minutes=48 * 60)
    early = make_shifts(cast, slots=(AFTERNOON,), first=db.session.get(Shift, late).day + timedelta(days=1))
    assert refused(sign_up, cast.lan.id, early[-1]) == "NO_REST"


def test_the_database_never_holds_more_than_there_are_seats(line, cast):
    leave(cast.lan.id, line)
    waiting = db.session.query(SignUp).filter_by(state="waiting", offered_until=None).first()
    with pytest.raises(Exception, match=r"(?i)check"), write_tx() as session:
        session.execute(update(SignUp).where(SignUp.id == waiting.id).values(offered_until=now()))
