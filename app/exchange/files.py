"""Uploads on disk: below the site's own folder, under random names, for a day at most."""

import os
import re
import secrets
import time
from pathlib import Path

from flask import current_app

from app.exchange import books

LIFE = 24 * 3600  # seconds
_NAME = re.compile(r"[0-9a-f]{32}")


def _folder() -> Path:
    folder = Path(current_app.config["HOME"]) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(data: bytes) -> str:
    """Store an upload and return the name under which it lies."""
    name = secrets.token_hex(16)
    path = _folder() / name
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return name


def stored(name: str) -> bytes | None:
    """The bytes of an upload; None where it is gone."""
    try:
        return (_folder() / name).read_bytes() if _NAME.fullmatch(name) else None
    except FileNotFoundError:
        return None


def drop(name: str) -> None:
    books.forget(name)
    if _NAME.fullmatch(name):
        (_folder() / name).unlink(missing_ok=True)


def sweep() -> None:
    """Remove what has lain here for more than a day, such as uploads that nobody applied."""
    for path in _folder().iterdir():
        if _NAME.fullmatch(path.name) and time.time() - path.stat().st_mtime > LIFE:
            path.unlink(missing_ok=True)
            books.forget(path.name)
