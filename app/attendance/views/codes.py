"""The site's keys for codes, and the QR code of a link as SVG."""

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from app.attendance.rules import digits_of, link_of, site_key
from app.core.qr import qr_code
from app.core.web import full_url_for

_key = lru_cache(maxsize=8)(site_key)
_drawn = lru_cache(maxsize=64)(qr_code)


def keys() -> tuple[bytes, ...]:
    """The key in use, then those of old secrets that are still accepted."""
    return tuple(map(_key, [current_app.secret_key, *current_app.config["SECRET_KEY_FALLBACKS"]]))


def shown(shift_id: int, minute: int) -> tuple[str, Markup]:
    """What a screen shows for a shift in this minute: the digits in two halves, and the QR code."""
    digits = digits_of(keys()[0], shift_id, minute)
    code = link_of(keys()[0], shift_id, minute)
    link = full_url_for("attendance.by_link", shift_id=shift_id, code=code)
    return f"{digits[:4]} {digits[4:]}", _drawn(link)
