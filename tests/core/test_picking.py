"""Whom a typed text names: in full, or nobody."""

import pytest

from app.core.picking import Pick, chosen, fitting, labels_of

PEOPLE = (
    Pick(1, "Nguyễn Thị Thu Lan", "Tổ 01"),
    Pick(2, "Nguyễn Thị Thu Lan", "Tổ 02"),
    Pick(3, "Trần Lân", "Tổ 01"),
    Pick(4, "Trần Lan", "Tổ 01"),
    Pick(5, "Hoàng Đức", ""),
    Pick(6, "Hoàng Đức", ""),
)


def test_namesakes_are_told_apart_by_their_team_and_where_that_is_alike_too_by_a_number():
    labels = {found: label for label, found in labels_of(PEOPLE)}
    assert labels[1] == "Nguyễn Thị Thu Lan · Tổ 01"
    assert labels[2] == "Nguyễn Thị Thu Lan · Tổ 02"
    assert (labels[5], labels[6]) == ("Hoàng Đức", "Hoàng Đức (2)")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nguyễn Thị Thu Lan · Tổ 02", 2),
        ("nguyễn thị  thu lan · TỔ 01 ", 1),
        ("Nguye\u0302\u0303n Thi\u0323 Thu Lan · Tô\u0309 02", 2),
        ("Nguyễn Thị Thu Lan", None),
        ("Trần Lân", 3),
        ("Trần Lan", 4),
        ("tran lan", None),
        ("Trần Lấn", None),
        ("Lan", None),
        ("Hoàng Đức (2)", 6),
        ("", None),
    ],
)
def test_only_a_whole_name_that_nobody_shares_or_a_label_chooses(text, found):
    assert chosen(text, PEOPLE) == found


def test_a_name_without_marks_chooses_where_it_is_the_only_one():
    assert chosen("hoang duc", PEOPLE[4:5]) == 5


def test_a_part_of_a_name_offers_all_whom_it_fits():
    assert [found for _label, found in fitting("lan", PEOPLE)] == [1, 2, 3, 4]
    assert [found for _label, found in fitting("thu 02", PEOPLE)] == [2]
    assert fitting("xyz", PEOPLE) == []
    assert fitting("  ", PEOPLE) == []
