"""How a message is said: in words of the reader's language, and as a letter of plain text."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext

from app.core.i18n import speaking
from app.core.text import N_
from app.core.words import read_later
from app.messages.kinds import KINDS, TOPICS, Kind

NOBODY = N_("somebody")
REASON = N_("Reason: %(reason)s")


@dataclass(frozen=True)
class Shown:
    """A message as the inbox shows it. ``over``: it is history, nothing can be answered any more."""

    id: int
    sentence: str
    link: str
    url: str
    created_at: datetime
    unread: bool
    over: bool
    buttons: tuple[dict, ...]


def facts_of(kind: Kind, data: dict, names: dict[int, str]) -> dict:
    """What stands in the words of a message; ``names`` are of the people whose ids are in the data."""
    people = {name: names.get(data.get(name)) or gettext(NOBODY) for name in kind.people}
    return {**kind.facts(data), **people}


def sentence_of(kind: Kind, data: dict, facts: dict) -> str:
    """What a message says; whatever reason somebody typed stands in it."""
    said = gettext(kind.sentence, **facts)
    return said + " " + gettext(REASON, reason=data["reason"]) if data.get("reason") else said


def shown(row, names: dict[int, str], at: datetime) -> Shown:
    """A row of messages in the reader's language; ``at`` is the present instant."""
    kind, over = KINDS[row.kind], row.ends_at is not None and row.ends_at <= at
    buttons = () if over else kind.buttons
    return Shown(
        id=row.id,
        sentence=sentence_of(kind, row.data, facts_of(kind, row.data, names)),
        link=gettext(kind.link),
        url=row.url,
        created_at=row.created_at,
        unread=row.read_at is None and not over,
        over=over,
        buttons=tuple(
            {
                "label": gettext(button.label),
                "action": button.action.format_map(row.data),
                "fields": button.fields,
                "primary": button.primary,
                "asks": button.asks,
            }
            for button in buttons
        ),
    )


def drawn(letter, site: str) -> tuple[str, str]:
    """Subject and text of a letter. ``letter`` is a row of ``queries.letters``, ``site`` the address of this site."""
    kind = KINDS[letter.kind]
    with speaking(letter.language), read_later():
        facts = facts_of(kind, letter.data, letter.names)
        text = current_app.jinja_env.get_template(kind.letter).render(
            # Not the pages' own, which writes HTML.
            _=gettext,
            name=letter.name,
            subject=gettext(kind.subject, **facts),
            sentence=sentence_of(kind, letter.data, facts),
            answers=[gettext(button.label) for button in kind.buttons],
            topic=gettext(TOPICS[kind.topic].title),
            message_url=f"{site}/inbox/{letter.message_id}",
            notices_url=f"{site}/me/notices",
            site=site,
            facts=facts,
        )
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def written(letter, sender: str, site: str) -> EmailMessage:
    """The letter, ready to send. The same delivery always gets the same Message-ID, so that one that had to be sent
    again (the worker died before it could note it down) is known as the same."""
    subject, body = drawn(letter, site)
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = letter.email
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = f"<gocua-{letter.id}-{int(letter.created_at.timestamp())}@{urlsplit(site).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{site}/me/notices>"
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    return message
