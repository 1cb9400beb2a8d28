"""Which things can be told: topics that people switch on and off, and kinds with their words.

Higher rooms declare theirs when they are imported (``kind("shift.reminder", topic="reminders", ...)``). Words are
English msgids marked with ``N_``; the facts in them are made in the reader's language, when it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.core.clock import LOCAL
from app.core.text import N_
from app.core.words import hours, long_day, when


@dataclass(frozen=True)
class Topic:
    """What people switch on and off together. ``by_email``: whether those are sent who never chose."""

    name: str
    title: str
    by_email: bool = True


@dataclass(frozen=True)
class Button:
    """A form of one button under a message. ``action`` is a path of the higher room's own with ``{fields}`` of the
    data, and takes a POST; ``fields`` are sent with it. ``asks``: what it does can't be taken back, so that it leads
    by a link to a page of that path, which asks first."""

    label: str
    action: str
    fields: tuple[tuple[str, str], ...] = ()
    primary: bool = False
    asks: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of message: its words, where it leads, and what can be answered with one tap."""

    name: str
    topic: str
    subject: str
    sentence: str
    link: str
    buttons: tuple[Button, ...]
    people: tuple[str, ...]
    facts: Callable[[dict], dict]
    letter: str


TOPICS: dict[str, Topic] = {}
KINDS: dict[str, Kind] = {}


def topic(name: str, title: str, by_email: bool = True) -> Topic:
    """Declare a topic of the page of notices."""
    TOPICS[name] = Topic(name, title, by_email)
    return TOPICS[name]


def usual_facts(data: dict) -> dict:
    """The data itself, with ``when`` ("Thursday, 14/8/2025, 08:00–11:30") from ``starts_at`` and ``ends_at``, and
    every other instant (``..._at``) and day (``day``, ``..._on``) as it is said in the reader's language."""
    facts = {}
    for name, value in data.items():
        if isinstance(value, str) and name.endswith("_at"):
            facts[name] = when(datetime.fromisoformat(value))
        elif isinstance(value, str) and (name == "day" or name.endswith("_on")):
            facts[name] = long_day(date.fromisoformat(value))
        else:
            facts[name] = value
    if "starts_at" in data and "ends_at" in data:
        starts, ends = datetime.fromisoformat(data["starts_at"]), datetime.fromisoformat(data["ends_at"])
        facts["when"] = f"{long_day(starts.astimezone(LOCAL).date())}, {hours(starts, ends)}"
    return facts


def kind(
    name: str,
    *,
    topic: str,
    subject: str,
    sentence: str,
    link: str = N_("Open"),
    buttons: tuple[Button, ...] = (),
    people: tuple[str, ...] = (),
    facts: Callable[[dict], dict] = usual_facts,
    letter: str = "messages/letters/plain.txt",
) -> Kind:
    """Declare a kind of message. ``subject`` heads its letter, ``sentence`` says it in the inbox and in the letter,
    both with ``%(facts)s``. ``people`` names the values of the data that are ids of people: the words get their
    names, as they are when it is read. ``letter`` is a template whose first line is the subject."""
    if topic not in TOPICS:
        raise LookupError(f"there is no topic {topic!r}: declare it with topic()")
    KINDS[name] = Kind(name, topic, subject, sentence, link, buttons, people, facts, letter)
    return KINDS[name]


def people_in(kind: str, data: dict) -> set[int]:
    """The ids of the people whose names this message needs."""
    known = KINDS.get(kind)
    return {data[name] for name in known.people if data.get(name)} if known else set()


topic("reminders", N_("Reminders before what I signed up for"))
topic("requests", N_("Requests and offers that wait for my answer"))
topic("changes", N_("Changes to what I signed up for"))
topic("answers", N_("Answers to what I sent or asked"))
topic("duties", N_("Tasks for me as leader or secretary"))
