"""Settings, read from the environment once at start.

Every setting has a default that runs; production alone demands a secret of its own and the site's address.
"""

import contextlib
import os
import re
import secrets
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
# Everybody of the demo has it: shown where the demo asks for it, and never there in production.
DEMO_PASSWORD = "gocua-demo"  # noqa: S105 (told on the sign-in page of every demo)
MOST_HOURS = 720
# Names under which a machine speaks to itself: no letter goes there, no browser elsewhere asks for them.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
KNOWN_SECRETS = {"", "dev", "secret", "changeme", "change-me", "secret-key"}


class ConfigError(RuntimeError):
    """The environment asks for something that must not run. The message says what to set."""


def from_environment(environ=os.environ) -> dict:
    """Return the Flask settings; raises ConfigError where production would be unsafe."""
    home = Path(environ.get("GOCUA_HOME") or ROOT / "instance").resolve()
    production = environ.get("GOCUA_ENV", "development") == "production"
    if production and environ.get("GOCUA_TODAY"):
        raise ConfigError("GOCUA_TODAY stops the clock for tests and screenshots; unset it in production")
    demo = environ.get("GOCUA_DEMO") == "1" and not production
    url = environ.get("DATABASE_URL") or f"sqlite:///{home / 'gocua.sqlite'}"
    secret = _given_secret(environ, production)
    site, mail = _site(environ, production), _mail(environ, demo)
    _make(home)
    return {
        "HOME": home,
        "PRODUCTION": production,
        # The demo shows one-tap sign-in and carries a known password; never with production.
        "DEMO": demo,
        # Fixes the day (2026-11-22) or the very moment (2026-11-22T07:30) for tests and screenshots.
        "TODAY": _moment(environ.get("GOCUA_TODAY", "")),
        "SQLALCHEMY_DATABASE_URI": _driver(url),
        "SECRET_KEY": secret or _own_secret(home / "secret_key"),
        # Old keys, comma separated, still accepted while a new one is brought in.
        "SECRET_KEY_FALLBACKS": [k for k in environ.get("SECRET_KEY_FALLBACKS", "").split(",") if k],
        # Hours in which nobody decides with a password that was set with a sign-in slip.
        "POWER_HOURS": _hours(environ, "GOCUA_POWER_HOURS", 24),
        # Host names the site answers to; None means any (development).
        "TRUSTED_HOSTS": _hosts(environ, site if production else ""),
        # How many proxies stand in front and set X-Forwarded-*; 0 trusts none.
        "PROXIES": _whole(environ, "GOCUA_PROXIES", 0),
        # Where links lead that are shown, printed and sent; "": where the site was asked for (development).
        "SITE_URL": site,
        **mail,
        "WARNINGS": _warnings(environ, site) if production else [],
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_NAME": "__Host-gocua" if production else "gocua",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 2_000,
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        # Pages are made anew each time: the cheapest level takes most of what there is to take.
        "COMPRESS_ALGORITHM": ["zstd", "br", "gzip"],
        "COMPRESS_BR_LEVEL": 1,
        "COMPRESS_ZSTD_LEVEL": 1,
        "COMPRESS_LEVEL": 1,
        "COMPRESS_MIN_SIZE": 600,
        # Pages carry neither tag nor date; static files answer for themselves (core/assets.py).
        "COMPRESS_EVALUATE_CONDITIONAL_REQUEST": False,
    }


