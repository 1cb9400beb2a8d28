"""Issued files on disk: below the site's own folder, under the SHA-256 of what is in them, and never changed."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from flask import current_app

_NAME = re.compile(r"[0-9a-f]{64}")


def _path(sha256: str) -> Path:
    if not _NAME.fullmatch(sha256):
        raise ValueError("not a checksum")
    return Path(current_app.config["HOME"]) / "papers" / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Store the bytes and return their checksum; what lies there already stays as it is."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256)
    if stored(sha256) is not None:
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written beside it and moved: nobody ever reads half a file.
    half = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with open(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    return sha256


def stored(sha256: str) -> bytes | None:
    """The bytes with this checksum; None where they are gone or were changed."""
    try:
        data = _path(sha256).read_bytes()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def place_of(sha256: str) -> Path | None:
    """Where the file with this checksum lies, for whoever reads it piece by piece; None where it is gone. Its bytes
    are checked by the reader."""
    path = _path(sha256)
    return path if path.is_file() else None
