"""Numbers and days as Vietnamese papers write them, whatever the language of the screen."""

from datetime import date

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")


def dong(amount: int) -> str:
    """ "46.332.000"."""
    return f"{amount:,}".replace(",", ".")


def in_words(amount: int) -> str:
    """ "bốn mươi sáu triệu ba trăm ba mươi hai nghìn"; up to 999,999,999,999."""
    if amount == 0:
        return _DIGITS[0]
    groups = []
    while amount:
        amount, rest = divmod(amount, 1000)
        groups.append(rest)
    said = []
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            said += [_three(groups[place], place < len(groups) - 1), _GROUPS[place]]
    return " ".join(word for word in said if word)


def _three(number: int, inside: bool) -> str:
    """Three digits; ``inside`` a larger number every digit is said."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inside else []
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("lẻ")
    if ones:
        said.append(_last(ones, tens))
    return " ".join(said)


def _last(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    return "lăm" if ones == 5 and tens else _DIGITS[ones]


def roman(number: int) -> str:
    return ("", "I", "II", "III", "IV", "V")[number]


def day_words(day: date | None, year: int) -> str:
    """ "ngày 05 tháng 02 năm 2025"; without a day, room to write one (Decree 30/2020: days below 10 and the months
    1 and 2 with a leading 0)."""
    if day is None:
        return f"ngày      tháng      năm {year}"
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_words(number: int | None, symbol: str) -> str:
    """ "07/QĐ-UBND"; without a number, room to write one."""
    return f"{number:02d}/{symbol}" if number is not None else f"     /{symbol}"