def _whole(environ, name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ConfigError(f"{name} must be a whole number, not {text!r}")
    return int(text)


def _hours(environ, name: str, default: int) -> int:
    found = _whole(environ, name, default)
    if not 1 <= found <= MOST_HOURS:
        raise ConfigError(f"{name} must be from 1 to {MOST_HOURS} hours, not {found}")
    return found


def _mail(environ, demo: bool) -> dict:
    """Where letters go, whom they come from, and the address in their links; no server, no letters."""
    url = environ.get("GOCUA_MAIL_URL") or ("outbox:" if demo else "")
    host = environ.get("HOST") or "127.0.0.1"
    here = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{environ.get('PORT') or '8000'}"  # noqa: S104 (told)
    sender = environ.get("GOCUA_MAIL_FROM") or ("Gõ Cửa <gocua@localhost>" if url == "outbox:" else "")
    site = environ.get("GOCUA_SITE_URL") or (here if url == "outbox:" else "")
    if url and url != "outbox:" and not _is_server(url):
        # Never the address itself: it may hold a password.
        raise ConfigError("GOCUA_MAIL_URL must be like smtp://user:password@host:587, smtps://... or outbox:")
    if url and not re.fullmatch(r"[^\r\n]*[^\s@<>]+@[^\s@<>]+>?", sender):
        raise ConfigError('GOCUA_MAIL_FROM must be the sender of letters, like "Gõ Cửa <no-reply@example.org>"')
    if url and not site:
        raise ConfigError("GOCUA_SITE_URL must be the address of the site in letters, like https://gocua.example.org")
    return {"MAIL_URL": url, "MAIL_FROM": sender, "MAIL_SITE": site.rstrip("/")}


def _site(environ, production: bool) -> str:
    """The one address of the site: links, letters and QR codes are made of it, never of what a browser sent."""
    site = environ.get("GOCUA_SITE_URL", "")
    if site and not re.fullmatch(r"(?i)https?://[a-z0-9.:\[\]-]+/?", site):
        raise ConfigError(
            "GOCUA_SITE_URL must be the address under which people open the site, without a path, like "
            f"https://gocua.example.org, not {site!r}"
        )
    if production and not site:
        raise ConfigError(
            "GOCUA_SITE_URL must be set to the address under which people open the site, like "
            "https://gocua.example.org: sign-in links, letters and QR codes lead there"
        )
    try:
        if site and not (urlsplit(site).hostname and urlsplit(site).port != 0):
            raise ValueError
    except ValueError as error:
        raise ConfigError(f"GOCUA_SITE_URL is no address: {site!r}") from error
    return site.rstrip("/").lower()


def _hosts(environ, site: str) -> list[str] | None:
    """Names that the site answers to: its address, what TRUSTED_HOSTS adds, and the machine itself."""
    more = [host for host in re.split(r"[,\s]+", environ.get("TRUSTED_HOSTS", "")) if host]
    own = [urlsplit(site).netloc] if site else []
    return list(dict.fromkeys([*own, *more, *(LOOPBACK if own else ())])) or None


def _warnings(environ, site: str) -> list[str]:
    """What a server says at its start where people would fail to sign in."""
    said, host = [], environ.get("HOST") or "127.0.0.1"
    if site.startswith("http://") and urlsplit(site).hostname not in ("localhost", "127.0.0.1", "::1"):
        said.append(
            f"Nobody can sign in at {site}: browsers keep the cookie of a session for https only. Put a proxy with "
            "a certificate in front and set GOCUA_SITE_URL to its https:// address (docs/security.md)."
        )
    if host not in ("localhost", "127.0.0.1", "::1") and not _whole(environ, "GOCUA_PROXIES", 0):
        said.append(
            f"The site listens on {host} by plain http. Whoever opens it there, not by {site}, can't sign in: "
            "browsers keep the cookie of a session for https only. Set HOST=127.0.0.1, and GOCUA_PROXIES to the "
            "number of proxies in front (docs/security.md)."
        )
    return said


def _is_server(url: str) -> bool:
    try:
        split = urlsplit(url)
        return split.scheme in ("smtp", "smtps") and bool(split.hostname) and (split.port is None or split.port > 0)
    except ValueError:
        return False


def _moment(text: str) -> str:
    try:
        return text and datetime.fromisoformat(text) and text
    except ValueError as error:
        raise ConfigError(f"GOCUA_TODAY must be like 2026-11-22 or 2026-11-22T07:30, not {text!r}") from error


def _driver(url: str) -> str:
    if not re.match(r"(sqlite|postgres|postgresql|postgresql\+psycopg)://", url):
        # Never the address itself: it may hold a password.
        raise ConfigError(
            "DATABASE_URL must be like postgresql://gocua@localhost/gocua or sqlite:////var/gocua.sqlite"
        )
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigError("DATABASE_URL can't be read; in a password : / @ # are written %3A %2F %40 %23") from error
    for old in ("postgres://", "postgresql://"):
        if url.startswith(old):
            return "postgresql+psycopg://" + url.removeprefix(old)
    return url


def engine_options(url: str, environ=os.environ) -> dict:
    """How connections to this database are made and kept."""
    # An error in the log shows the statement, never the people in it.
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": 15}, "pool_size": 16, "max_overflow": 16}
    return {
        "hide_parameters": True,
        "pool_size": _whole(environ, "GOCUA_POOL", 8),
        "max_overflow": 8,
        "isolation_level": "READ COMMITTED",
    }


def _given_secret(environ, production: bool) -> str:
    given = environ.get("SECRET_KEY", "")
    if production and (given.lower() in KNOWN_SECRETS or len(given) < 32):
        raise ConfigError(
            "SECRET_KEY must be set to at least 32 random characters in production, for instance the "
            "output of: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return given


def _make(home: Path) -> None:
    """The folder, before anything is written into it: whatever the other settings are."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"GOCUA_HOME: the folder {home} cannot be made ({error.strerror})") from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise ConfigError(f"GOCUA_HOME: nothing can be written into the folder {home}")


def _own_secret(path: Path) -> str:
    """A key of this folder's own, made at the first start and kept. It appears whole: of two processes that start at
    once both read the same one."""
    try:
        if not path.exists():
            half = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
            with open(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):
                # A link, not a replacement: the first one stays.
                os.link(half, path)
            half.unlink()
        found = path.read_text().strip()
    except OSError as error:
        raise ConfigError(f"GOCUA_HOME: the key {path} cannot be made or read ({error.strerror})") from error
    if len(found) < 32:
        raise ConfigError(f"the key in {path} is cut off; put it back from a backup, or remove it: all sign in again")
    return found
