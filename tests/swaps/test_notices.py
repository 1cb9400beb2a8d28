"""Who hears of a seat that changes hands, each once, and what was asked becomes history."""

import pytest
from flask_babel import gettext

from app.core.clock import now
from app.core.db import db
from app.core.i18n import speaking
from app.messages.kinds import KINDS
from app.messages.letters import facts_of
from app.messages.models import Message
from app.messages.queries import names_of
from app.signups.actions import leave, sign_up
from app.swaps.actions import accept, decline, hand_over, lapse_due, offer_seat, withdraw
from tests.shifts.makers import AFTERNOON, EVENING, make_shifts
from tests.swaps.test_actions import seat_of


def told(kind=None):
    """(person, kind) of what was told, in order; or the messages of one kind."""
    db.session.rollback()
    db.session.expire_all()
    found = db.session.query(Message).order_by(Message.id).all()
    if kind:
        return [message for message in found if message.kind == kind]
    return [(message.user_id, message.kind) for message in found if message.kind.startswith("swap")]


def said(message, language="vi"):
    kind = KINDS[message.kind]
    with speaking(language):
        facts = facts_of(kind, message.data, names_of({message.data[name] for name in kind.people}))
        return gettext(kind.sentence, **facts)


@pytest.fixture
def pair(room, cast):
    one, other = make_shifts(cast, slots=(AFTERNOON, EVENING), most=1)
    sign_up(cast.lan.id, one)
    sign_up(cast.binh.id, other)
    return one, other


def test_asked_and_answered(pair, cast):
    one, _ = pair
    offer = offer_seat(cast.lan.id, one, cast.minh.id)
    assert told() == [(cast.minh.id, "swap.offered")]
    (asked,) = told("swap.offered")
    assert said(asked) == (
        "Nguyễn Thị Thu Lan nhường bạn chỗ ở Điểm lưu động số 1, Thứ Sáu, 15/8/2025, 14:00–\u206017:00, "
        "nếu bạn đồng ý trước khi ca bắt đầu."
    )
    decline(offer, cast.minh.id)
    assert told("swap.offered")[0].ends_at == now(), "nothing to answer any more"
    accept(offer_seat(cast.lan.id, one, cast.minh.id), cast.minh.id)
    assert told()[1:] == [
        (cast.lan.id, "swap.declined"),
        (cast.minh.id, "swap.offered"),
        (cast.lan.id, "swap.taken"),
    ]
    assert told("seat.given") == told("seat.taken_off") == [], "both did it themselves"


def test_an_exchange_is_said_with_both_seats(pair, cast):
    one, other = pair
    accept(offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other)), cast.binh.id)
    assert told() == [(cast.binh.id, "swap.proposed"), (cast.lan.id, "swap.exchanged")]
    assert said(told("swap.proposed")[0], "en") == (
        "Nguyễn Thị Thu Lan offers Điểm lưu động số 1, Friday, 15/8/2025, 14:00–\u206017:00, "
        "in exchange for yours at "
        "Điểm lưu động số 1, Friday, 15/8/2025, 19:00–\u206021:00."
    )


def test_those_in_line_hear_from_when_it_is_their_turn(pair, cast):
    one, _ = pair
    sign_up(cast.binh.id, one, wait=True)
    sign_up(cast.hoa.id, one, wait=True)
    offer_seat(cast.lan.id, one)
    assert told() == [(cast.binh.id, "swap.in_line"), (cast.hoa.id, "swap.in_line")]
    assert "09:00 hôm nay" in said(told("swap.in_line")[0])
    assert "11:00 hôm nay" in said(told("swap.in_line")[1])


def test_withdrawn_and_lapsed(pair, cast):
    one, other = pair
    withdraw(offer_seat(cast.lan.id, one, cast.minh.id), cast.lan.id)
    assert told()[1:] == [(cast.minh.id, "swap.withdrawn")]
    offer_seat(cast.lan.id, one, wanted_id=seat_of(cast.binh, other))
    leave(cast.binh.id, other)
    lapse_due()
    lapse_due()
    assert told()[2:] == [(cast.binh.id, "swap.proposed"), (cast.lan.id, "swap.lapsed")]
    assert told("swap.proposed")[0].ends_at == now()


def test_what_staff_do_is_told_to_both_once(pair, cast):
    one, _ = pair
    hand_over(cast.lan.id, one, cast.minh.id, "Ốm", cast.hoa.id)
    assert told() == []
    assert [message.user_id for message in told("seat.given")] == [cast.minh.id]
    assert [message.user_id for message in told("seat.taken_off")] == [cast.lan.id]
