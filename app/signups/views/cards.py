"""How shifts are drawn: each with its seats, and one button or the reason why there is none.

Pieces that many rows share are drawn once and kept: they depend on nothing but their arguments.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext as _
from markupsafe import Markup

from app.campaigns.rules.limits import Limits
from app.core.clock import LOCAL
from app.core.i18n import language
from app.core.moments import Moments
from app.core.text import N_
from app.core.words import hours, plain_day, say, slot_name
from app.signups.models import SEATED
from app.signups.queries import facts_of
from app.signups.rules import LINE, Answer, Person, clash, may_take, opening, stands_against

# The longest rest that a campaign can ask for.
REST = timedelta(days=2)
# What speaks against all points of a slot alike, in two words.
BUSY = {
    Answer.OVERLAP: N_("you are busy then"),
    Answer.NO_REST: N_("rest first"),
    Answer.DAY_FULL: N_("enough for the day"),
    Answer.WEEK_FULL: N_("enough for the week"),
    Answer.TOO_YOUNG: N_("too young"),
    Answer.NOT_OPEN: N_("not open yet"),
}
# Who gets these may also take a seat over from somebody.
TAKING = LINE | {Answer.YES, Answer.ALREADY_IN_LINE}
# Answers that need no sentence on a card: its badge or its button says it all.
QUIET = frozenset(
    {Answer.YES, Answer.WAITLIST, Answer.ALREADY_ON_IT, Answer.ALREADY_IN_LINE, Answer.STARTED, Answer.CANCELLED}
)


@lru_cache(maxsize=4096)
def _marks(lang: str, taken: int, most: int, least: int, over: bool) -> Markup:
    return get_template_attribute("_ui.html", "seats")(taken, most, least, over)


@lru_cache(maxsize=256)
def _teams(lang: str, named: int, seats: int) -> Markup:
    return get_template_attribute("signups/_cards.html", "teams")(named, seats)


@lru_cache(maxsize=64)
def _coming(lang: str, people: int) -> Markup:
    return get_template_attribute("signups/_cards.html", "said_to_come")(people)


def marks(row, over: bool) -> Markup:
    """The row of filled and empty marks with its words; a shift that is over calls for nobody."""
    return _marks(language(), row.seats_taken + row.seats_held, row.max_heads, row.min_heads, over)


class Card(NamedTuple):
    """One shift on the board. ``button`` is "take" or "line"; else ``badge`` and ``word`` tell. ``over``: so many
    seats can be taken over from those who hold them."""

    id: int
    point: str
    seats: Markup
    button: str
    badge: str
    word: str
    why: str
    past: bool
    over: int


@lru_cache(maxsize=1024)
def _shown(lang: str, answer: Answer, seated: bool, past: bool, may_claim: bool, in_line: int, why: str) -> tuple:
    """(button, badge, word, why) of a card; ``why`` is what the answer says of this person. What speaks against a
    whole slot stands once above its cards."""
    line = _("%(n)s in line. A free seat is offered to the first.", n=in_line) if in_line else ""
    if answer is Answer.CANCELLED:
        return "", "bad", _("Cancelled"), ""
    if seated:
        return "", "good", _("your shift"), ""
    if answer is Answer.STARTED:
        return "", "plain", _("over") if past else _("has begun"), ""
    if not may_claim:
        return "", "", "", line
    if answer is Answer.ALREADY_IN_LINE:
        return "", "wait", _("in line"), line
    if answer in (Answer.YES, Answer.OFFERED):
        return "take", "", "", why
    if answer in LINE:
        return "line", "", "", line if answer is Answer.WAITLIST else why
    if answer in BUSY:
        return "", "plain", _(BUSY[answer]), ""
    return "", "", "", why


def _why(answer: Answer, row, person: Person, limits: Limits, offered_until) -> str:
    if answer is Answer.OVERLAP:
        seat = clash(row, person.duties)
        return say(answer, hours=hours(seat.starts_at, seat.ends_at), point=seat.point, day=plain_day(seat.day))
    if answer in QUIET:
        return ""
    return say(answer, **facts_of(answer, row, limits, person, offered_until, row.skill))


class Onlooker(NamedTuple):
    """Who looks at the board: what the rules ask about the person, apart from the seats held."""

    may_claim: bool
    lead: bool
    birth_year: int | None


def cards(rows, held, now, limits: Limits, who: Onlooker, point: int | None = None) -> tuple[tuple, ...]:
    """The day's cards by slot: (slot, hours, cards, what speaks against the slot). ``rows`` are those of
    ``board_rows``, ``held`` one's own."""
    groups, last, lang = [], None, language()
    states = {one.shift_id: one for one in held}
    duties = tuple(one for one in held if one.state == SEATED)
    people = {fit: Person(duties, who.lead, who.birth_year, fit) for fit in (True, False)}
    against = {}
    for row in rows:
        if point is not None and row.point_id != point:
            continue
        own, past, person = states.get(row.id), row.ends_at <= now, people[bool(row.skilled)]
        already, until = (own.state, own.offered_until) if own else (None, None)
        # What speaks against a person is the same at all points at the same time.
        time = (row.starts_at, row.ends_at, row.opens_at, row.skill_id, person.skilled)
        if time not in against:
            against[time] = stands_against(row, limits, person, now)
        answer = may_take(row, limits, person, now, already, until, against=against[time])
        said = _why(answer, row, person, limits, until) if who.may_claim else ""
        button, badge, word, why = _shown(lang, answer, already == SEATED, past, who.may_claim, row.in_line, said)
        key = (row.slot, row.starts_at, row.ends_at)
        if key != last:
            last, here = key, []
            groups.append([slot_name(row.slot, row.starts_at), hours(row.starts_at, row.ends_at), here, ""])
        if answer in BUSY:
            groups[-1][3] = groups[-1][3] or said
        seats = _marks(lang, row.seats_taken + row.seats_held, row.max_heads, row.min_heads, past)
        if row.team_unnamed and row.team_until > now:
            seats += _teams(lang, row.team_seats - row.team_unnamed, row.team_seats)
        if row.coming and not past:
            seats += _coming(lang, row.coming)
        over = row.on_offer if who.may_claim and answer in TAKING else 0
        here.append(Card(row.id, row.point, seats, button, badge, word, why, past, over))
    return tuple((slot, time, tuple(here), busy) for slot, time, here, busy in groups)


