"""What one alone may mend, and what a second person has to confirm."""

import pytest

from app.names.rules import NameAnswer, is_slip, may_correct

SLIPS = [
    ("Đinh Thị Hồng Hương", "Đinh Thị Hồng Hường"),
    ("Nguyễn Thi Lan", "Nguyễn Thị Lan"),
    ("NGUYỄN  VĂN AN", "Nguyễn Văn An"),
    ("Nguyễn VănAn", "Nguyễn Văn An"),
    ("Trần Hoà", "Trần Hòa"),
    ("Lê Minh Tuân", "Lê Minh Tuấn"),
    ("Phạm Qunag", "Phạm Quang"),
    ("Vũ Thị Lon", "Vũ Thị Loan"),
    ("Đặng Thuỷ", "Đặng Thủy"),
    ("Tổ chuyển đổi số cộng dồng số 01", "Tổ chuyển đổi số cộng đồng số 1"),
]
MORE = [
    ("Trần Thị Lan", "Trần Thị Mai"),
    ("Trần Thị Nam", "Trần Thị Lam"),
    ("Nguyễn Văn An", "Nguyễn An"),
    ("Nguyễn Văn An", "Lê Văn An"),
    ("Tổ chuyển đổi số cộng đồng số 1", "Tổ chuyển đổi số cộng đồng số 2"),
    ("Tổ 1", "Tổ 11"),
    ("Hộ ông Ba", "Hộ bà Tư"),
    ("Nguyễn Văn An", "x" * 200),
    ("An", "!!!"),
]


@pytest.mark.parametrize(("before", "after"), SLIPS)
def test_a_slip_of_the_pen(before, after):
    assert is_slip(before, after) and is_slip(after, before)


@pytest.mark.parametrize(("before", "after"), MORE)
def test_more_than_a_slip(before, after):
    assert not is_slip(before, after) and not is_slip(after, before)


def test_small_steps_lead_nowhere():
    """Each is one letter away from the one before; measured is against what a second person last saw."""
    first, second, third = "Trần Thị Lan", "Trần Thị Loan", "Trần Thị Loa"
    assert may_correct(first, first, second, False, False) is NameAnswer.YES
    assert may_correct(second, first, third, False, False) is NameAnswer.LARGER
    assert may_correct(second, first, first, False, False) is NameAnswer.YES


def test_what_else_takes_a_second_person():
    assert may_correct("Lê An", "Lê An", "Lê Ân", True, False) is NameAnswer.OWN
    assert may_correct("Lê An", "Lê An", "Lê Ân", False, True) is NameAnswer.NAMESAKE
    assert may_correct("Lê An", "Lê An", "Lê An", False, False) is NameAnswer.SAME
