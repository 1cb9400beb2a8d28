"""Styles, scripts and icons: read once, compressed once, served with a year's cache under their checksum."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Blueprint, Response, abort, request

from .policy import public

FOLDER = Path(__file__).resolve().parent.parent / "static"
TEXTS = {".css", ".js", ".svg", ".txt", ".webmanifest"}

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    body: bytes
    checksum: str
    mimetype: str
    br: bytes | None
    gz: bytes | None


def _path(name: str) -> Path | None:
    try:
        path = (FOLDER / name).resolve()
        return path if path.is_relative_to(FOLDER) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file system takes
        return None


@lru_cache(maxsize=256)
def _load(path: Path, changed: int) -> Asset:
    body = path.read_bytes()
    text = path.suffix in TEXTS
    return Asset(
        body,
        hashlib.sha256(body).hexdigest()[:10],
        mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        brotli.compress(body, quality=10) if text else None,
        gzip.compress(body, 9, mtime=0) if text else None,
    )


def load(name: str) -> Asset | None:
    path = _path(name)
    return _load(path, path.stat().st_mtime_ns) if path else None


@lru_cache(maxsize=256)
def _address(name: str) -> str:
    found = load(name)
    if found is None:
        raise LookupError(f"no static file named {name}")
    return f"/static/{name}?v={found.checksum}"


def asset(name: str) -> str:
    """The address of a static file, with its checksum, so that it can be kept for a year."""
    return _address(name)


@bp.get("/static/<path:name>")
@public
def static_file(name: str):
    found = load(name)
    if found is None:
        abort(404)
    accepted = request.accept_encodings
    body, encoding = found.body, None
    if found.br and accepted["br"] > 0:
        body, encoding = found.br, "br"
    elif found.gz and accepted["gzip"] > 0:
        body, encoding = found.gz, "gzip"
    response = Response(body, mimetype=found.mimetype)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    known = request.args.get("v") == found.checksum
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if known else "no-cache"
    response.set_etag(f"{found.checksum}-{encoding or 'plain'}")
    return response.make_conditional(request)


def init_app(app) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["asset"] = asset