def drawn(rows, held, now: datetime, limits: Limits, who: Onlooker, point: int | None = None) -> Markup:
    """The day's cards as HTML, "" for none.

    What they say depends on the rows, on what one holds around them, and on which moments have passed: starts and
    ends, the opening of sign-up, the end of an offer. They are drawn once for all to whom they say the same.
    """
    if not rows:
        return Markup("")
    near = _near(held, rows[0].starts_at, max(row.ends_at for row in rows))
    young = who.birth_year and limits.min_age and rows[0].day.year - who.birth_year < limits.min_age
    alike = who if young else who._replace(birth_year=None)
    # As plain tuples: rows of the database are compared one by one, in Python.
    said = _said(language(), tuple(map(tuple, rows)), tuple(map(tuple, near)), limits, alike, point)
    if not said:
        said.append(Moments(_edges(rows, near, limits)))
    return said[0].at(now, lambda: _html(cards(rows, near, now, limits, alike, point)))


@lru_cache(maxsize=1024)
def _said(lang: str, rows: tuple, near: tuple, limits: Limits, who: Onlooker, point: int | None) -> list[Moments]:
    """A place for what is drawn of these values."""
    return []


def _edges(rows, near, limits: Limits):
    for row in rows:
        yield from (row.starts_at, row.ends_at, row.team_until, opening(row, limits))
    for one in near:
        yield one.offered_until


def _html(groups: tuple[tuple, ...]) -> Markup:
    if not groups:
        return Markup("")
    over = [group for group in groups if all(card.past for card in group[2])]
    # A day that is over altogether is looked at for what was.
    over = [] if len(over) == len(groups) else over
    coming = [group for group in groups if group not in over]
    return get_template_attribute("signups/_cards.html", "cards")(over, coming)


def _near(held, first: datetime, last: datetime) -> tuple:
    """What the rules look at: the week of these times, and a rest's length around them."""
    week = first - timedelta(days=first.astimezone(LOCAL).weekday() + 1)
    since, until = min(week, first - REST), max(week + timedelta(days=8), last + REST)
    return tuple(one for one in held if one.starts_at < until and one.ends_at > since)
