"""Reading a scheme's JSON field by field, each refusal naming its field and what is wrong with it."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction

LARGEST = 1_000_000
MOST_PLACES = 6
LONGEST_DECIMAL = 40
LONGEST_TEXT = 500
MOST_ENTRIES = 200

_DECIMAL = re.compile(r"[0-9]+(?:\.([0-9]+))?")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Flaw(StrEnum):
    """What is wrong with a field of a scheme."""

    MISSING = "missing"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    NOT_A_TEXT = "not_a_text"
    NOT_A_FLAG = "not_a_flag"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_DECIMAL = "not_a_decimal"
    FLOAT = "float"
    NEGATIVE = "negative"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_FINE = "too_fine"
    TOO_LONG = "too_long"
    BAD_CODE = "bad_code"
    UNKNOWN_ORDER = "unknown_order"
    UNKNOWN_GROUP = "unknown_group"
    REPEATED = "repeated"
    UNKNOWN_KIND = "unknown_kind"
    NOT_ONE = "not_one"


class SchemeError(ValueError):
    """A scheme that cannot be used; `field` is its dotted path in the JSON, `reason` a `Flaw`."""

    def __init__(self, field: str, reason: Flaw):
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Fields:
    """One object of the JSON; every reader raises `SchemeError` with the full path of the field."""

    def __init__(self, data: object, path: str = ""):
        self.path = path
        if not isinstance(data, Mapping):
            raise SchemeError(path or "scheme", Flaw.NOT_AN_OBJECT)
        if len(data) > MOST_ENTRIES:
            raise SchemeError(path or "scheme", Flaw.TOO_LONG)
        self.data = data

    def part(self, name: str) -> "Fields":
        return Fields(self._value(name), self._at(name))

    def parts(self, name: str, most: int) -> list["Fields"]:
        """A list of objects, of at most this length."""
        value, at = self._value(name), self._at(name)
        if not isinstance(value, list | tuple):
            raise SchemeError(at, Flaw.NOT_A_LIST)
        if len(value) > most:
            raise SchemeError(at, Flaw.TOO_LONG)
        return [Fields(one, f"{at}.{place}") for place, one in enumerate(value)]

    def is_null(self, name: str) -> bool:
        return self._value(name) is None

    def decimal(self, name: str) -> Fraction:
        """A decimal string or a whole number. A JSON float is refused: 0.1 as a float is no longer a tenth."""
        value, at = self._value(name), self._at(name)
        if isinstance(value, float):
            raise SchemeError(at, Flaw.FLOAT)
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise SchemeError(at, Flaw.NOT_A_DECIMAL)
        if isinstance(value, int):
            return Fraction(_within(value, LARGEST, at))
        if len(value) > LONGEST_DECIMAL:
            raise SchemeError(at, Flaw.TOO_LONG)
        found = _DECIMAL.fullmatch(value.removeprefix("-"))
        if not found:
            raise SchemeError(at, Flaw.NOT_A_DECIMAL)
        if value.startswith("-"):
            raise SchemeError(at, Flaw.NEGATIVE)
        if len(found[1] or "") > MOST_PLACES:
            raise SchemeError(at, Flaw.TOO_FINE)
        return _within(Fraction(value), LARGEST, at)

    def whole(self, name: str, *, most: int, least: int = 0) -> int:
        value, at = self._value(name), self._at(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise SchemeError(at, Flaw.FLOAT if isinstance(value, float) else Flaw.NOT_A_WHOLE_NUMBER)
        if 0 <= value < least:
            raise SchemeError(at, Flaw.TOO_SMALL)
        return _within(value, most, at)

    def flag(self, name: str) -> bool:
        value = self._value(name)
        if not isinstance(value, bool):
            raise SchemeError(self._at(name), Flaw.NOT_A_FLAG)
        return value

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str) or any(unicodedata.category(mark) in ("Cc", "Cs") for mark in value):
            raise SchemeError(self._at(name), Flaw.NOT_A_TEXT)
        if len(value) > LONGEST_TEXT:
            raise SchemeError(self._at(name), Flaw.TOO_LONG)
        return value

    def note(self, name: str) -> str:
        """A text for display only: it may be left out."""
        return self.text(name) if name in self.data else ""

    def words(self, name: str, known: Collection[str], unknown: Flaw) -> tuple[str, ...]:
        value, at = self._value(name), self._at(name)
        if not isinstance(value, list | tuple):
            raise SchemeError(at, Flaw.NOT_A_LIST)
        if any(not isinstance(word, str) or word not in known for word in value):
            raise SchemeError(at, unknown)
        if len(set(value)) < len(value):
            raise SchemeError(at, Flaw.REPEATED)
        return tuple(value)

    def decimals_by_code(self, name: str) -> dict[str, Fraction]:
        part = self.part(name)
        for code in part.data:
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                raise SchemeError(part.path, Flaw.BAD_CODE)
        return {code: part.decimal(code) for code in part.data}

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _value(self, name: str) -> object:
        if name not in self.data:
            raise SchemeError(self._at(name), Flaw.MISSING)
        return self.data[name]


def _within(value, most: int, at: str):
    if value < 0:
        raise SchemeError(at, Flaw.NEGATIVE)
    if value > most:
        raise SchemeError(at, Flaw.TOO_LARGE)
    return value
