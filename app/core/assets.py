"""Styles, scripts and icons: read once, compressed once, served with a year's cache under their checksum.

The site's own styles and scripts are written in files by subject and served as one: one request, and no build step.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Blueprint, Response, abort, request

from .policy import public

FOLDER = Path(__file__).resolve().parent.parent / "static"
TEXTS = {".css", ".js", ".svg", ".txt", ".webmanifest"}

# In the order in which they are joined; later rules of the same layer win.
STYLES = (
    "reset",
    "tokens",
    "base",
    "frame",
    "layout",
    "buttons",
    "badges",
    "lists",
    "shifts",
    "days",
    "fields",
    "messages",
    "dialogs",
    "tables",
    "tabs",
    "figures",
    "ranking",
    "sign-in",
    "papers",
    "hotlines",
    "coverage",
    "council",
    "errors",
    "print",
)
# The first is used by all others, the last uses all others.
SCRIPTS = (
    "dom",
    "toasts",
    "selection",
    "roving",
    "clipboard",
    "dialogs",
    "buttons",
    "keys",
    "submits",
    "swaps",
    "taps",
    "failures",
    "start",
)
JOINED = {
    "css/app.css": tuple(f"css/app/{name}.css" for name in STYLES),
    "js/app.js": tuple(f"js/app/{name}.js" for name in SCRIPTS),
}

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


def squeeze(text: str) -> str:
    """The same styles or script without comments that have lines of their own, indentation and empty lines.

    No more: of five minifiers tried, rcssmin 1.3.0 wrote ``.link :is(a)`` as ``.link:is(a)``, the others changed
    values; after compression the best of them saved 60 bytes.
    """
    without_comments = re.sub(r"^[ \t]*(/\*.*?\*/|//[^\n]*)[ \t]*$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in without_comments.splitlines())
    return "\n".join(line for line in lines if line)


def joined(paths: tuple[Path, ...]) -> bytes:
    """The bytes of one style sheet or script out of its files. Scripts share names among themselves, none with others
    of the page."""
    text = squeeze("\n".join(path.read_text("utf-8") for path in paths))
    if paths[0].suffix == ".js":
        text = f'(() => {{\n"use strict";\n{text}\n}})();'
    return text.encode()


@lru_cache(maxsize=256)
def _load(name: str, paths: tuple[Path, ...], changed: int) -> Asset:
    body = joined(paths) if name in JOINED else paths[0].read_bytes()
    text = paths[0].suffix in TEXTS
    return Asset(
        body,
        hashlib.sha256(body).hexdigest()[:10],
        mimetypes.guess_type(name)[0] or "application/octet-stream",
        brotli.compress(body, quality=10) if text else None,
        gzip.compress(body, 9, mtime=0) if text else None,
    )


def load(name: str) -> Asset | None:
    """The file of this name below ``static``, or the one joined under this name; None: there is none."""
    paths = tuple(map(_path, JOINED.get(name, (name,))))
    if None in paths:
        return None
    return _load(name, paths, max(path.stat().st_mtime_ns for path in paths))


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
