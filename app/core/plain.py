"""Plain values as bytes and back, for two processes of which one is not trusted: what comes in can build values and
do nothing else, whatever bytes they are.

Plain are None, bool, int, float, str, bytes, date, datetime, time, timedelta, and lists and dicts of them (keys are
str). Tuples come back as lists.
"""

import json
from datetime import date, datetime, time, timedelta

# The one key of a dict that stands for what JSON does not know.
_KIND = "\0kind"
_READ = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda parts: timedelta(*parts),
}


def pack(value) -> bytes:
    """Raises TypeError for what is not plain."""
    blobs = []

    def mark(other):
        if isinstance(other, bytes | bytearray | memoryview):
            blobs.append(bytes(other))
            return {_KIND: ["bytes", len(blobs[-1])]}
        if isinstance(other, date | time):
            return {_KIND: [type(other).__name__, other.isoformat()]}
        if isinstance(other, timedelta):
            return {_KIND: ["timedelta", [other.days, other.seconds, other.microseconds]]}
        raise TypeError(f"not a plain value: {type(other).__name__}")

    head = json.dumps(value, default=mark, separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(8, "big"), head, *blobs))


def unpack(data: bytes):
    """What was packed. Raises ValueError for anything else."""
    end = 8 + int.from_bytes(data[:8], "big")
    # JSON names the bytes in the order in which they stand behind it.
    at = end

    def read(found: dict):
        nonlocal at
        if len(found) != 1 or _KIND not in found:
            return found
        kind, said = found[_KIND]
        if kind != "bytes":
            return _READ[kind](said)
        start, at = at, at + said
        return data[start:at]

    try:
        value = json.loads(data[8:end], object_hook=read)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise ValueError("these bytes are no packed value") from error
    if at != len(data):
        raise ValueError("these bytes are no packed value")
    return value
