"""Codes that change every minute. Each belongs to one shift and one minute, and proves that somebody stood before
the screen then, whenever it is sent: the minute is found again from the code itself.

A link carries its minute and a proof too long to guess. Digits carry no minute: all minutes in question are tried.
"""

import hmac
from collections.abc import Iterable
from datetime import UTC, datetime

DIGITS = 8
# Hexadecimal digits: 96 bits, and with the minute long enough for the log to leave them out.
_PROOF = 24


def site_key(secret: str) -> bytes:
    """A key of this purpose alone, from one of the site's secrets."""
    return hmac.digest(secret.encode(), b"attendance codes", "sha256")


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970, UTC."""
    return int(moment.timestamp()) // 60


def instant_of(minute: int) -> datetime:
    """The instant at which a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


def digits_of(key: bytes, shift_id: int, minute: int) -> str:
    """The eight digits that a screen shows for a shift in this minute."""
    number = int.from_bytes(_proof(key, "digits", shift_id, minute)[:8], "big")
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def link_of(key: bytes, shift_id: int, minute: int) -> str:
    """The last part of the link in the QR code: minute and proof."""
    return f"{minute:x}-{_proof(key, 'link', shift_id, minute).hex()[:_PROOF]}"


def minute_of_link(keys: Iterable[bytes], shift_id: int, code: str) -> int | None:
    """The minute of a link's code; None where it is no code of this shift."""
    minute = _minute_told(code)
    if minute is None:
        return None
    found = False
    for key in keys:
        found |= hmac.compare_digest(link_of(key, shift_id, minute), code)
    return minute if found else None


def _minute_told(code: str) -> int | None:
    told = code.partition("-")[0]
    if not code.isascii() or not 1 <= len(told) <= 8 or any(c not in "0123456789abcdef" for c in told):
        return None
    return int(told, 16)


def minute_of_digits(keys: Iterable[bytes], shift_id: int, digits: str, first: int, last: int) -> int | None:
    """The latest minute from ``first`` to ``last``, both counted, whose digits these are; None for none."""
    if len(digits) != DIGITS or not digits.isascii() or not digits.isdigit():
        return None
    found = None
    for key in keys:
        for minute in range(first, last + 1):
            if hmac.compare_digest(digits_of(key, shift_id, minute), digits) and (found is None or minute > found):
                found = minute
    return found


def _proof(key: bytes, what: str, shift_id: int, minute: int) -> bytes:
    return hmac.digest(key, f"{what}:{shift_id}:{minute}".encode(), "sha256")
