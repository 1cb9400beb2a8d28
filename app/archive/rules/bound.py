"""Parts of a round by one checksum each: as they go into the trail, and as they are compared with it."""

import json
from datetime import date, datetime
from hashlib import sha256


def plain_value(value):
    """The value as JSON holds it: days and instants as ISO text, as in the files of an archive."""
    return json.loads(json.dumps(value, default=_iso))


def checksum_of(value) -> str:
    """SHA-256 of the value as JSON with sorted keys and no blanks, 64 hexadecimal digits."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_iso)
    return sha256(text.encode()).hexdigest()


def sums_of(rows) -> list[str]:
    """Eight digits for each row: enough to name the row that differs, not to prove that none does."""
    return [checksum_of(row)[:8] for row in rows]


def _iso(value):
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a checksum")
