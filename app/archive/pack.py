"""Writing the .zip: piece by piece into a file, and always the same bytes for the same contents."""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

from app.archive.rules import MANIFEST, manifest

# What every part is dated and owned by: nothing depends on when and where the archive was made.
_DAY, _UNIX, _PLAIN_FILE = (1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16
# Packed already.
_PACKED = (".pdf", ".docx", ".xlsx", ".zip")
BLOCK = 1 << 20


class Pack:
    """An archive in the making. ``close`` lists what is in it."""

    def __init__(self, target: BinaryIO):
        self._zip, self._sums = zipfile.ZipFile(target, "w"), {}

    def text(self, name: str, text: str) -> None:
        self.data(name, text.encode())

    def json(self, name: str, value) -> None:
        """For people to read: sorted, indented, one value a line."""
        self.text(name, json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, default=_plain) + "\n")

    def data(self, name: str, data: bytes) -> None:
        self.pieces(name, (data,))

    def file(self, name: str, path: Path) -> str:
        """Put a file in, a block at a time; returns the SHA-256 of what was read."""
        with path.open("rb") as file:
            return self.pieces(name, iter(lambda: file.read(BLOCK), b""))

    def lines(self, name: str, lines: Iterable[str]) -> None:
        self.pieces(name, (f"{line}\n".encode() for line in lines))

    def pieces(self, name: str, pieces: Iterable[bytes]) -> str:
        sha256 = hashlib.sha256()
        with self._zip.open(_entry(name), "w", force_zip64=True) as target:
            for piece in pieces:
                sha256.update(piece)
                target.write(piece)
        self._sums[name] = sha256.hexdigest()
        return self._sums[name]

    def close(self) -> None:
        listed = manifest(self._sums.items())
        with self._zip.open(_entry(MANIFEST), "w") as target:
            target.write(listed.encode())
        self._zip.close()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    return entry


def _plain(value):
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(f"{type(value).__name__} has no place in an archive")
