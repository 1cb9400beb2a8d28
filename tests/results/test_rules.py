"""How names are told, who is called up when, and when a verb says no."""

import unicodedata

import pytest

from app.results.rules import (
    FULL,
    INITIALS,
    NONE,
    ResultAnswer,
    may_publish,
    may_withdraw,
    reading_order,
    renumbered,
    shown_name,
)

DECIDED = [(7, "collective"), (3, "collective"), (5, "individual"), (6, "individual"), (9, "household")]


@pytest.mark.parametrize(
    ("name", "subject", "said"),
    [
        ("Nguyễn Thị Thu Lan", "individual", "N.T.T. Lan"),
        ("Lan", "individual", "Lan"),
        ("đặng ái  Ổn", "individual", "Đ.Á. Ổn"),
        (unicodedata.normalize("NFD", "Ế Ộ Ân"), "individual", "Ế.Ộ. Ân"),
        ("Hộ gia đình ông Nguyễn Văn Bình", "household", "Hộ gia đình ông N.V. Bình"),
        ("Hộ cụ Nguyễn Thị Tư", "household", "Hộ cụ N.T. Tư"),
        ("Hộ bà Ba", "household", "Hộ bà Ba"),
        ("Hồ Bá Anh Thư", "household", "H.B.A. Thư"),
        ("Ho gia dinh ong Ho Van Ba", "household", "H.G.D.O.H.V. Ba"),
        ("Bà", "household", "Bà"),
        ("Tổ chuyển đổi số cộng đồng số 01", "collective", "Tổ chuyển đổi số cộng đồng số 01"),
    ],
)
def test_initials_before_the_given_name(name, subject, said):
    assert shown_name(name, INITIALS, subject) == said


def test_whole_names_and_none():
    assert shown_name("Nguyễn Thị Thu Lan", FULL, "individual") == "Nguyễn Thị Thu Lan"
    assert shown_name("Nguyễn Thị Thu Lan", NONE, "individual") is None
    assert shown_name("Hộ bà Lan", NONE, "household") is None
    assert shown_name("Tổ 1", NONE, "collective") == "Tổ 1"


def test_collectives_then_households_then_people_as_in_the_decision():
    assert reading_order(DECIDED, []) == [7, 3, 9, 5, 6]


def test_a_saved_order_counts_within_its_kind_and_forgets_who_left():
    assert reading_order(DECIDED, [6, 3, 99]) == [3, 7, 9, 6, 5]


def test_numbers_move_somebody_up_or_down_or_nowhere():
    order = [1, 2, 3, 4]
    same = {one: place for place, one in enumerate(order, start=1)}
    assert renumbered(order, {}) == renumbered(order, same) == order
    assert renumbered(order, same | {4: 1}) == [4, 1, 2, 3]
    assert renumbered(order, same | {1: 3}) == [2, 3, 1, 4]
    assert renumbered(order, same | {1: 999}) == [2, 3, 4, 1]
    assert renumbered(order, same | {2: None}) == order
    assert renumbered(order, {1: 4, 2: 3, 3: 2, 4: 1}) == [4, 3, 2, 1]


def test_nothing_is_told_before_the_decision_or_of_nobody_or_twice():
    assert may_publish(False, 2, None, FULL) is ResultAnswer.NOT_DECIDED
    assert may_publish(True, 0, None, FULL) is ResultAnswer.NOBODY
    assert may_publish(True, 2, FULL, FULL) is ResultAnswer.SAME
    assert may_publish(True, 2, FULL, INITIALS) is may_publish(True, 2, None, FULL) is ResultAnswer.YES


def test_withdrawing_takes_a_reason():
    assert may_withdraw(None, "x") is ResultAnswer.NOT_PUBLISHED
    assert may_withdraw(FULL, "") is ResultAnswer.NO_REASON
    assert may_withdraw(FULL, "x") is ResultAnswer.YES
