"""Fractions as people read them."""

from fractions import Fraction


def two_places(value: Fraction) -> str:
    """The value with two decimal places, half rounded up: 12.5 -> "12.50", 0.005 -> "0.01".

    Below zero it mirrors the positive side (-0.005 -> "-0.01"), as accountants round; zero never carries a sign.
    """
    hundredths = (200 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def plain(value: Fraction) -> str:
    """The shortest decimal that is exactly this value: 1/2 -> "0.5", 60 -> "60".

    Raises ValueError for a fraction that no finite decimal can hold, such as 1/3.
    """
    places = 0
    while 10**places % value.denominator:
        places += 1
        if places > value.denominator.bit_length():
            raise ValueError(f"{value} has no finite decimal")
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
