"""Numbers of before 2017 and 2018 become today's."""

import pytest

from app.core.text import normalise_phone, phones_in


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("0163 123 4567", "0331234567"),
        ("01621234567", "0321234567"),
        ("0169.123.4567", "0391234567"),
        ("+84 120 123 4567", "0701234567"),
        ("0121 123 4567", "0791234567"),
        ("0129-123-4567", "0821234567"),
        ("0186 123 4567", "0561234567"),
        ("0199 123 4567", "0591234567"),
        (1631234567, "0331234567"),
        ("04 3825 1234", "02438251234"),
        ("(08) 38251234", "02838251234"),
        ("08 38251234", "02838251234"),
        ("0511 3822333", "02363822333"),
        ("(031) 3745123", "02253745123"),
        ("0240 3822333", "02043822333"),
        ("0280 3822333", "02083822333"),
        ("072 3822333", "02723822333"),
        ("061 3822333", "02513822333"),
        ("024 3825 1234", "02438251234"),
        ("0236 3822333", "02363822333"),
    ],
)
def test_old_numbers_become_those_of_today(old, today):
    assert normalise_phone(old) == today


@pytest.mark.parametrize("number", ["0838251234", "0331234567", "0950000001", "0707123456"])
def test_numbers_of_today_stay(number):
    assert normalise_phone(number) == number


@pytest.mark.parametrize("typed", ["0187 123 4567", "0331 234 5678", "0123456789", "024 123 4567", "09500000011"])
def test_numbers_that_nobody_has_are_refused(typed):
    assert normalise_phone(typed) is None


def test_numbers_of_one_cell_are_told_apart():
    both = ["0913000601", "0988000601"]
    for cell in (
        "0913000601/0988000601",
        "0913000601\n0988000601",
        "0913 000 601, 0988 000 601",
        "0913000601 0988000601",
    ):
        assert phones_in(cell) == both
    assert phones_in("0913000601 hoặc 0988.000.601") == both
    for cell in ("0913 000 601", "0913000601", "0913000601/", "Zalo/0913000601", "04-38251234"):
        assert phones_in(cell) == []
