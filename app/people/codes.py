"""The code on a sign-in slip: short enough to be typed, too many to be guessed, kept only as a keyed hash."""

import hashlib
import hmac
import math
import re
import secrets

from flask import current_app

# Nothing that looks like another on paper (0 O D Q, 1 I L, 2 Z, 5 S, 6 G, 8 B), and nothing that a Vietnamese
# keyboard turns into something else while it is typed: vowels, W and DD of Telex.
ALPHABET = "23456789CFHJKMNPRTVX"
LENGTH, GROUP = 12, 4
OLD_LINK = re.compile(r"[\w-]{43}", re.ASCII)
BITS = LENGTH * math.log2(len(ALPHABET))
# What somebody may read or hear in place of a character that the alphabet has.
_ALIKE = str.maketrans({"Z": "2", "S": "5", "G": "6", "B": "8"})
_BETWEEN = str.maketrans("", "", "-‐‑‒–—−_. ·\u00a0\u202f\t\r\n")


def new_code() -> str:
    """A code drawn by chance, as ``shown``."""
    return shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def shown(code: str) -> str:
    """ "C4F7-H29K-MX3P"."""
    return "-".join(code[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def read_code(text: str) -> str | None:
    """The code that somebody typed as ``shown``, however they set it, or pasted with its address; None for what
    can't be one."""
    if len(text) > 300:
        return None
    plain = text.strip().rpartition("/")[2].translate(_BETWEEN).upper().translate(_ALIKE)
    return shown(plain) if len(plain) == LENGTH and set(plain) <= set(ALPHABET) else None


def kept(code: str, key: str | None = None) -> str:
    """What is kept of a code. Its bits alone would not last against a copy of the database and fast machines, so they
    are hashed with the site's key, which no database holds."""
    secret = current_app.config["SECRET_KEY"] if key is None else key
    return hmac.new(secret.encode(), b"slip:" + code.encode(), hashlib.sha256).hexdigest()


def found_under(text: str) -> list[str]:
    """Under which hashes the row of a code may lie, one for each key of the site: [] for what can't be a code.

    A link from before there were slips is longer than any code, and works until its 72 hours are over."""
    code = read_code(text)
    if code is None:
        return [hashlib.sha256(text.encode()).hexdigest()] if OLD_LINK.fullmatch(text) else []
    return [kept(code), *(kept(code, key) for key in current_app.config["SECRET_KEY_FALLBACKS"])]
