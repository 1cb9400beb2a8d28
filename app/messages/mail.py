"""The post office: a mail server (SMTP), or a folder of files to look at.

``GOCUA_MAIL_URL`` says which: ``smtp://user:password@host:587``, ``smtps://...`` or ``outbox:``, which is the folder
``outbox`` in GOCUA_HOME. A password is never sent in the clear to another machine.
"""

import smtplib
import ssl
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Seconds for one answer of the server.
PATIENCE = 15
LOCAL = ("localhost", "127.0.0.1", "::1")


class MailDown(Exception):
    """The server can't be used now: no letter went, and none will for a while."""


class LetterRefused(Exception):
    """The server did not take this one letter. ``for_good``: it says that trying again is of no use."""

    def __init__(self, code: int):
        super().__init__(str(code))
        self.for_good = code >= 500


@contextmanager
def post_office(url: str, home: Path):
    """Yields ``send(message, to)``. Raises MailDown, ``send`` LetterRefused as well."""
    if url == "outbox:":
        yield _into_folder(home / "outbox")
        return
    server = _connect(url)
    try:
        yield lambda message, to: _hand_over(server, message, to)
    finally:
        try:
            server.quit()
        except (smtplib.SMTPException, OSError):
            server.close()


def _into_folder(folder: Path):
    """Each letter is a file named by its Message-ID: the same letter again is the same file."""

    def send(message: EmailMessage, to: str) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            name = message["Message-ID"].strip("<>").partition("@")[0]
            (folder / f"{name}.eml").write_bytes(message.as_bytes())
        except OSError as error:
            raise MailDown(type(error).__name__) from error

    return send


def _connect(url: str) -> smtplib.SMTP:
    split = urlsplit(url)
    try:
        context = ssl.create_default_context()
        if split.scheme == "smtps":
            server = smtplib.SMTP_SSL(
                split.hostname, split.port or 465, "localhost", timeout=PATIENCE, context=context
            )
        else:
            server = smtplib.SMTP(split.hostname, split.port or 25, "localhost", timeout=PATIENCE)
            _make_safe(server, split, context)
        if split.username:
            server.login(unquote(split.username), unquote(split.password or ""))
    except (smtplib.SMTPException, OSError) as error:
        raise MailDown(type(error).__name__) from error
    return server


def _make_safe(server: smtplib.SMTP, split, context: ssl.SSLContext) -> None:
    if split.hostname in LOCAL:
        return
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    elif split.username:
        server.close()
        raise MailDown("the server offers no TLS, and the password must not go in the clear")


def _hand_over(server: smtplib.SMTP, message: EmailMessage, to: str) -> None:
    try:
        server.send_message(message, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as refused:
        raise LetterRefused(next(iter(refused.recipients.values()))[0]) from refused
    except smtplib.SMTPDataError as refused:
        raise LetterRefused(refused.smtp_code) from refused
    except (smtplib.SMTPNotSupportedError, UnicodeError) as error:
        # An address that this server can't write.
        raise LetterRefused(553) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailDown(type(error).__name__) from error
