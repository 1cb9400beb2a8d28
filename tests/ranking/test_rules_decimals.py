import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from app.ranking.rules import two_places
from app.ranking.rules.decimals import plain


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0.00"),
        ("12.5", "12.50"),
        ("0.004999", "0.00"),
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("2.675", "2.68"),
        ("1.004", "1.00"),
        ("9.995", "10.00"),
        ("0.994999", "0.99"),
        ("1/3", "0.33"),
        ("2/3", "0.67"),
        ("-1/3", "-0.33"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("-12.345", "-12.35"),
        ("123456789012345678901234567890.125", "123456789012345678901234567890.13"),
    ],
)
def test_two_places_round_half_up(value, shown):
    assert two_places(Fraction(value)) == shown


def test_two_places_agree_with_the_decimal_module_on_any_decimal():
    dice = random.Random(20250731)
    for _ in range(2000):
        value = Decimal(dice.randint(-(10**9), 10**9)).scaleb(-dice.randint(0, 5))
        expected = str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
        assert two_places(Fraction(value)) == ("0.00" if expected == "-0.00" else expected)


def test_two_places_are_never_more_than_half_a_hundredth_away():
    dice = random.Random(45)
    for _ in range(2000):
        value = Fraction(dice.randint(-(10**12), 10**12), dice.randint(1, 10**6))
        assert abs(Fraction(two_places(value)) - value) <= Fraction(1, 200)


@pytest.mark.parametrize("text", ["0", "60", "0.5", "2.5", "0.000001", "1000000", "-0.25", "1000.0625"])
def test_a_plain_decimal_is_the_shortest_that_is_exact(text):
    assert plain(Fraction(text)) == text


@pytest.mark.parametrize("value", [Fraction(1, 3), Fraction(7, 60), Fraction(1, 2**5 * 7)])
def test_a_fraction_without_a_finite_decimal_is_refused(value):
    with pytest.raises(ValueError, match="no finite decimal"):
        plain(value)
